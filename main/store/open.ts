// Opens or creates the encrypted database file. Page cipher with authentication (aegis, or chacha20 where the processor has no
// AES), raw 256-bit key without derivation, write-ahead log, synchronous=FULL set explicitly: the bundled default is NORMAL and
// loses acknowledged commits at power loss. Temporary data stays in memory, because temporary files are not encrypted.
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { checkIntegrity } from '#main/store/check.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migration-list.ts';
import { Store } from '#main/store/store.ts';
import { asStoreRefusal } from '#main/store/store-problem.ts';
import { Refusal } from '#src/contract/errors.ts';

export const ciphers = ['aegis', 'chacha20'] as const;
export type Cipher = (typeof ciphers)[number];

export interface StoreFile {
  readonly path: string;
  readonly cipher: Cipher;
  /** 32 bytes; the caller clears them afterwards. */
  readonly key: Uint8Array;
  /** Largest size of the file in pages of 4 KiB; the disk's own limit when absent. */
  readonly maximumPages?: number;
}

/** `raw:` and 64 hex digits, built without an immutable string of the key. */
export function rawKeyText(key: Uint8Array): Buffer {
  if (key.length !== 32) throw new Error('a database key has 32 bytes');
  const text = Buffer.alloc(68);
  text.write('raw:', 'latin1');
  const digits = Buffer.from('0123456789abcdef', 'latin1');
  key.forEach((byte, index) => {
    text[4 + 2 * index] = digits[byte >> 4] ?? 0;
    text[5 + 2 * index] = digits[byte & 15] ?? 0;
  });
  return text;
}

export function giveKey(database: Database, file: StoreFile): void {
  database.pragma(`cipher = '${file.cipher}'`);
  const key = rawKeyText(file.key);
  database.key(key);
  key.fill(0);
}

/** How every connection that may write is used; the key was given before. */
export function setUpConnection(database: Database): void {
  // Exclusive: one process, and no shared-memory file that a full disk could refuse.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('temp_store = MEMORY');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') throw new Error('no write-ahead log');
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  // 64 MiB of pages: without them every second read decrypts a page again, and a large transaction writes its pages twice.
  database.pragma('cache_size = -65536');
}

function connect(file: StoreFile, mustExist: boolean): Database {
  const database = new Database(file.path, { fileMustExist: mustExist, timeout: 0 });
  try {
    giveKey(database, file);
    setUpConnection(database);
    if (file.maximumPages !== undefined) database.pragma(`max_page_count = ${file.maximumPages}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes a rename or a new name durable. Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Creates the database under another name and moves it into place when it is complete, so that the real name never stands for a
 * half-made file. A left-over of an interrupted creation never held anything and is replaced.
 */
export function createStoreFile(file: StoreFile): void {
  const unfinished = `${file.path}.creating`;
  try {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + suffix, { force: true });
    const database = connect({ ...file, path: unfinished }, false);
    try {
      migrate(database, migrations);
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
    renameSync(unfinished, file.path);
    syncFolder(dirname(file.path));
  } catch (error) {
    throw asStoreRefusal(error);
  }
}

/**
 * Reads all of a database that was not closed cleanly, without the right to write: closing a connection that may write would move
 * the write-ahead log into the damaged file and remove it. The shared index that this needs is remade by every reader.
 */
function inspect(file: StoreFile): void {
  const database = new Database(file.path, { fileMustExist: true, readonly: true, timeout: 0 });
  try {
    giveKey(database, file);
    checkIntegrity(database);
  } finally {
    database.close();
    rmSync(`${file.path}-shm`, { force: true });
  }
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Opens an existing database, reads all of it once and brings its schema up to date. Never creates a file; what is
 * damaged stays as it is, byte for byte.
 * @throws Refusal `store/missing`, `store/corrupt`, `store/in-use`, `store/too-new`, `store/disk-full`, `store/not-writable`
 */
export function openStore(file: StoreFile): Store {
  // Looked at first: SQLite would take a lone write-ahead log for left-over and remove it.
  if (!existsSync(file.path)) throw new Refusal('store/missing', {});
  let database: Database | null = null;
  try {
    // An emptied file would otherwise open as a new database: ours is complete before it gets its name.
    if (sizeOf(file.path) === 0) throw new Refusal('store/corrupt', {});
    const isLogLeft = sizeOf(`${file.path}-wal`) > 0;
    if (isLogLeft) inspect(file);
    database = connect(file, true);
    if (!isLogLeft) checkIntegrity(database);
    migrate(database, migrations);
    return new Store(database);
  } catch (error) {
    database?.close();
    throw asStoreRefusal(error);
  }
}
