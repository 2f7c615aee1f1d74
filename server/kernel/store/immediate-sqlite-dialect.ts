// Kysely's SQLite dialect with three differences. A transaction takes the write lock when it begins: with SQLite's deferred begin, a
// transaction that reads before it writes fails at once (SQLITE_BUSY_SNAPSHOT, no waiting) when another process wrote in between.
// And rolling back asks first whether there is anything to roll back: on a full disk SQLite has already done it by itself, and a
// second rollback would fail and hide the true error. And its one connection is given out here, so that work which holds it and asks for it
// once more is refused instead of waiting for itself.
import type Database from 'better-sqlite3-multiple-ciphers';
import { CompiledQuery, type DatabaseConnection, type Driver, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import { requireOutside } from './own-transaction.ts';

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #database: Database;
  readonly #owner: object;
  /** Settles when whoever asked last has given it back. */
  #last: Promise<void> = Promise.resolve();
  #giveBack: () => void = () => undefined;

  constructor(database: Database, owner: object) {
    super({ database });
    this.#database = database;
    this.#owner = owner;
  }

  /** One after the other, in the order in which they asked. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    requireOutside(this.#owner);
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    this.#giveBack = resolve;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#giveBack();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
}

/** Kysely would wait before the driver is asked. */
class UnqueuedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#database, this);
  }

  override createAdapter(): SqliteAdapter {
    return new UnqueuedAdapter();
  }
}
