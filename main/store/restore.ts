// A store that is damaged or gone, made again from its newest whole snapshot and the journals that lead on from it. The new one is
// complete before it takes the name; what had it is set aside, never removed.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { checkIntegrity } from '#main/store/check.ts';
import { giveKey, type StoreFile, setUpConnection } from '#main/store/connection.ts';
import { findGenerations, type Generation } from '#main/store/generations.ts';
import { redo } from '#main/store/open.ts';
import { asStoreRefusal } from '#main/store/store-problem.ts';
import { Refusal } from '#src/contract/errors.ts';
import { flushFile, flushFolder } from '#src/node/files/whole-file.ts';

export interface Rebuilt {
  /** The entry its snapshot stands at, and how many were done again after it. */
  readonly snapshot: number;
  readonly entries: number;
}

const suffixes = ['', '-wal', '-shm', '-journal'];

function restoringPath(file: StoreFile): string {
  return `${file.path}.restoring`;
}

function dropRestoring(file: StoreFile): void {
  for (const suffix of suffixes) rmSync(restoringPath(file) + suffix, { force: true });
}

function rebuildFrom(file: StoreFile, { snapshot, head }: Generation): Rebuilt {
  dropRestoring(file);
  copyFileSync(snapshot, restoringPath(file));
  const database = new Database(restoringPath(file), { fileMustExist: true, timeout: 0 });
  try {
    giveKey(database, file);
    setUpConnection(database);
    checkIntegrity(database);
    const entries = redo(database, file);
    checkIntegrity(database);
    database.pragma('wal_checkpoint(TRUNCATE)');
    return { snapshot: head.entry, entries };
  } finally {
    database.close();
  }
}

/**
 * Makes the store again beside itself; nothing else is touched.
 * @returns null when no snapshot under this key is whole
 * @throws Refusal `store/disk-full`, `store/not-writable`
 */
export function rebuildStoreFile(file: StoreFile): Rebuilt | null {
  const { folder = '', keyId } = file.generations ?? {};
  const newestFirst = findGenerations(folder, keyId).filter(({ snapshot }) => existsSync(snapshot));
  for (const generation of newestFirst.toReversed()) {
    try {
      const rebuilt = rebuildFrom(file, generation);
      flushFile(restoringPath(file));
      return rebuilt;
    } catch (error) {
      dropRestoring(file);
      const refusal = asStoreRefusal(error);
      if (!(refusal instanceof Refusal && refusal.wire.code === 'store/corrupt')) throw refusal;
    }
  }
  return null;
}

/** Gives the rebuilt store its name. The log goes first: SQLite would write a left one into whatever file has the name. */
export function installRebuilt(file: StoreFile): void {
  let number = 1;
  while (suffixes.some((suffix) => existsSync(`${file.path}.damaged-${number}${suffix}`))) number += 1;
  try {
    for (const suffix of ['-wal', '']) {
      const path = file.path + suffix;
      if (existsSync(path)) renameSync(path, `${file.path}.damaged-${number}${suffix}`);
    }
    renameSync(restoringPath(file), file.path);
    flushFolder(dirname(file.path));
  } catch (error) {
    throw asStoreRefusal(error);
  }
}
