// The encrypted store of one workstation (R4.1, R4.7). Reading is open to all; writing only inside `write`, which gives out a
// WriteTransaction: whoever has none cannot change anything, so a change without its audit link does not compile.
import type SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type * as z from 'zod';
import { asStoreRefusal } from '#main/store/store-problem.ts';

type Statement = ReturnType<SqliteDatabase['prepare']>;
type Parameter = string | number | Uint8Array | null;
/** Values for `?` in order, or one object for `:name`. */
export type Parameters = readonly Parameter[] | readonly [Readonly<Record<string, Parameter>>];

export interface ReadStore {
  /** The first row, read by the schema, or null. */
  one<S extends z.ZodType>(schema: S, sql: string, ...parameters: Parameters): z.output<S> | null;
  all<S extends z.ZodType>(schema: S, sql: string, ...parameters: Parameters): z.output<S>[];
}

/** Valid only while the function it was given to runs. */
export interface WriteTransaction extends ReadStore {
  /** Runs one statement; answers the number of rows it changed. */
  run(sql: string, ...parameters: Parameters): number;
}

/** Owns the connection. @throws Refusal `store/…` from every method when the disk or the file is the trouble. */
export class Store implements ReadStore {
  readonly #database: SqliteDatabase;
  readonly #statements = new Map<string, Statement>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  one<S extends z.ZodType>(schema: S, sql: string, ...parameters: Parameters): z.output<S> | null {
    const row = this.#guard(() => this.#statement(sql).get(...parameters));
    return row === undefined ? null : schema.parse(row);
  }

  all<S extends z.ZodType>(schema: S, sql: string, ...parameters: Parameters): z.output<S>[] {
    return this.#guard(() => this.#statement(sql).all(...parameters)).map((row) => schema.parse(row));
  }

  /**
   * One use case as one transaction: all of it is durable when this returns, or nothing of it happened.
   * @param work synchronous; may throw a Refusal to roll back
   */
  write<T>(work: (transaction: WriteTransaction) => T): T {
    const transaction: WriteTransaction = {
      one: (schema, sql, ...parameters) => this.one(schema, sql, ...parameters),
      all: (schema, sql, ...parameters) => this.all(schema, sql, ...parameters),
      run: (sql, ...parameters) => {
        if (!this.#database.inTransaction) throw new Error('a transaction was used after its end');
        return this.#guard(() => this.#statement(sql).run(...parameters)).changes;
      },
    };
    return this.#guard(() => {
      this.#statement('BEGIN IMMEDIATE').run();
      try {
        const value = work(transaction);
        if (value instanceof Promise) throw new Error('a transaction cannot wait');
        this.#statement('COMMIT').run();
        return value;
      } catch (error) {
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /**
   * Moves the write-ahead log into the file and empties it, so that deleted content leaves the disk. A full disk only delays it:
   * what is committed stays committed in the log.
   * @returns false when it could not be done now
   */
  checkpoint(): boolean {
    try {
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
      return true;
    } catch {
      return false;
    }
  }

  /** Closing never loses what was committed, whether or not the log could be moved. */
  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw asStoreRefusal(error);
    }
  }
}
