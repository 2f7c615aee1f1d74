import { Refusal } from '#src/contract/errors.ts';
import { refusalFromPostgres } from './postgres/errors.ts';

/** The SQLite code of a thrown error, or null for every other error. */
function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError' || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** What a failure of the database means in the product's terms, or null when it is a bug and not a condition of the machine. */
export function refusalFromStore(error: unknown): Refusal | null {
  const code = sqliteCode(error);
  if (code === null) return refusalFromPostgres(error);
  if (code === 'SQLITE_FULL') return new Refusal('store/disk-full', {}, error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new Refusal('store/in-use', {}, error);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new Refusal('store/not-writable', {}, error);
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_IOERR')) {
    return new Refusal('store/corrupt', {}, error);
  }
  return null;
}
