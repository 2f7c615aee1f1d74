import type { Store } from '#server/kernel/store/store.ts';
import type { VerificationCheckTable } from '#server/kernel/store/tables.ts';
import { type VerificationFact, verificationFact } from '#src/domain/verification/schema.ts';

/** A check of one revision that waits for an answer. */
export type WaitingCheck = Pick<
  VerificationCheckTable,
  'check_id' | 'record_id' | 'revision' | 'device_id' | 'kind' | 'attempts'
>;

const waitingColumns = ['check_id', 'record_id', 'revision', 'device_id', 'kind', 'attempts'] as const;

export async function insertChecks(transaction: Store, rows: readonly VerificationCheckTable[]): Promise<void> {
  if (rows.length > 0) await transaction.insertInto('verification_check').values(rows).execute();
}

/** What still waits about earlier revisions of a record is asked of nobody any more: a later one replaced them. */
export async function supersedeChecks(
  transaction: Store,
  organisationId: string,
  recordId: string,
  revision: number,
): Promise<void> {
  await transaction
    .updateTable('verification_check')
    .set({ state: 'superseded' })
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .where('revision', '<', revision)
    .where('state', '=', 'waiting')
    .execute();
}

/** Ids of the checks that are due, the longest due first. */
export async function findDue(store: Store, organisationId: string, nowMs: number, limit: number): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('verification_check')
    .select('check_id')
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'waiting')
    .where('due_ms', '<=', nowMs)
    .orderBy('due_ms')
    .limit(limit)
    .execute();
  return rows.map(({ check_id }) => check_id);
}

/** Whatever waits for a lease or a delay is due now. */
export async function makeDue(store: Store, organisationId: string, nowMs: number): Promise<void> {
  await store
    .updateTable('verification_check')
    .set({ due_ms: nowMs })
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'waiting')
    .where('due_ms', '>', nowMs)
    .execute();
}

/** Takes one due check for an attempt: nobody else takes it before `untilMs`. @returns null when it is not due any more */
export async function leaseCheck(
  transaction: Store,
  key: { readonly organisationId: string; readonly checkId: string },
  nowMs: number,
  untilMs: number,
): Promise<WaitingCheck | null> {
  const row = await transaction
    .updateTable('verification_check')
    .set((set) => ({ attempts: set('attempts', '+', 1), due_ms: untilMs }))
    .where('organisation_id', '=', key.organisationId)
    .where('check_id', '=', key.checkId)
    .where('state', '=', 'waiting')
    .where('due_ms', '<=', nowMs)
    .returning(waitingColumns)
    .executeTakeFirst();
  return row ?? null;
}

/** A check that has no answer yet, whoever asks about it. */
export async function findWaiting(store: Store, organisationId: string, checkId: string): Promise<WaitingCheck | null> {
  const row = await store
    .selectFrom('verification_check')
    .select(waitingColumns)
    .where('organisation_id', '=', organisationId)
    .where('check_id', '=', checkId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return row ?? null;
}

/** The envelope that a check is about. */
export async function loadEnvelope(transaction: Store, organisationId: string, check: WaitingCheck): Promise<string> {
  const { envelope } = await transaction
    .selectFrom('record')
    .select('envelope')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', check.record_id)
    .where('revision', '=', check.revision)
    .executeTakeFirstOrThrow();
  return envelope;
}

/** Puts a check off after an attempt that brought no answer. */
export async function postpone(
  transaction: Store,
  key: { readonly organisationId: string; readonly checkId: string },
  dueMs: number,
  error: string,
): Promise<void> {
  await transaction
    .updateTable('verification_check')
    .set({ due_ms: dueMs, last_error: error })
    .where('organisation_id', '=', key.organisationId)
    .where('check_id', '=', key.checkId)
    .where('state', '=', 'waiting')
    .execute();
}

/** @returns false when it has its answer already, or needs none any more: then nothing may follow from this one */
export async function closeCheck(transaction: Store, organisationId: string, checkId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('verification_check')
    .set({ state: 'answered', last_error: null })
    .where('organisation_id', '=', organisationId)
    .where('check_id', '=', checkId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Numbers a fact under the lock of the organisation's row, so that numbers follow commits without gaps, and keeps it. */
export async function insertFact(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  fact: VerificationFact,
): Promise<void> {
  const { last_fact: position } = await transaction
    .updateTable('organisation')
    .set((set) => ({ last_fact: set('last_fact', '+', 1) }))
    .where('organisation_id', '=', organisationId)
    .returning('last_fact')
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('verification_fact')
    .values({
      organisation_id: organisationId,
      position,
      device_id: deviceId,
      check_id: fact.checkId,
      fact: JSON.stringify(fact),
    })
    .execute();
}

/** A device's facts after a position, oldest first. */
export async function loadFacts(
  store: Store,
  organisationId: string,
  deviceId: string,
  after: number,
  limit: number,
): Promise<readonly { readonly position: number; readonly fact: VerificationFact }[]> {
  const rows = await store
    .selectFrom('verification_fact')
    .select(['position', 'fact'])
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ position, fact }) => ({ position, fact: verificationFact.parse(JSON.parse(fact)) }));
}

/** Every fact about these records. */
export async function loadFactsOf(
  store: Store,
  organisationId: string,
  recordIds: readonly string[],
): Promise<readonly VerificationFact[]> {
  if (recordIds.length === 0) return [];
  const rows = await store
    .selectFrom('verification_fact')
    .innerJoin('verification_check', (join) =>
      join
        .onRef('verification_check.organisation_id', '=', 'verification_fact.organisation_id')
        .onRef('verification_check.check_id', '=', 'verification_fact.check_id'),
    )
    .select('verification_fact.fact')
    .where('verification_check.organisation_id', '=', organisationId)
    .where('verification_check.record_id', 'in', recordIds)
    .orderBy('verification_fact.position')
    .execute();
  return rows.map(({ fact }) => verificationFact.parse(JSON.parse(fact)));
}
