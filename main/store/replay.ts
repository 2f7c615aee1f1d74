// Statements on their way into the journal and back into a database. They are done again exactly as they were given, in the same order
// on the same content, so the same rows come out.
import { deserialize, serialize } from 'node:v8';
import type SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import * as z from 'zod';
import { type JournalEntry, type JournalPosition, splitStatements } from '#main/store/journal.ts';

const statement = z.tuple([z.string(), z.array(z.unknown())]);
const position = z.object({ entry: z.int(), link: z.string() });

/** Taken at once: the caller may clear what it gave. */
export function packStatement(sql: string, parameters: readonly unknown[]): Uint8Array {
  return serialize([sql, parameters]);
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
    for (const packed of splitStatements(payload)) {
      const [sql, parameters] = statement.parse(deserialize(packed));
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
