// The database under another key (S3). The pages are encrypted anew in a copy, the copy is read through completely under the new key,
// and only then takes the database's name: an interruption at any point leaves one whole file under one of the two keys.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { giveKey, rawKeyText, type StoreFile } from '#main/store/connection.ts';
import { sizeOf } from '#main/store/files.ts';
import { openStore } from '#main/store/open.ts';
import { asStoreRefusal } from '#main/store/store-problem.ts';
import { Refusal } from '#src/contract/errors.ts';
import { flushFile, flushFolder } from '#src/node/files/whole-file.ts';

const suffixes = ['', '-wal', '-shm', '-journal'];

/** Does this key open the file? Only its first page is read; a damaged one opens with no key. */
export function opensWith(file: StoreFile): boolean {
  if (!existsSync(file.path) || sizeOf(file.path) === 0) return false;
  const database = new Database(file.path, { fileMustExist: true, readonly: true, timeout: 0 });
  try {
    giveKey(database, file);
    database.pragma('schema_version');
    return true;
  } catch (error) {
    const refusal = asStoreRefusal(error);
    if (refusal instanceof Refusal && refusal.wire.code === 'store/corrupt') return false;
    throw refusal;
  } finally {
    database.close();
    rmSync(`${file.path}-shm`, { force: true });
  }
}

/** Checks all of the database and moves its write-ahead log into it, so that one file is everything. */
function settle(file: StoreFile): void {
  const store = openStore(file);
  const isSettled = store.checkpoint();
  store.close();
  if (!isSettled || sizeOf(`${file.path}-wal`) > 0) throw new Refusal('store/disk-full', {});
}

function encryptAnew(copy: StoreFile, key: Uint8Array): void {
  const database = new Database(copy.path, { fileMustExist: true, timeout: 0 });
  try {
    giveKey(database, copy);
    database.pragma('locking_mode = EXCLUSIVE');
    // The cipher's own routine rewrites pages in one transaction, and does that only without a write-ahead log.
    if (database.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw new Error('the log stays on');
    const text = rawKeyText(key);
    database.rekey(text);
    text.fill(0);
  } finally {
    database.close();
  }
}

/**
 * @param step told before each step is relied upon, so that tests can interrupt there
 * @throws Refusal `store/…`; the database is then as it was, under its old key
 */
export function rekeyStoreFile(file: StoreFile, key: Uint8Array, step: (name: string) => void): void {
  const { generations: _under, ...alone } = file;
  const copy = { ...alone, path: `${file.path}.rekeying` };
  const removeCopy = () => {
    for (const suffix of suffixes) rmSync(copy.path + suffix, { force: true });
  };
  try {
    removeCopy();
    settle(file);
    step('rotation.settled');
    copyFileSync(file.path, copy.path);
    step('rotation.copied');
    encryptAnew(copy, key);
    step('rotation.encrypted');
    // Opening reads every page, and each page proves itself under the new key.
    openStore({ ...copy, key }).close();
    flushFile(copy.path);
    step('rotation.checked');
    renameSync(copy.path, file.path);
    flushFolder(dirname(file.path));
    step('rotation.replaced');
  } catch (error) {
    removeCopy();
    throw asStoreRefusal(error);
  }
}
