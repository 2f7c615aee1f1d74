// Kysely's SQLite dialect with two differences. A transaction takes the write lock when it begins: with SQLite's deferred begin, a
// transaction that reads before it writes fails at once (SQLITE_BUSY_SNAPSHOT, no waiting) when another process wrote in between.
// And rolling back asks first whether there is anything to roll back: on a full disk SQLite has already done it by itself, and a
// second rollback would fail and hide the true error.
import type Database from 'better-sqlite3-multiple-ciphers';
import { CompiledQuery, type DatabaseConnection, type Driver, SqliteDialect, SqliteDriver } from 'kysely';

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
}

export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#database);
  }
}
