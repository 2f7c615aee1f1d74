// Statements on their way into the journal and back into a database. They are done again exactly as they were given, in the same order
// on the same content, so the same rows come out.
import { deserialize, serialize } from 'node:v8';
import type SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import * as z from 'zod';
import type { JournalEntry, JournalPosition } from '#main/store/journal.ts';

const statement = z.tuple([z.string(), z.array(z.unknown())]);
type Statement = readonly [sql: string, parameters: readonly unknown[]];
const position = z.object({ entry: z.int(), link: z.string() });

function copyOf(value: unknown): unknown {
  return value instanceof Uint8Array ? value.slice() : value;
}

function takeParameter(one: unknown): unknown {
  const isNamed = typeof one === 'object' && one !== null && !(one instanceof Uint8Array);
  return isNamed ? Object.fromEntries(Object.entries(one).map(([name, value]) => [name, copyOf(value)])) : copyOf(one);
}

/** Taken at once: the caller may clear or change what it gave. */
export function takeStatement(sql: string, parameters: readonly unknown[]): Statement {
  return [sql, parameters.map(takeParameter)];
}

/** One transaction as an entry's payload: one list, because each thing that is serialised by itself costs as much again. */
export function packStatements(done: readonly Statement[]): Uint8Array {
  return serialize(done);
}

/** What a list begins with. Entries before schema 31 have a line with its length before each statement. */
const listMark = 0xff;

function* splitLines(payload: Uint8Array): Generator<unknown, void> {
  let at = 0;
  while (at < payload.length) {
    const line = payload.indexOf(0x0a, at);
    const length = Number(Buffer.from(payload.subarray(at, line)).toString('latin1'));
    if (line === -1 || !Number.isSafeInteger(length)) throw new Error('an entry of the journal cannot be read');
    yield deserialize(payload.subarray(line + 1, line + 1 + length));
    at = line + 1 + length;
  }
}

function unpackStatements(payload: Uint8Array): readonly Statement[] {
  return z.array(statement).parse(payload[0] === listMark ? deserialize(payload) : [...splitLines(payload)]);
}

export const keepPosition = 'UPDATE journal SET entry = ?, link = ?';

/** Null in a database from before there was a journal. */
export function readPosition(database: SqliteDatabase): JournalPosition | null {
  const hasTable = database.prepare("SELECT 1 AS n FROM sqlite_master WHERE type = 'table' AND name = 'journal'").get();
  return hasTable === undefined ? null : position.parse(database.prepare('SELECT entry, link FROM journal').get());
}

export function replay(database: SqliteDatabase, { entry, link, payload }: JournalEntry): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const [sql, parameters] of unpackStatements(payload)) {
      const prepared = database.prepare(sql);
      if (prepared.reader) prepared.all(...parameters);
      else prepared.run(...parameters);
    }
    database.prepare(keepPosition).run(entry, link);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
