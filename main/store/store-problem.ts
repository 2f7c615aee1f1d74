// Reads what SQLite and the file system mean by their errors, in the words of the error table. What is none of the expected
// troubles stays what it is: a bug.
import Database from 'better-sqlite3-multiple-ciphers';
import { Refusal } from '#src/contract/errors.ts';

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EIO', 'ENOENT', 'EEXIST', 'ENXIO']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The refusal an error of SQLite or of `node:fs` stands for; any other value unchanged. */
export function asStoreRefusal(error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof Database.SqliteError) {
    // SHMSIZE: no room for the index that a log left by a killed program needs.
    if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return new Refusal('store/disk-full', {}, error);
    if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return new Refusal('store/corrupt', {}, error);
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new Refusal('store/in-use', {}, error);
    if (/^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)/.test(code)) return new Refusal('store/not-writable', {}, error);
    return error;
  }
  if (fullDisk.has(code)) return new Refusal('store/disk-full', {}, error);
  if (unwritable.has(code)) return new Refusal('store/not-writable', {}, error);
  return error;
}
