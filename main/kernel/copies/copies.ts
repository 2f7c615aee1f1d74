// The copy of a saved record that staff of this counter may reopen while policy allows (S2, R1.3, R4.7). Its values lie under a random
// key that has a row of its own: the wrap. Destroying wrap, copy, masked values and index rows closes it; what stays is the sealed
// record, receipt and hash, which this workstation cannot open.
import * as z from 'zod';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { utf8 } from '#src/base/bytes.ts';
import type { Term } from '#src/domain/records/terms.ts';
import { type FieldValues, fieldValues } from '#src/domain/registration/schema.ts';
import { openSecret, sealSecret } from '#src/node/crypto/secret-box.ts';
import { forgetNumber } from '../contact/facts.ts';
import { dropTerms, type IndexRows, indexRowsOf, keepIndexRows } from './blind-index.ts';

export interface SavedRevision {
  readonly sequence: number;
  readonly recordId: string;
  readonly revision: number;
  /** Whose record it is: the clerk who first captured it. */
  readonly ownerId: string;
  /** The calendar day at the counter, `2026-11-24`. */
  readonly day: string;
  readonly savedMs: number;
  readonly configurationVersion: number;
  /** Null where nothing may be reopened: then no values and no index rows are kept at all. */
  readonly copy: SealedCopy | null;
}

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

function keepSealed(transaction: WriteTransaction, saved: SavedRevision, { key, box, rows }: SealedCopy): void {
  transaction.run('INSERT INTO local_wrap (sequence, key) VALUES (?, ?)', saved.sequence, key);
  transaction.run('INSERT INTO local_copy (sequence, box) VALUES (?, ?)', saved.sequence, box);
  keepIndexRows(transaction, { sequence: saved.sequence, staffId: saved.ownerId, rows });
}

function replaceEarlier(transaction: WriteTransaction, recordId: string): void {
  const sql = 'SELECT sequence FROM record_entry WHERE record_id = ? AND is_newest = 1';
  for (const { sequence } of transaction.all(sequenceRow, sql, recordId)) {
    transaction.run('UPDATE record_entry SET is_newest = 0 WHERE sequence = ?', sequence);
    dropTerms(transaction, sequence);
  }
}

/** Part of the submit transaction. An earlier revision is no longer found by what it said. */
export function keepCopy(transaction: WriteTransaction, saved: SavedRevision): void {
  if (saved.revision > 1) replaceEarlier(transaction, saved.recordId);
  transaction.run(
    `INSERT INTO record_entry (sequence, record_id, revision, staff_id, day, saved_ms, configuration_version, stage)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'held')`,
    saved.sequence,
    saved.recordId,
    saved.revision,
    saved.ownerId,
    saved.day,
    saved.savedMs,
    saved.configurationVersion,
  );
  if (saved.copy !== null) keepSealed(transaction, saved, saved.copy);
}

/** The values of a revision, or null once it is closed. */
export function readCopy(store: ReadStore, recordId: string, revision: number): FieldValues | null {
  const found = store.one(
    boxRow,
    `SELECT sequence, box, key FROM record_entry JOIN local_copy USING (sequence) JOIN local_wrap USING (sequence)
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
  transaction.run('DELETE FROM local_wrap WHERE sequence = ?', sequence);
  transaction.run('DELETE FROM local_copy WHERE sequence = ?', sequence);
  dropTerms(transaction, sequence);
  transaction.run(
    `UPDATE record SET masked_name = '', masked_document_number = ''
      WHERE (record_id, revision) = (SELECT record_id, revision FROM record_entry WHERE sequence = ?)`,
    sequence,
  );
  transaction.run("UPDATE record_entry SET stage = 'closed' WHERE sequence = ?", sequence);
  forgetNumber(transaction, sequence);
}
