import type SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import { Refusal } from '#src/contract/errors.ts';

/**
 * Reads every page once: each carries an authentication tag, so a changed bit anywhere shows here and not in a record later. The order
 * of trees and rows and the types of columns are looked at as well, but not the CHECK of every row: no row got in without it.
 * @throws Refusal `store/corrupt`, or an SqliteError that means the same
 */
export function checkIntegrity(database: SqliteDatabase): void {
  database.pragma('ignore_check_constraints = ON');
  try {
    const verdict = database.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new Refusal('store/corrupt', {});
  } finally {
    database.pragma('ignore_check_constraints = OFF');
  }
}
