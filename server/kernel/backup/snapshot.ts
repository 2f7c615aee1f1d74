import { sql } from 'kysely';
import type { Store } from '../store/store.ts';

/**
 * Runs work that sees the store as it was at one moment, while everybody goes on writing: SQLite's read transaction over its
 * write-ahead log, or PostgreSQL's repeatable read.
 */
export function readSnapshot<T>(store: Store, isPostgres: boolean, work: (snapshot: Store) => Promise<T>): Promise<T> {
  if (isPostgres) {
    return store.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
  }
  return store.connection().execute(async (connection) => {
    await sql`begin deferred`.execute(connection);
    try {
      return await work(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}
