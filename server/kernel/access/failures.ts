// Failed proofs in a row of each person at this server.
import type { Store } from '#server/kernel/store/store.ts';

export interface Failures {
  readonly count: number;
  readonly lastFailedMs: number;
}

/** The failures so far; the row stays locked until the transaction ends, so that attempts at once are counted one by one. */
export async function lockFailures(transaction: Store, organisationId: string, staffId: string): Promise<Failures> {
  const row = await transaction
    .insertInto('proof_failure')
    .values({ organisation_id: organisationId, staff_id: staffId, failures: 0, last_failed_ms: 0 })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'staff_id']).doUpdateSet((set) => ({ failures: set.ref('proof_failure.failures') })),
    )
    .returning(['failures', 'last_failed_ms'])
    .executeTakeFirstOrThrow();
  return { count: row.failures, lastFailedMs: row.last_failed_ms };
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
