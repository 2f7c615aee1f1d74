// How a database file is connected to. Page cipher with authentication (aegis, or chacha20 where the processor has no
// AES), raw 256-bit key without derivation, write-ahead log, synchronous=FULL set explicitly: the bundled default is NORMAL and
// loses acknowledged commits at power loss. Temporary data stays in memory, because temporary files are not encrypted.
import type Database from 'better-sqlite3-multiple-ciphers';

export const ciphers = ['aegis', 'chacha20'] as const;
export type Cipher = (typeof ciphers)[number];

export interface StoreFile {
  readonly path: string;
  readonly cipher: Cipher;
  /** 32 bytes; the caller clears them afterwards. */
  readonly key: Uint8Array;
  /** Largest size of the file in pages of 4 KiB; the disk's own limit when absent. */
  readonly maximumPages?: number;
  /** Where its snapshots and journals are, and the id of the key they are under; without them there is only the file. */
  readonly generations?: { readonly folder: string; readonly keyId: string };
}

/** `raw:` and 64 hex digits, built without an immutable string of the key. */
export function rawKeyText(key: Uint8Array): Buffer {
  if (key.length !== 32) throw new Error('a database key has 32 bytes');
  const text = Buffer.alloc(68);
  text.write('raw:', 'latin1');
  const digits = Buffer.from('0123456789abcdef', 'latin1');
  key.forEach((byte, index) => {
    text[4 + 2 * index] = digits[byte >> 4] ?? 0;
    text[5 + 2 * index] = digits[byte & 15] ?? 0;
  });
  return text;
}

export function giveKey(database: Database, file: StoreFile): void {
  database.pragma(`cipher = '${file.cipher}'`);
  const key = rawKeyText(file.key);
  database.key(key);
  key.fill(0);
}

/** How every connection that may write is used; the key was given before. */
export function setUpConnection(database: Database): void {
  // Exclusive: one process, and no shared-memory file that a full disk could refuse.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('temp_store = MEMORY');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') throw new Error('no write-ahead log');
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  // 64 MiB of pages: without them every second read decrypts a page again, and a large transaction writes its pages twice.
  database.pragma('cache_size = -65536');
}
