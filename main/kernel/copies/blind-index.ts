// Finding a record without opening it: each term is kept as an HMAC under a random key of its purpose. The keys lie in the encrypted
// store; whoever has an index row alone learns nothing, and 128 bits do not meet by chance.
import * as z from 'zod';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { Term } from '#src/domain/records/terms.ts';
import { hmacSha256 } from '#src/node/crypto/hash.ts';

const keyRow = z.object({ key: z.string() });
const digestBytes = 16;

function loadKey(store: ReadStore, purpose: string): string | null {
  return store.one(keyRow, 'SELECT key FROM blind_key WHERE purpose = ?', purpose)?.key ?? null;
}

function digestUnder(key: string, term: Term): string {
  const digest = hmacSha256(Buffer.from(key, 'base64url'), `${term.purpose}\n${term.text}`);
  return Buffer.from(digest.subarray(0, digestBytes)).toString('base64url');
}

/** Digests to look for. A purpose without a key has nothing stored under it. */
export function digestsOf(store: ReadStore, terms: readonly Term[]): readonly string[] {
  return terms.flatMap((term) => {
    const key = loadKey(store, term.purpose);
    return key === null ? [] : [digestUnder(key, term)];
  });
}

/** What will be stored of some terms, worked out before the transaction that stores it. */
export interface IndexRows {
  /** JSON; also in the row of the copy, by which they are found again when it closes. */
  readonly digests: string;
  /** Of purposes that had no key yet. */
  readonly newKeys: readonly { readonly purpose: string; readonly key: string }[];
}

/** Nothing may run between this and the transaction: two first terms of one purpose would get two keys. */
export function indexRowsOf(store: ReadStore, random: Random, terms: readonly Term[]): IndexRows {
  const newKeys: { purpose: string; key: string }[] = [];
  const keyFor = (purpose: string): string => {
    const known = newKeys.find((made) => made.purpose === purpose)?.key ?? loadKey(store, purpose);
    if (known !== null) return known;
    const key = Buffer.from(random.bytes(32)).toString('base64url');
    newKeys.push({ purpose, key });
    return key;
  };
  return { digests: JSON.stringify(terms.map((term) => digestUnder(keyFor(term.purpose), term))), newKeys };
}

export function keepIndexRows(
  transaction: WriteTransaction,
  entry: { readonly sequence: number; readonly staffId: string; readonly rows: IndexRows },
): void {
  for (const { purpose, key } of entry.rows.newKeys) {
    transaction.run('INSERT INTO blind_key (purpose, key) VALUES (?, ?)', purpose, key);
  }
  transaction.run(
    'INSERT OR IGNORE INTO blind_index (digest, sequence, staff_id) SELECT value, ?, ? FROM json_each(?)',
    entry.sequence,
    entry.staffId,
    entry.rows.digests,
  );
}

/** By what the row of the copy says: before that is deleted. */
export function dropTerms(transaction: WriteTransaction, sequence: number): void {
  transaction.run(
    `DELETE FROM blind_index WHERE (digest, sequence) IN (SELECT value, sequence FROM local_copy, json_each(digests)
       WHERE sequence = ?)`,
    sequence,
  );
}
