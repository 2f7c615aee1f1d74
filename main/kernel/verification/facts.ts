// The facts this workstation holds, and the status that follows from them. The status itself is stored nowhere (R1.2).
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { type SupersededRevision, type WaitingChecks, waitingChecks } from '#src/contract/sync/verification.ts';
import type { CheckKind, VerificationFact } from '#src/domain/verification/schema.ts';
import { checkKind, checkOutcome, checkReason } from '#src/domain/verification/schema.ts';
import { type HeldStatus, heldStatus } from '#src/domain/verification/status.ts';
import type { RefusalMessage } from '#src/domain/verification/telling.ts';

const factRow = z.object({
  kind: checkKind,
  source: z.string(),
  reference: z.string().nullable(),
  outcome: checkOutcome,
  reason: checkReason.nullable(),
  at: z.string(),
});
const cursorRow = z.object({ cursor: z.int() });
const waitingRow = z.object({ waiting: z.string().nullable() });

export type HeldFact = z.infer<typeof factRow>;

/** In the order in which they were answered. */
export function factsOf(store: ReadStore, recordId: string, revision: number): readonly HeldFact[] {
  return store.all(
    factRow,
    'SELECT kind, source, reference, outcome, reason, at FROM verification_fact WHERE record_id = ? AND revision = ? ORDER BY at',
    recordId,
    revision,
  );
}

/** Corrected elsewhere, as the server said when it ended the checks of this revision. */
export function isSuperseded(store: ReadStore, recordId: string, revision: number): boolean {
  const sql = 'SELECT revision FROM verification_superseded WHERE record_id = ? AND revision = ?';
  return store.one(z.object({ revision: z.int() }), sql, recordId, revision) !== null;
}

/** With the cursor in the same transaction. @returns those that are here and new */
export function keepSuperseded(
  transaction: WriteTransaction,
  superseded: readonly SupersededRevision[],
): readonly SupersededRevision[] {
  const sql = `INSERT INTO verification_superseded (record_id, revision)
    SELECT record_id, revision FROM record WHERE record_id = ? AND revision = ? ON CONFLICT DO NOTHING`;
  return superseded.filter(({ recordId, revision }) => transaction.run(sql, recordId, revision) > 0);
}

/** @param required what the organisation asks for now */
export function statusOf(
  store: ReadStore,
  required: readonly CheckKind[],
  record: { readonly recordId: string; readonly revision: number },
): HeldStatus {
  const { recordId, revision } = record;
  return heldStatus(required, factsOf(store, recordId, revision), isSuperseded(store, recordId, revision));
}

export function readCursor(store: ReadStore): number {
  return store.one(cursorRow, 'SELECT cursor FROM verification_cursor')?.cursor ?? 0;
}

/** What the server last said of checks that wait. */
export function readWaiting(store: ReadStore): readonly WaitingChecks[] {
  const text = store.one(waitingRow, 'SELECT waiting FROM verification_cursor')?.waiting ?? null;
  return text === null ? [] : z.array(waitingChecks).parse(JSON.parse(text));
}

export function keepWaiting(transaction: WriteTransaction, waiting: readonly WaitingChecks[]): void {
  transaction.run(
    'INSERT INTO verification_cursor (id, cursor, waiting) VALUES (1, 0, ?) ON CONFLICT (id) DO UPDATE SET waiting = excluded.waiting',
    JSON.stringify(waiting),
  );
}

/** What became of messages; a later word about the same one stands. With the cursor in the same transaction. @returns what is new */
export function keepMessages(transaction: WriteTransaction, messages: readonly RefusalMessage[]): readonly RefusalMessage[] {
  return messages.filter(({ noticeId, recordId, revision, state, at }) => {
    const kept = transaction.run(
      `INSERT INTO refusal_message (notice_id, record_id, revision, state, at)
         SELECT ?, record_id, revision, ?, ? FROM record WHERE record_id = ? AND revision = ?
         ON CONFLICT (notice_id) DO UPDATE SET state = excluded.state, at = excluded.at WHERE state <> excluded.state`,
      noticeId,
      state,
      at,
      recordId,
      revision,
    );
    return kept > 0;
  });
}

/** Facts and the cursor behind them are kept together or not at all; a fact that is here already stays as it is. @returns new ones */
export function keepFacts(
  transaction: WriteTransaction,
  facts: readonly VerificationFact[],
  cursor: number,
): readonly VerificationFact[] {
  const fresh = facts.filter(({ checkId, recordId, revision, kind, source, reference, outcome, reason, at }) => {
    const inserted = transaction.run(
      `INSERT INTO verification_fact (check_id, record_id, revision, kind, source, reference, outcome, reason, at)
         SELECT ?, record_id, revision, ?, ?, ?, ?, ?, ? FROM record WHERE record_id = ? AND revision = ?
         ON CONFLICT (check_id) DO NOTHING`,
      checkId,
      kind,
      source,
      reference,
      outcome,
      reason,
      at,
      recordId,
      revision,
    );
    return inserted > 0;
  });
  transaction.run(
    'INSERT INTO verification_cursor (id, cursor) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET cursor = excluded.cursor',
    cursor,
  );
  return fresh;
}
