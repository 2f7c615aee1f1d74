// The encrypted store of one workstation (R4.1, R4.7). Reading is open to all; writing only inside `write`, which gives out a
// WriteTransaction: whoever has none cannot change anything, so a change without its audit link does not compile.
import type SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type * as z from 'zod';
import type { Journal, JournalPosition } from '#main/store/journal.ts';
import { keepPosition, packStatements, readPosition, takeStatement } from '#main/store/replay.ts';
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
  #journal: Journal | null = null;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /**
   * From here on every transaction is durable by its entry in this journal, which is flushed before the commit; the write-ahead log
   * then needs no flush of its own, because what a cut of power takes from it is done again. Null: by the log alone.
   */
  keepJournal(journal: Journal | null): void {
    this.#journal?.close();
    this.#journal = journal;
    this.#database.pragma(`synchronous = ${journal === null ? 'FULL' : 'NORMAL'}`);
  }

  journalPosition(): JournalPosition {
    const position = this.#guard(() => readPosition(this.#database));
    if (position === null) throw new Error('a store without a place for its journal');
    return position;
  }

  /** Where a new journal begins: after the present one's last entry, or by a link of its own where none goes on. */
  anchorJournal(newLink: string): JournalPosition {
    if (this.#journal !== null) return this.#journal.position;
    this.#guard(() => this.#statement('UPDATE journal SET entry = entry + 1, link = ?').run(newLink));
    return this.journalPosition();
  }

  get journal(): Pick<Journal, 'position' | 'bytes'> | null {
    return this.#journal;
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
    const done: ReturnType<typeof takeStatement>[] = [];
    const note = (sql: string, parameters: Parameters) => {
      if (!this.#statement(sql).readonly) done.push(takeStatement(sql, parameters));
    };
    const transaction: WriteTransaction = {
      one: (schema, sql, ...parameters) => {
        const row = this.one(schema, sql, ...parameters);
        note(sql, parameters);
        return row;
      },
      all: (schema, sql, ...parameters) => {
        const rows = this.all(schema, sql, ...parameters);
        note(sql, parameters);
        return rows;
      },
      run: (sql, ...parameters) => {
        if (!this.#database.inTransaction) throw new Error('a transaction was used after its end');
        const { changes } = this.#guard(() => this.#statement(sql).run(...parameters));
        note(sql, parameters);
        return changes;
      },
    };
    return this.#guard(() => {
      this.#statement('BEGIN IMMEDIATE').run();
      try {
        const value = work(transaction);
        if (value instanceof Promise) throw new Error('a transaction cannot wait');
        this.#commit(done);
        return value;
      } catch (error) {
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #commit(done: readonly ReturnType<typeof takeStatement>[]): void {
    const journal = this.#journal;
    if (done.length === 0) {
      this.#statement('COMMIT').run();
    } else if (journal === null) {
      // What is written without a journal is in none: none goes on from here.
      this.#statement("UPDATE journal SET link = '' WHERE link <> ''").run();
      this.#statement('COMMIT').run();
    } else {
      const sealed = journal.seal(packStatements(done));
      this.#statement(keepPosition).run(sealed.entry, sealed.link);
      journal.append(sealed);
      this.#commitOrDiscard(journal);
    }
  }

  #commitOrDiscard(journal: Journal): void {
    try {
      this.#statement('COMMIT').run();
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      try {
        journal.discard();
      } catch {
        // The journal tells of something that did not happen. It ends here; the next write breaks the database's link to it.
        this.keepJournal(null);
      }
      throw error;
    }
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
    this.#journal?.close();
    this.#journal = null;
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
