import { nextNumber } from '#server/kernel/store/next-number.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { VerificationCheckTable } from '#server/kernel/store/tables.ts';
import { waitingRows } from '#server/kernel/waiting/waiting-rows.ts';
import { type SupersededRevision, supersededRevision } from '#src/contract/sync/verification.ts';
import { checkKind, type VerificationFact, verificationFact } from '#src/domain/verification/schema.ts';

/** A check of one revision that waits for an answer. */
export type WaitingCheck = VerificationCheckTable;

export const waitingChecks = waitingRows<WaitingCheck>({ table: 'verification_check', id: 'check_id' });

export async function insertChecks(transaction: Store, rows: readonly VerificationCheckTable[]): Promise<void> {
  if (rows.length > 0) await transaction.insertInto('verification_check').values(rows).execute();
}

/** What still waits about earlier revisions of a record is asked of nobody any more: a later one replaced them. Their workstations hear. */
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
  await numberSuperseded(transaction, organisationId, recordId);
}

/** Gives what is superseded and untold its running numbers: of one record, or of all. */
export async function numberSuperseded(transaction: Store, organisationId: string, recordId?: string): Promise<void> {
  const untold = await transaction
    .selectFrom('verification_check')
    .select(['record_id', 'revision'])
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'superseded')
    .where('told_position', 'is', null)
    .$if(recordId !== undefined, (query) => query.where('record_id', '=', recordId ?? ''))
    .execute();
  for (const { record_id, revision } of untold) {
    await transaction
      .updateTable('verification_check')
      .set({ told_position: await nextNumber(transaction, organisationId, 'last_fact') })
      .where('organisation_id', '=', organisationId)
      .where('record_id', '=', record_id)
      .where('revision', '=', revision)
      .where('state', '=', 'superseded')
      .execute();
  }
}

/** A device's superseded revisions after a position, oldest first. */
export async function loadSuperseded(
  store: Store,
  organisationId: string,
  deviceId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly { readonly position: number; readonly revision: SupersededRevision }[]> {
  const rows = await store
    .selectFrom('verification_check')
    .select(['told_position', 'record_id', 'revision'])
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('told_position', '>', after)
    .orderBy('told_position')
    .limit(limit)
    .execute();
  return rows.map(({ told_position, record_id, revision }) => ({
    position: Number(told_position),
    revision: supersededRevision.parse({ recordId: record_id, revision }),
  }));
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

export async function insertFact(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  fact: VerificationFact,
): Promise<void> {
  const position = await nextNumber(transaction, organisationId, 'last_fact');
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

/** The newest running number; whatever has a smaller one is committed. */
export async function lastFact(store: Store, organisationId: string): Promise<number> {
  const row = await store
    .selectFrom('organisation')
    .select('last_fact')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(row.last_fact);
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

/** A device's checks that wait, by kind and what came of the last attempt. */
export async function countWaiting(store: Store, organisationId: string, deviceId: string) {
  const rows = await store
    .selectFrom('verification_check')
    .select(({ fn }) => ['kind', 'last_error as failure', fn.countAll().as('count')])
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'waiting')
    .where('device_id', '=', deviceId)
    .groupBy(['kind', 'last_error'])
    .orderBy('kind')
    .orderBy('last_error')
    .execute();
  return rows.map(({ kind, failure, count }) => ({ kind: checkKind.parse(kind), failure, count: Number(count) }));
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
