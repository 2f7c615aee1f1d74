import type { Store } from '#server/kernel/store/store.ts';
import type { PublicationTable } from '#server/kernel/store/tables.ts';

export interface Failures {
  readonly count: number;
  readonly lastFailedMs: number;
}

export async function loadFailures(store: Store, organisationId: string, staffId: string): Promise<Failures> {
  const row = await store
    .selectFrom('proof_failure')
    .select(['failures', 'last_failed_ms'])
    .where('organisation_id', '=', organisationId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  return row === undefined ? { count: 0, lastFailedMs: 0 } : { count: row.failures, lastFailedMs: row.last_failed_ms };
}

export async function saveFailures(store: Store, organisationId: string, staffId: string, failures: Failures): Promise<void> {
  const row = { failures: failures.count, last_failed_ms: failures.lastFailedMs };
  await store
    .insertInto('proof_failure')
    .values({ organisation_id: organisationId, staff_id: staffId, ...row })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'staff_id']).doUpdateSet(row))
    .execute();
}

export async function clearFailures(store: Store, organisationId: string, staffId: string): Promise<void> {
  await store.deleteFrom('proof_failure').where('organisation_id', '=', organisationId).where('staff_id', '=', staffId).execute();
}

export async function insertPublication(transaction: Store, row: PublicationTable): Promise<void> {
  await transaction.insertInto('publication').values(row).execute();
}
