// One process per data folder. The lock is SQLite's own on an empty file of its own: the operating system drops it with the
// process, however that ends, and it works alike on every system. It is taken before the key is looked at, so that two first
// starts cannot make two keys.
import Database from 'better-sqlite3-multiple-ciphers';
import { asStoreRefusal } from '#main/store/store-problem.ts';

export interface ProcessLock {
  release(): void;
}

/** @throws Refusal `store/in-use` when another process holds it */
export function acquireProcessLock(path: string): ProcessLock {
  let database: Database | null = null;
  try {
    database = new Database(path, { timeout: 0 });
    // No journal file: nothing is ever written through this connection.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    throw asStoreRefusal(error);
  }
}
