// One serving process per data directory. The lock is SQLite's own exclusive file lock on an empty database: the operating system
// drops it when the process dies, however it dies, so there is never a stale lock to remove by hand.
import Database from 'better-sqlite3-multiple-ciphers';
import { Refusal } from '#src/contract/errors.ts';
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

/** True while another process serves. */
export function isServing(path: string): boolean {
  try {
    acquireInstanceLock(path).release();
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.wire.code === 'store/in-use') return true;
    throw error;
  }
}
