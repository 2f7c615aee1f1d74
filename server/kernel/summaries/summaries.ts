// What lists and counts ask of records, taken from the clear headers and the facts by their running numbers, from where it stopped: records
// are taken in without waiting for it, what was there before is taken too, and a restored store goes on from its own cursor. Nothing of it
// is true by itself: it can be thrown away and taken anew.

import type { Store } from '#server/kernel/store/store.ts';
import type { FactSummaryTable, RecordSummaryTable } from '#server/kernel/store/tables.ts';
import { dayInChina } from '#src/base/china-time.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { verificationFact } from '#src/domain/verification/schema.ts';
import { insertRows } from '../store/insert-rows.ts';

/** Records, or facts, in one transaction. */
const atOnce = 200;

interface Cursor {
  readonly record_position: number;
  readonly fact_position: number;
}

/** The cursor, locked until the transaction ends: two at once would take the same. */
async function lockCursor(transaction: Store, organisationId: string): Promise<Cursor> {
  return transaction
    .insertInto('summary_cursor')
    .values({ organisation_id: organisationId, record_position: 0, fact_position: 0 })
    .onConflict((conflict) =>
      conflict.column('organisation_id').doUpdateSet((set) => ({ record_position: set.ref('summary_cursor.record_position') })),
    )
    .returning(['record_position', 'fact_position'])
    .executeTakeFirstOrThrow();
}

async function moveCursor(transaction: Store, organisationId: string, moved: Partial<Cursor>): Promise<void> {
  await transaction.updateTable('summary_cursor').set(moved).where('organisation_id', '=', organisationId).execute();
}

interface StoredRevision {
  readonly record_id: string;
  readonly revision: number;
  readonly position: number;
  readonly received_at: string;
  readonly envelope: string;
}

function summaryOf(organisationId: string, { record_id, revision, position, ...stored }: StoredRevision): RecordSummaryTable {
  const { header } = envelope.parse(JSON.parse(stored.envelope));
  const submittedMs = Date.parse(header.submittedAt);
  return {
    organisation_id: organisationId,
    record_id,
    position,
    day: dayInChina(submittedMs),
    branch_id: header.branchId,
    service_id: header.serviceId,
    revision,
    submitted_ms: submittedMs,
    received_ms: Date.parse(stored.received_at),
  };
}

/** @returns whether there may be more */
async function takeRecords(transaction: Store, organisationId: string): Promise<boolean> {
  const { record_position: taken } = await lockCursor(transaction, organisationId);
  const rows = await transaction
    .selectFrom('record')
    .select(['record_id', 'revision', 'position', 'received_at', 'envelope'])
    .where('organisation_id', '=', organisationId)
    .where('position', '>', taken)
    .orderBy('position')
    .limit(atOnce)
    .execute();
  for (const row of rows) {
    await transaction
      .insertInto('record_summary')
      .values(summaryOf(organisationId, row))
      .onConflict((conflict) => conflict.columns(['organisation_id', 'record_id']).doUpdateSet({ revision: row.revision }))
      .execute();
  }
  const last = rows.at(-1);
  if (last !== undefined) await moveCursor(transaction, organisationId, { record_position: last.position });
  return rows.length === atOnce;
}

/** @returns whether there may be more */
async function takeFacts(transaction: Store, organisationId: string): Promise<boolean> {
  const { fact_position: taken } = await lockCursor(transaction, organisationId);
  const rows = await transaction
    .selectFrom('verification_fact')
    .select(['position', 'check_id', 'fact'])
    .where('organisation_id', '=', organisationId)
    .where('position', '>', taken)
    .orderBy('position')
    .limit(atOnce)
    .execute();
  const summaries = rows.map(({ check_id, fact }): FactSummaryTable => {
    const { outcome, reason, at } = verificationFact.parse(JSON.parse(fact));
    return { organisation_id: organisationId, check_id, outcome, reason, answered_ms: Date.parse(at) };
  });
  await insertRows(transaction, 'fact_summary', summaries);
  const last = rows.at(-1);
  if (last !== undefined) await moveCursor(transaction, organisationId, { fact_position: last.position });
  return rows.length === atOnce;
}

export interface Summaries {
  /** Takes whatever came since. Whoever asks meanwhile waits for the same round. */
  readonly catchUp: () => Promise<void>;
}

export function createSummaries(store: Store, organisationId: string): Summaries {
  const round = async (): Promise<void> => {
    for (const take of [takeRecords, takeFacts]) {
      let isMore = true;
      while (isMore) isMore = await store.transaction().execute((transaction) => take(transaction, organisationId));
    }
  };
  let running: Promise<void> = Promise.resolve();
  return {
    // After the round that runs, not instead of it: what came meanwhile is wanted too.
    catchUp: () => {
      const next = running.then(round, round);
      running = next.catch(() => undefined);
      return next;
    },
  };
}
