import type SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Migration } from '#main/store/migration.ts';
import { Refusal } from '#src/contract/errors.ts';

/**
 * Brings the schema to the newest version, one transaction per step, so that a stop in between continues next time.
 * @throws Refusal `store/too-new` when a newer program wrote this file; it is then left alone.
 */
export function migrate(database: SqliteDatabase, steps: readonly Migration[]): void {
  const found = Number(database.pragma('user_version', { simple: true }));
  if (found > steps.length) throw new Refusal('store/too-new', { found, supported: steps.length });
  for (const step of steps.slice(found)) {
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(step.sql);
      database.pragma(`user_version = ${step.version}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}
