// A store that was moved to PostgreSQL says so in its own file, whatever folder that is copied to: it is never served again.
import type Database from 'better-sqlite3-multiple-ciphers';
import { type Kysely, sql } from 'kysely';
import { Stop } from '../stop.ts';
import type { Tables } from './tables.ts';

const moved = 1;

export async function markMoved(transaction: Kysely<Tables>): Promise<void> {
  await sql`pragma user_version = ${sql.lit(moved)}`.execute(transaction);
}

/** @throws Stop store/moved */
export function requireNotMoved(database: Database): void {
  if (database.pragma('user_version', { simple: true }) !== moved) return;
  throw new Stop('store/moved', 'The store of this directory was moved to PostgreSQL. Give its address in DATABASE_URL.');
}
