// Snapshots of the store with the journals that lead on from them. A generation is a snapshot and the journal begun with it; two are
// kept, so that a damaged snapshot is not the end either. Everything in them is under the database key, like the store itself.
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { checkIntegrity } from '#main/store/check.ts';
import { giveKey, type StoreFile } from '#main/store/connection.ts';
import { wipeFile } from '#main/store/files.ts';
import {
  Journal,
  type JournalEntry,
  type JournalHead,
  type JournalPosition,
  readEntries,
  readJournalHead,
} from '#main/store/journal.ts';
import { readPosition } from '#main/store/replay.ts';
import type { Store } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { flushFile, flushFolder } from '#src/node/files/whole-file.ts';

const kept = 2;
const named = /^workstation-(\d{8})\.(snapshot|journal)$/u;
const unfinished = /^workstation-\d{8}\.(snapshot|journal)\.making$/u;

export interface Generation {
  readonly number: number;
  readonly head: JournalHead;
  readonly journal: string;
  readonly snapshot: string;
}

function pathOf(folder: string, number: number, kind: 'snapshot' | 'journal'): string {
  return join(folder, `workstation-${String(number).padStart(8, '0')}.${kind}`);
}

function numbersIn(folder: string): readonly number[] {
  if (!existsSync(folder)) return [];
  const numbers = readdirSync(folder).map((name) => named.exec(name)?.[1]);
  return [...new Set(numbers.filter((one) => one !== undefined).map(Number))].toSorted((a, b) => a - b);
}

/** Oldest first; those under another key or without a readable journal are none. */
export function findGenerations(folder: string, keyId?: string): readonly Generation[] {
  return numbersIn(folder).flatMap((number) => {
    const [journal, snapshot] = [pathOf(folder, number, 'journal'), pathOf(folder, number, 'snapshot')];
    const head = readJournalHead(journal);
    return head === null || (keyId !== undefined && head.keyId !== keyId) ? [] : [{ number, head, journal, snapshot }];
  });
}

/** An entry and the journal it is in. */
export interface Step extends JournalEntry {
  readonly generation: Generation;
}

/** What follows a place in history, through all journals that go on from each other. Nothing when none knows the place. */
export function* entriesAfter(generations: readonly Generation[], key: Uint8Array, from: JournalPosition): Generator<Step, void> {
  let at = from;
  for (const generation of generations) {
    let isAt = generation.head.entry === at.entry && generation.head.link === at.link;
    for (const entry of readEntries(generation.journal, generation.head, key)) {
      if (isAt) {
        yield { ...entry, generation };
        at = entry;
      }
      isAt ||= entry.entry === at.entry && entry.link === at.link;
    }
  }
}

/**
 * The newest journal, to be written on, when it ends exactly where this database stands.
 * @param schema its version; statements for another cannot be mixed
 */
export function resumeJournal(file: StoreFile, position: JournalPosition, schema: number): Journal | null {
  if (file.generations === undefined) return null;
  const newest = findGenerations(file.generations.folder, file.generations.keyId).at(-1);
  if (newest === undefined || newest.head.schema !== schema) return null;
  let last: JournalEntry | undefined;
  for (const entry of readEntries(newest.journal, newest.head, file.key)) last = entry;
  const end = last ?? newest.head;
  if (end.entry !== position.entry || end.link !== position.link) return null;
  return Journal.goOn(newest.journal, newest.head, file.key, last);
}

/** Reads all of a snapshot. @throws Refusal or SqliteError when it is not whole */
function proveSnapshot(file: StoreFile, path: string, head: JournalHead): void {
  const database = new Database(path, { fileMustExist: true, readonly: true, timeout: 0 });
  try {
    giveKey(database, file);
    checkIntegrity(database);
    const position = readPosition(database);
    if (position?.entry !== head.entry || position.link !== head.link) throw new Refusal('store/corrupt', {});
  } finally {
    database.close();
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}

/** Older generations, and whatever is under another key, are overwritten and removed. */
function dropOld(folder: string, keyId: string): void {
  const whole = findGenerations(folder, keyId).filter(({ snapshot }) => existsSync(snapshot));
  const oldest = whole.at(-kept)?.number ?? 0;
  const isUnderKey = new Set(findGenerations(folder, keyId).map(({ number }) => number));
  for (const number of numbersIn(folder)) {
    if (number >= oldest && isUnderKey.has(number)) continue;
    for (const kind of ['snapshot', 'journal'] as const) wipeFile(pathOf(folder, number, kind));
  }
  flushFolder(folder);
}

/**
 * A new snapshot of an open store, read through completely before it counts, and a new journal that the store uses from here on.
 * @throws Refusal or Error; the store then goes on as before
 */
export function makeGeneration(
  store: Store,
  file: StoreFile,
  made: { readonly nowMs: number; readonly schema: number; readonly newLink: string },
): void {
  if (file.generations === undefined) throw new Error('no place for generations');
  const { folder, keyId } = file.generations;
  for (const name of readdirSync(folder)) if (unfinished.test(name)) wipeFile(join(folder, name));
  const position = store.anchorJournal(made.newLink);
  if (!store.checkpoint()) throw new Refusal('store/disk-full', {});
  const head: JournalHead = { format: 1, keyId, salt: made.newLink, schema: made.schema, createdAtMs: made.nowMs, ...position };
  const number = (numbersIn(folder).at(-1) ?? 0) + 1;
  const [journal, snapshot] = [pathOf(folder, number, 'journal'), pathOf(folder, number, 'snapshot')];
  try {
    copyFileSync(file.path, `${snapshot}.making`);
    flushFile(`${snapshot}.making`);
    proveSnapshot(file, `${snapshot}.making`, head);
    Journal.create(`${journal}.making`, head);
    // The journal first: a snapshot without one says not even which key it is under.
    renameSync(`${journal}.making`, journal);
    renameSync(`${snapshot}.making`, snapshot);
    flushFolder(folder);
  } catch (error) {
    for (const path of [journal, snapshot]) {
      rmSync(`${path}.making`, { force: true });
      rmSync(path, { force: true });
    }
    throw error;
  }
  store.keepJournal(Journal.goOn(journal, head, file.key));
  dropOld(folder, keyId);
}
