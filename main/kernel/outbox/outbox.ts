// The way of a sealed record to the server (S4): its outbox row is written in the record's own transaction, keeps its sequence for
// ever, and becomes `synced` only together with a receipt that was verified. Rows are never deleted here.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { SignedReceipt } from '#src/crypto/signed.ts';
import type { Receipt } from '#src/domain/sync/receipt.ts';
import { type OutboxState, outboxState, type SetAsideReason } from '#src/domain/sync/states.ts';

export interface RecordToSave {
  readonly recordId: string;
  readonly revision: number;
  /** The sealed record as exact text. */
  readonly envelope: string;
  readonly contentHash: string;
  /** JSON of a LocalText, kept because a later configuration may not know the service any more. */
  readonly serviceName: string;
  readonly maskedName: string;
  readonly maskedDocumentNumber: string;
  /** The clerk's name as the queue shows it. */
  readonly capturedBy: string;
  readonly submittedAt: string;
  /** Whose record it is: the clerk who first captured it. */
  readonly ownerId: string;
  /** Who submits this revision. */
  readonly submittedBy: string;
  /** The business day, `2026-11-24`. */
  readonly day: string;
  readonly savedMs: number;
  readonly configurationVersion: number;
}

/** Why a record is still here: a code of the error table, or whatever code a newer server answered. */
export interface OutboxError {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** When an attempt ended; of a refusal also what was said, each code once. */
const tried = `attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, :at), last_tried_at = :at`;
const triedInVain = `${tried}, last_error = :error, errors = iif(EXISTS (SELECT 1 FROM json_each(errors) WHERE value ->> 'code' = :code),
  errors, json_insert(errors, '$[#]', json_object('code', :code, 'at', :at)))`;

function inVain(error: OutboxError, at: string) {
  return { at, code: error.code, error: JSON.stringify(error) };
}

/** The longest wait there is. A next attempt further away than that means the clock was set back: then it is due. */
const longestWaitMs = 15 * 60_000;
const isDue = `(next_try_ms IS NULL OR next_try_ms <= :dueMs OR next_try_ms > :dueMs + ${longestWaitMs})`;

/**
 * A revision waits until every earlier one of its record has its outcome: the server knows what a correction replaces only then. Not
 * even in the same request: of two records in it the first can come to nothing.
 */
const isFirst = `NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.record_id = outbox.record_id
  AND earlier.revision < outbox.revision AND earlier.state = 'waiting')`;

const waitingRow = z.object({
  sequence: z.int(),
  record_id: z.string(),
  revision: z.int(),
  content_hash: z.string(),
  envelope: z.string(),
  attempts: z.int(),
  attachment_bytes: z.int(),
});
const dueRow = z.object({ next: z.number().nullable() });
const isReplaced = `EXISTS (SELECT 1 FROM outbox AS later WHERE later.record_id = outbox.record_id AND later.revision > outbox.revision)`;

const sequenceRow = z.object({ sequence: z.int() });
const stateRow = z.object({ state: outboxState });

export interface WaitingRecord {
  readonly sequence: number;
  readonly recordId: string;
  readonly revision: number;
  readonly contentHash: string;
  readonly envelope: string;
  readonly attempts: number;
  /** Sealed bytes to be sent before it. */
  readonly attachmentBytes: number;
}

/** Saves a sealed record and its place in the queue. Part of the submit transaction. @returns the sequence number */
export function enqueueRecord(transaction: WriteTransaction, record: RecordToSave): number {
  transaction.run(
    `INSERT INTO record (record_id, revision, envelope, content_hash, service_name, masked_name, masked_document_number,
       captured_by, submitted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    record.recordId,
    record.revision,
    record.envelope,
    record.contentHash,
    record.serviceName,
    record.maskedName,
    record.maskedDocumentNumber,
    record.capturedBy,
    record.submittedAt,
  );
  const row = transaction.one(
    sequenceRow,
    `INSERT INTO outbox (record_id, revision, staff_id, submitted_by, day, saved_ms, configuration_version, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting') RETURNING sequence`,
    record.recordId,
    record.revision,
    record.ownerId,
    record.submittedBy,
    record.day,
    record.savedMs,
    record.configurationVersion,
  );
  if (row === null) throw new Error('no outbox row was written');
  return row.sequence;
}

/** Records to send after `afterSequence`, in sequence, whose next attempt is due at `dueMs` (or all of them). */
export function waitingRecords(
  store: ReadStore,
  query: { readonly afterSequence: number; readonly dueMs: number; readonly isForced: boolean; readonly limit: number },
): readonly WaitingRecord[] {
  const rows = store.all(
    waitingRow,
    `SELECT outbox.sequence, outbox.record_id, outbox.revision, record.content_hash, record.envelope, outbox.attempts,
            (SELECT coalesce(sum(length(bytes)), 0) FROM sealed_attachment AS sealed
              WHERE sealed.record_id = outbox.record_id AND sealed.revision = outbox.revision) AS attachment_bytes
       FROM outbox JOIN record USING (record_id, revision)
      WHERE outbox.state = 'waiting' AND outbox.sequence > :afterSequence AND (:isForced = 1 OR ${isDue}) AND ${isFirst}
      ORDER BY outbox.sequence LIMIT :limit`,
    { ...query, isForced: query.isForced ? 1 : 0 },
  );
  return rows.map(({ record_id: recordId, content_hash: contentHash, attachment_bytes: attachmentBytes, ...row }) => ({
    ...row,
    recordId,
    contentHash,
    attachmentBytes,
  }));
}

/** When the earliest waiting record is due: milliseconds, 0 for at once, null when none waits. */
export function nextDueMs(store: ReadStore, nowMs: number): number | null {
  const sql = `SELECT min(CASE WHEN ${isDue} THEN 0 ELSE next_try_ms END) AS next FROM outbox
    WHERE state = 'waiting' AND ${isFirst}`;
  return store.one(dueRow, sql, { dueMs: nowMs })?.next ?? null;
}

export function markSynced(
  transaction: WriteTransaction,
  sequence: number,
  document: SignedReceipt,
  receipt: Receipt,
  verifiedAt: string,
): boolean {
  const changed = transaction.run(
    `UPDATE outbox SET state = 'synced', ${tried}, last_error = NULL, next_try_ms = NULL,
       receipt = :receipt, receipt_position = :position, received_at = :receivedAt, verified_at = :at
      WHERE sequence = :sequence AND state = 'waiting'`,
    {
      receipt: JSON.stringify(document),
      position: receipt.position,
      receivedAt: receipt.receivedAt,
      at: verifiedAt,
      sequence,
    },
  );
  return changed === 1;
}

/**
 * The server refused this record: it stays here with the reason, and a person has to look at it; unless a later revision replaced it
 * in the meantime. @returns the state it has now, or null when it was not waiting
 */
export function markQuarantined(
  transaction: WriteTransaction,
  sequence: number,
  error: OutboxError,
  at: string,
): OutboxState | null {
  const changed = transaction.one(
    stateRow,
    `UPDATE outbox SET state = iif(${isReplaced}, 'superseded', 'quarantined'), ${triedInVain}, next_try_ms = NULL
      WHERE sequence = :sequence AND state = 'waiting' RETURNING state`,
    { ...inVain(error, at), sequence },
  );
  return changed?.state ?? null;
}

/** An attempt that ended without an outcome for the record: it goes on waiting, for ever. */
export function markFailed(
  transaction: WriteTransaction,
  sequence: number,
  error: OutboxError,
  tries: { readonly at: string; readonly nextTryMs: number },
): void {
  transaction.run(`UPDATE outbox SET ${triedInVain}, next_try_ms = :nextTryMs WHERE sequence = :sequence AND state = 'waiting'`, {
    ...inVain(error, tries.at),
    nextTryMs: tries.nextTryMs,
    sequence,
  });
}

/** The server could not be reached: every record that was due (or all of them) has had an attempt. */
export function markDueFailed(
  transaction: WriteTransaction,
  error: OutboxError,
  due: { readonly at: string; readonly dueMs: number; readonly isForced: boolean; readonly nextTryMs: number },
): number {
  return transaction.run(
    `UPDATE outbox SET ${triedInVain}, next_try_ms = :nextTryMs
      WHERE state = 'waiting' AND (:isForced = 1 OR ${isDue})`,
    { ...due, ...inVain(error, due.at), isForced: due.isForced ? 1 : 0 },
  );
}

/** A refused revision that is replaced now needs nobody any more. @returns its sequence, or null when it was not refused */
export function supersede(transaction: WriteTransaction, recordId: string, revision: number): number | null {
  const changed = transaction.one(
    sequenceRow,
    `UPDATE outbox SET state = 'superseded', set_aside = NULL
      WHERE record_id = ? AND revision = ? AND state IN ('quarantined', 'set-aside') RETURNING sequence`,
    recordId,
    revision,
  );
  return changed?.sequence ?? null;
}

const asideRow = z.object({ record_id: z.string(), last_error: z.string().nullable() });

export interface SettingAside {
  readonly at: string;
  /** The confirming person's name as the queue shows it. */
  readonly by: string;
  readonly reason: SetAsideReason;
}

/** Nothing more is done with a refused record. @returns its id and what the server had said, or null when it was not refused */
export function markSetAside(
  transaction: WriteTransaction,
  sequence: number,
  aside: SettingAside,
): { readonly recordId: string; readonly lastError: string | null } | null {
  const changed = transaction.one(
    asideRow,
    `UPDATE outbox SET state = 'set-aside', set_aside = ? WHERE sequence = ? AND state = 'quarantined' RETURNING record_id, last_error`,
    JSON.stringify(aside),
    sequence,
  );
  return changed === null ? null : { recordId: changed.record_id, lastError: changed.last_error };
}

const retriedRow = z.object({ record_id: z.string(), state: outboxState });

/**
 * A person wants this one sent now: a waiting record becomes due, a refused one goes back to waiting with what was said last kept.
 * @param from the states it may be in
 * @returns its id and the state it had, or null when that was none of these
 */
export function makeDue(
  transaction: WriteTransaction,
  sequence: number,
  from: readonly OutboxState[],
): { readonly recordId: string; readonly was: OutboxState } | null {
  const found = transaction.one(retriedRow, 'SELECT record_id, state FROM outbox WHERE sequence = ?', sequence);
  if (found === null || !from.includes(found.state)) return null;
  transaction.run("UPDATE outbox SET state = 'waiting', set_aside = NULL, next_try_ms = NULL WHERE sequence = ?", sequence);
  return { recordId: found.record_id, was: found.state };
}

const countRow = z.object({ total: z.int() });

/** The server does not have what it receipted beyond this position: it waits again, at once. @returns how many */
export function waitAgain(transaction: WriteTransaction, position: number): number {
  const beyond = "state = 'synced' AND receipt_position > ?";
  const found = transaction.one(countRow, `SELECT count(*) AS total FROM outbox WHERE ${beyond}`, position);
  transaction.run(
    `UPDATE outbox SET state = 'waiting', receipt = NULL, receipt_position = NULL, received_at = NULL, verified_at = NULL,
       attempts = 0, next_try_ms = NULL WHERE ${beyond}`,
    position,
  );
  return found?.total ?? 0;
}
