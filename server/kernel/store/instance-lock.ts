// One serving process per data directory. The lock is SQLite's own exclusive file lock on an empty database: the operating system
// drops it when the process dies, however it dies, so there is never a stale lock to remove by hand.
import Database from 'better-sqlite3-multiple-ciphers';
import { refusalFromStore } from './store-errors.ts';

export interface InstanceLock {
  readonly release: () => void;
}

/** @throws Refusal store/in-use when another process serves from this directory. */
export function acquireInstanceLock(path: string): InstanceLock {
  let database: Database | null = null;
  try {
    database = new Database(path, { timeout: 0 });
    database.exec('begin exclusive');
  } catch (error) {
    database?.close();
    throw refusalFromStore(error) ?? error;
  }
  const held = database;
  return { release: () => held.close() };
}
