import { Refusal } from '#src/contract/errors.ts';
import { refusalFromPostgres } from './postgres/errors.ts';

/** The SQLite code of a thrown error, or null for every other error. */
function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError' || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** A file beside the store, a key file or a backup, found no room. */
function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** What a failure of the database means in the product's terms, or null when it is a bug and not a condition of the machine. */
export function refusalFromStore(error: unknown): Refusal | null {
  const code = sqliteCode(error);
  if (code === null) return isNoRoom(error) ? new Refusal('store/disk-full', {}, error) : refusalFromPostgres(error);
  // The index of the write-ahead log grows by itself, and says so by a code of its own.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return new Refusal('store/disk-full', {}, error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new Refusal('store/in-use', {}, error);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new Refusal('store/not-writable', {}, error);
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_IOERR')) {
    return new Refusal('store/corrupt', {}, error);
  }
  return null;
}
