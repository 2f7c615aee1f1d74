// The copy of a saved record that staff of this counter may reopen while policy allows (S2, R1.3, R4.7). Its values lie under a random
// key beside them: the wrap. Destroying wrap, copy, masked values and index rows closes it; what stays is the sealed record, receipt and
// hash, which this workstation cannot open.
import * as z from 'zod';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { utf8 } from '#src/base/bytes.ts';
import type { Term } from '#src/domain/records/terms.ts';
import { type FieldValues, fieldValues } from '#src/domain/registration/schema.ts';
import { openSecret, sealSecret } from '#src/node/crypto/secret-box.ts';
import { forgetNumber } from '../contact/facts.ts';
import { dropTerms, type IndexRows, indexRowsOf, keepIndexRows } from './blind-index.ts';

/** Made before the transaction that keeps it: keys and digests take longer than writing. */
export interface SealedCopy {
  readonly key: string;
  readonly box: string;
  readonly rows: IndexRows;
}

const sequenceRow = z.object({ sequence: z.int() });
const boxRow = z.object({ sequence: z.int(), box: z.string(), key: z.string() });

function contextOf(recordId: string, revision: number): string {
  return `countersign/local-copy/${recordId}/${revision}`;
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'base64url');
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Nothing may run between this and the transaction that keeps it. */
export function sealCopy(
  store: ReadStore,
  random: Random,
  of: { readonly recordId: string; readonly revision: number; readonly values: FieldValues; readonly terms: readonly Term[] },
): SealedCopy {
  const key = random.bytes(32);
  const box = sealSecret(key, contextOf(of.recordId, of.revision), utf8(JSON.stringify(of.values)));
  const sealed = { key: textOf(key), box: textOf(box), rows: indexRowsOf(store, random, of.terms) };
  key.fill(0);
  return sealed;
}

/** Part of the submit transaction. */
export function keepCopy(transaction: WriteTransaction, sequence: number, ownerId: string, { key, box, rows }: SealedCopy): void {
  transaction.run('INSERT INTO local_copy (sequence, key, box, digests) VALUES (?, ?, ?, ?)', sequence, key, box, rows.digests);
  keepIndexRows(transaction, { sequence, staffId: ownerId, rows });
}

/** Before a correction is saved: the earlier revision is no longer found by what it said. */
export function replaceEarlier(transaction: WriteTransaction, recordId: string): void {
  const sql = 'UPDATE outbox SET is_newest = 0 WHERE record_id = ? AND is_newest = 1 RETURNING sequence';
  for (const { sequence } of transaction.all(sequenceRow, sql, recordId)) {
    dropTerms(transaction, sequence);
    transaction.run("UPDATE local_copy SET digests = '[]' WHERE sequence = ?", sequence);
  }
}

/** The values of a revision, or null once it is closed. */
export function readCopy(store: ReadStore, recordId: string, revision: number): FieldValues | null {
  const found = store.one(
    boxRow,
    `SELECT sequence, box, key FROM outbox JOIN local_copy USING (sequence)
      WHERE record_id = ? AND revision = ? AND stage <> 'closed'`,
    recordId,
    revision,
  );
  if (found === null) return null;
  const plain = openSecret(bytesOf(found.key), contextOf(recordId, revision), bytesOf(found.box));
  if (plain === null) throw new Error('a local copy does not open with its own wrap');
  const values = fieldValues.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  plain.fill(0);
  return values;
}

/** Destroys what is readable of one revision. The caller empties the write-ahead log afterwards. */
export function destroyCopy(transaction: WriteTransaction, sequence: number): void {
  dropTerms(transaction, sequence);
  transaction.run('DELETE FROM local_copy WHERE sequence = ?', sequence);
  transaction.run(
    `UPDATE record SET masked_name = '', masked_document_number = ''
      WHERE (record_id, revision) = (SELECT record_id, revision FROM outbox WHERE sequence = ?)`,
    sequence,
  );
  transaction.run("UPDATE outbox SET stage = 'closed' WHERE sequence = ?", sequence);
  forgetNumber(transaction, sequence);
}
