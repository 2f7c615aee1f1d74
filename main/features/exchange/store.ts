import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { MediaLabel } from '#src/contract/ipc/exchange.ts';
import type { AgeKey } from '#src/node/sealed-file/age.ts';

export interface RecordToExport {
  readonly sequence: number;
  readonly recordId: string;
  readonly revision: number;
  readonly contentHash: string;
  /** Of the envelope and its attachments. */
  readonly bytes: number;
}

const toExport = z
  .object({ sequence: z.int(), record_id: z.string(), revision: z.int(), content_hash: z.string(), bytes: z.int() })
  .transform(({ record_id: recordId, content_hash: contentHash, ...row }): RecordToExport => ({ ...row, recordId, contentHash }));

/** Waiting records after this one, in the device's own sequence. */
export function recordsToExport(store: ReadStore, afterSequence: number, limit: number): readonly RecordToExport[] {
  return store.all(
    toExport,
    `SELECT outbox.sequence, outbox.record_id, outbox.revision, record.content_hash,
            length(CAST(record.envelope AS BLOB)) + (SELECT coalesce(sum(length(bytes)), 0) FROM sealed_attachment AS sealed
              WHERE sealed.record_id = outbox.record_id AND sealed.revision = outbox.revision) AS bytes
       FROM outbox JOIN record USING (record_id, revision)
      WHERE outbox.state = 'waiting' AND outbox.sequence > ? ORDER BY outbox.sequence LIMIT ?`,
    afterSequence,
    limit,
  );
}

const countRow = z.object({ total: z.int() });

export function countWaiting(store: ReadStore, afterSequence: number): number {
  const sql = "SELECT count(*) AS total FROM outbox WHERE state = 'waiting' AND sequence > ?";
  return store.one(countRow, sql, afterSequence)?.total ?? 0;
}

const envelopeRow = z.object({ envelope: z.string() });

export function envelopeOf(store: ReadStore, { recordId, revision }: RecordToExport): string {
  const sql = 'SELECT envelope FROM record WHERE record_id = ? AND revision = ?';
  const row = store.one(envelopeRow, sql, recordId, revision);
  if (row === null) throw new Error('a saved record is gone');
  return row.envelope;
}

const answeredRow = z
  .object({
    sequence: z.int(),
    record_id: z.string(),
    revision: z.int(),
    content_hash: z.string(),
    attempts: z.int(),
    state: z.string(),
  })
  .transform(({ record_id: recordId, content_hash: contentHash, ...row }) => ({ ...row, recordId, contentHash }));

/** The record of this place in the queue, as far as it is the one with these bytes. */
export function findAnswered(store: ReadStore, sequence: number, contentHash: string): z.output<typeof answeredRow> | null {
  const sql = `SELECT sequence, outbox.record_id, outbox.revision, content_hash, attempts, state
    FROM outbox JOIN record USING (record_id, revision) WHERE sequence = ? AND content_hash = ?`;
  return store.one(answeredRow, sql, sequence, contentHash);
}

const labelRow = z
  .object({
    number: z.int(),
    written_at: z.string(),
    records: z.int(),
    from_sequence: z.int(),
    to_sequence: z.int(),
    bytes: z.int(),
    file_hash: z.string(),
    answered_at: z.string().nullable(),
  })
  .transform(
    (row): MediaLabel => ({
      number: row.number,
      madeAt: row.written_at,
      records: row.records,
      fromSequence: row.from_sequence,
      toSequence: row.to_sequence,
      bytes: row.bytes,
      fingerprint: fingerprintOf(row.file_hash),
      answeredAt: row.answered_at,
    }),
  );

function fingerprintOf(fileHash: string): string {
  return (fileHash.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-');
}

const labelColumns = 'number, written_at, records, from_sequence, to_sequence, bytes, file_hash, answered_at';

/** The newest labels whose files were written and checked. */
export function readLabels(store: ReadStore, limit: number): MediaLabel[] {
  const sql = `SELECT ${labelColumns} FROM media_export WHERE written_at IS NOT NULL ORDER BY number DESC LIMIT ?`;
  return store.all(labelRow, sql, limit);
}

export function readLabel(store: ReadStore, number: number): MediaLabel {
  const found = store.one(labelRow, `SELECT ${labelColumns} FROM media_export WHERE number = ?`, number);
  if (found === null) throw new Error('a label is gone');
  return found;
}

const numberRow = z.object({ number: z.int() });

/** What the next label will be called, when nothing comes between. */
export function nextNumber(store: ReadStore): number {
  const sql = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'media_export'), 0) + 1 AS number";
  return store.one(numberRow, sql)?.number ?? 1;
}

/** Takes the next number for good. */
export function beginExport(transaction: WriteTransaction, records: readonly RecordToExport[]): number {
  const row = transaction.one(
    numberRow,
    'INSERT INTO media_export (records, from_sequence, to_sequence) VALUES (?, ?, ?) RETURNING number',
    records.length,
    records[0]?.sequence ?? 0,
    records.at(-1)?.sequence ?? 0,
  );
  if (row === null) throw new Error('no export was begun');
  return row.number;
}

export function finishExport(
  transaction: WriteTransaction,
  number: number,
  written: { readonly at: string; readonly bytes: number; readonly fileHash: string; readonly sequences: readonly number[] },
): void {
  transaction.run(
    'UPDATE media_export SET written_at = ?, bytes = ?, file_hash = ? WHERE number = ?',
    written.at,
    written.bytes,
    written.fileHash,
    number,
  );
  transaction.run(
    `UPDATE outbox SET exported = ? WHERE state = 'waiting' AND sequence IN (SELECT value FROM json_each(?))`,
    number,
    JSON.stringify(written.sequences),
  );
}

export function markAnswered(transaction: WriteTransaction, number: number, issuedAt: string): void {
  transaction.run("UPDATE media_export SET answered_at = max(coalesce(answered_at, ''), ?) WHERE number = ?", issuedAt, number);
  transaction.run('UPDATE media_reply SET latest_issued_at = max(latest_issued_at, ?)', issuedAt);
}

const replyRow = z
  .object({ identity: z.string(), recipient: z.string(), latest_issued_at: z.string() })
  .transform(({ latest_issued_at: latestIssuedAt, ...row }) => ({ ...row, latestIssuedAt }));

/** The key receipts come back to; null before the first export. */
export function loadReplyKey(store: ReadStore): z.output<typeof replyRow> | null {
  return store.one(replyRow, 'SELECT identity, recipient, latest_issued_at FROM media_reply');
}

/** Kept once; a second one changes nothing. */
export function keepReplyKey(transaction: WriteTransaction, { identity, recipient }: AgeKey): void {
  transaction.run('INSERT OR IGNORE INTO media_reply (id, identity, recipient) VALUES (1, ?, ?)', identity, recipient);
}
