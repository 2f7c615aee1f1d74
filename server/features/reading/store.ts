import type { Store } from '#server/kernel/store/store.ts';
import { readOutcome, recordsWithOutcome } from '#server/kernel/summaries/outcome.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { type ListedRecord, listedRecord, type RecordFilter } from '#src/domain/reading/schema.ts';

/** Newest first. */
export async function listRecords(
  store: Store,
  organisationId: string,
  { recordId, from, to, branchId, serviceId, state }: RecordFilter,
  page: { readonly among: readonly string[] | null; readonly before: number | null; readonly limit: number },
): Promise<readonly ListedRecord[]> {
  if (page.among?.length === 0) return [];
  const rows = await recordsWithOutcome(store, organisationId)
    .selectAll()
    .$if(page.among !== null, (query) => query.where('record_id', 'in', page.among ?? []))
    .$if(recordId !== null, (query) => query.where('record_id', '=', recordId ?? ''))
    .$if(from !== null, (query) => query.where('day', '>=', from ?? ''))
    .$if(to !== null, (query) => query.where('day', '<=', to ?? ''))
    .$if(branchId !== null, (query) => query.where('branch_id', '=', branchId ?? ''))
    .$if(serviceId !== null, (query) => query.where('service_id', '=', serviceId ?? ''))
    .$if(state !== null, (query) => query.where('outcome', 'like', `${state}%`))
    .$if(page.before !== null, (query) => query.where('position', '<', page.before ?? 0))
    .orderBy('position', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) =>
    listedRecord.parse({
      recordId: row.record_id,
      revision: row.revision,
      position: row.position,
      branchId: row.branch_id,
      serviceId: row.service_id,
      submittedAt: instantFromMs(row.submitted_ms),
      receivedAt: instantFromMs(row.received_ms),
      ...readOutcome(row.outcome),
    }),
  );
}

/** The newest revision of a record. */
export async function newestRevision(
  store: Store,
  organisationId: string,
  recordId: string,
): Promise<{ readonly revision: number; readonly envelope: string } | null> {
  const row = await store
    .selectFrom('record')
    .select(['revision', 'envelope'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
