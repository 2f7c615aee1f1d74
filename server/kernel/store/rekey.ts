// The store's file under another key. The pages are encrypted anew in a copy, the copy is read through under the new key, and only then
// takes the store's name: interrupted anywhere, one whole file is there, under one of the two keys.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { Refusal } from '#src/contract/errors.ts';
import { flushFile, flushFolder } from '#src/node/files/whole-file.ts';
import type { PageCipher } from '../keys/key-ring.ts';
import { refusalFromStore } from './store-errors.ts';

const suffixes = ['', '-wal', '-shm', '-journal'];

function open(path: string, cipher: PageCipher, key: Uint8Array): Database {
  const database = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    database.pragma(`cipher='${cipher}'`);
    database.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    database.prepare('select count(*) from sqlite_master').get();
    return database;
  } catch (error) {
    database.close();
    throw refusalFromStore(error) ?? error;
  }
}

function opensWith(path: string, cipher: PageCipher, key: Uint8Array): boolean {
  try {
    open(path, cipher, key).close();
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.wire.code === 'store/corrupt') return false;
    throw error;
  }
}

/** Moves the write-ahead log into the file, so that one file is everything. */
function settle(path: string, cipher: PageCipher, key: Uint8Array): void {
  const database = open(path, cipher, key);
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
  if (existsSync(`${path}-wal`)) throw new Refusal('store/in-use', {});
}

/**
 * @param step told before each step is relied upon, so that tests can interrupt there
 * @throws Refusal store/…; the store is then as it was
 */
export function rekeyStoreFile(
  path: string,
  cipher: PageCipher,
  keys: { readonly from: Uint8Array; readonly to: Uint8Array },
  step: (name: string) => void,
): void {
  if (opensWith(path, cipher, keys.to)) return;
  const copy = `${path}.rekeying`;
  for (const suffix of suffixes) rmSync(copy + suffix, { force: true });
  settle(path, cipher, keys.from);
  step('settled');
  copyFileSync(path, copy);
  step('copied');
  const rewriting = open(copy, cipher, keys.from);
  try {
    // The cipher's own routine rewrites every page in one transaction.
    rewriting.pragma(`rekey="x'${Buffer.from(keys.to).toString('hex')}'"`);
  } finally {
    rewriting.close();
  }
  step('encrypted');
  const checked = open(copy, cipher, keys.to);
  try {
    if (checked.pragma('integrity_check', { simple: true }) !== 'ok') throw new Refusal('store/corrupt', {});
  } finally {
    checked.close();
  }
  flushFile(copy);
  step('checked');
  renameSync(copy, path);
  flushFolder(dirname(path));
  step('replaced');
}
