// The server's store (R4.1, R4.7): SQLite with authenticated page encryption under a raw 256-bit key. A commit is on the disk when
// it returns: synchronous=FULL is set here and nowhere relaxed, because the bundled default lost acknowledged rows at a power cut.
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import type { Kysely } from 'kysely';
import { Refusal } from '#src/contract/errors.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { ImmediateSqliteDialect } from './immediate-sqlite-dialect.ts';
import { requireNotMoved } from './moved-mark.ts';
import { OwnTransactions } from './own-transaction.ts';
import { refusalFromStore } from './store-errors.ts';
import type { Tables } from './tables.ts';

export type Store = Kysely<Tables>;

/** How long a writer waits for another process's short write. */
const busyTimeoutMs = 10_000;

function applyKey(database: Database, keys: Pick<KeyRing, 'cipher' | 'databaseKey'>): void {
  database.pragma(`cipher='${keys.cipher}'`);
  database.pragma(`key="x'${Buffer.from(keys.databaseKey).toString('hex')}'"`);
  // The first read decides: with another key, or altered bytes, nothing in the file makes sense.
  database.prepare('select count(*) from sqlite_master').get();
}

function configure(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('trusted_schema = OFF');
}

interface OpenOptions {
  readonly mayCreate: boolean;
  readonly mayBeMoved?: boolean;
}

function openWith(path: string, keys: Pick<KeyRing, 'cipher' | 'databaseKey'>, options: OpenOptions): Store {
  let database: Database | null = null;
  try {
    database = new Database(path, { fileMustExist: !options.mayCreate, timeout: busyTimeoutMs });
    applyKey(database, keys);
    configure(database);
    if (options.mayBeMoved !== true) requireNotMoved(database);
  } catch (error) {
    database?.close();
    throw refusalFromStore(error) ?? error;
  }
  const dialect = new ImmediateSqliteDialect(database);
  return new OwnTransactions({ dialect }, dialect);
}

/**
 * Opens the store, or creates it when `mayCreate`. While its key is being changed it opens with either.
 * @throws Refusal store/missing, store/corrupt (also: another key), store/not-writable or store/in-use; Stop store/moved
 */
export function openStore(
  path: string,
  keys: Pick<KeyRing, 'cipher' | 'databaseKey'> & Partial<Pick<KeyRing, 'otherDatabaseKeys'>>,
  options: OpenOptions,
): Store {
  if (!options.mayCreate && !existsSync(path)) throw new Refusal('store/missing', {});
  const others = existsSync(path) ? (keys.otherDatabaseKeys ?? []) : [];
  for (const databaseKey of [keys.databaseKey, ...others]) {
    try {
      return openWith(path, { cipher: keys.cipher, databaseKey }, options);
    } catch (error) {
      const isLast = databaseKey === (others.at(-1) ?? keys.databaseKey);
      if (isLast || !(error instanceof Refusal) || error.wire.code !== 'store/corrupt') throw error;
    }
  }
  throw new Refusal('store/corrupt', {});
}
