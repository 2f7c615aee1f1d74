// Opens or creates the encrypted database file.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { checkIntegrity } from '#main/store/check.ts';
import { giveKey, type StoreFile, setUpConnection } from '#main/store/connection.ts';
import { sizeOf } from '#main/store/files.ts';
import { entriesAfter, findGenerations } from '#main/store/generations.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migration-list.ts';
import { readPosition, replay } from '#main/store/replay.ts';
import { Store } from '#main/store/store.ts';
import { asStoreRefusal } from '#main/store/store-problem.ts';
import { Refusal } from '#src/contract/errors.ts';
import { flushFile, flushFolder } from '#src/node/files/whole-file.ts';

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
      // Flushed as a whole before it has its name, and not step by step.
      database.pragma('synchronous = OFF');
      migrate(database, migrations);
      // The steps leave pages that nothing is in, and damage in those would not be noticed.
      database.exec('VACUUM');
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
    flushFile(unfinished);
    renameSync(unfinished, file.path);
    flushFolder(dirname(file.path));
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

/**
 * What was acknowledged and is not in the database, because a cut of power or a damaged log took it, is done again from the journal.
 * @throws Refusal `store/corrupt` when it cannot be
 */
export function redo(database: Database, file: StoreFile): number {
  const from = readPosition(database);
  if (from === null || file.generations === undefined) return 0;
  const generations = findGenerations(file.generations.folder, file.generations.keyId);
  let count = 0;
  for (const step of entriesAfter(generations, file.key, from)) {
    try {
      migrate(database, migrations.slice(0, step.generation.head.schema));
      replay(database, step);
    } catch (error) {
      const refusal = asStoreRefusal(error);
      throw refusal instanceof Refusal ? refusal : new Refusal('store/corrupt', {}, error);
    }
    count += 1;
  }
  return count;
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
    redo(database, file);
    migrate(database, migrations);
    return new Store(database);
  } catch (error) {
    database?.close();
    throw asStoreRefusal(error);
  }
}
