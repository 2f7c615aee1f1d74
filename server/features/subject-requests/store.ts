import type { Store } from '#server/kernel/store/store.ts';
import type { SubjectRequestTable } from '#server/kernel/store/tables.ts';
import { type RequestEvent, requestEvent } from '#src/domain/subject-requests/schema.ts';

export type RequestRow = SubjectRequestTable;

/** A request and everything that happened to it. */
export interface Loaded {
  readonly row: RequestRow;
  readonly events: readonly RequestEvent[];
}

async function loadEvents(
  store: Store,
  organisationId: string,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, RequestEvent[]>> {
  const events = new Map<string, RequestEvent[]>(requestIds.map((requestId) => [requestId, []]));
  if (requestIds.length === 0) return events;
  const rows = await store
    .selectFrom('subject_request_event')
    .select(['request_id', 'event'])
    .where('organisation_id', '=', organisationId)
    .where('request_id', 'in', requestIds)
    .orderBy('request_id')
    .orderBy('sequence')
    .execute();
  for (const row of rows) events.get(row.request_id)?.push(requestEvent.parse(JSON.parse(row.event)));
  return events;
}

async function withEvents(store: Store, organisationId: string, rows: readonly RequestRow[]): Promise<readonly Loaded[]> {
  const events = await loadEvents(
    store,
    organisationId,
    rows.map((row) => row.request_id),
  );
  return rows.map((row) => ({ row, events: events.get(row.request_id) ?? [] }));
}

export async function findRequest(store: Store, organisationId: string, requestId: string): Promise<Loaded | null> {
  const rows = await store
    .selectFrom('subject_request')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('request_id', '=', requestId)
    .execute();
  return (await withEvents(store, organisationId, rows))[0] ?? null;
}

/** Holds one request until the transaction ends: its steps are decided one after the other. Locked before the organisation's row. */
export async function lockRequest(transaction: Store, organisationId: string, requestId: string): Promise<Loaded | null> {
  const rows = await transaction
    .updateTable('subject_request')
    .set((set) => ({ number: set.ref('number') }))
    .where('organisation_id', '=', organisationId)
    .where('request_id', '=', requestId)
    .returningAll()
    .execute();
  return (await withEvents(transaction, organisationId, rows))[0] ?? null;
}

/** Requests of these branches, the oldest first; of the settled ones the last. */
export async function listRequests(
  store: Store,
  organisationId: string,
  { branchIds, isSettled, limit }: { readonly branchIds: readonly string[]; readonly isSettled: boolean; readonly limit: number },
): Promise<readonly Loaded[]> {
  if (branchIds.length === 0) return [];
  const rows = await store
    .selectFrom('subject_request')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('branch_id', 'in', branchIds)
    .where('settled_at', isSettled ? 'is not' : 'is', null)
    .orderBy('number', isSettled ? 'desc' : 'asc')
    .limit(limit)
    .execute();
  return withEvents(store, organisationId, rows);
}

/** Everything a subject ever asked, the newest first. */
export async function requestsOfSubject(store: Store, organisationId: string, subjectId: string): Promise<readonly Loaded[]> {
  const rows = await store
    .selectFrom('subject_request')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .orderBy('number', 'desc')
    .limit(100)
    .execute();
  return withEvents(store, organisationId, rows);
}

/** The next running number, while the organisation's row is locked. */
export async function nextNumber(transaction: Store, organisationId: string): Promise<number> {
  const row = await transaction
    .selectFrom('subject_request')
    .select((select) => select.fn.max('number').as('newest'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return Number(row?.newest ?? 0) + 1;
}

export async function insertRequest(transaction: Store, row: RequestRow): Promise<void> {
  await transaction.insertInto('subject_request').values(row).execute();
}

export async function appendEvents(
  transaction: Store,
  row: Pick<RequestRow, 'organisation_id' | 'request_id'>,
  before: number,
  events: readonly RequestEvent[],
): Promise<void> {
  const values = events.map((event, index) => ({
    organisation_id: row.organisation_id,
    request_id: row.request_id,
    sequence: before + index + 1,
    event: JSON.stringify(event),
  }));
  await transaction.insertInto('subject_request_event').values(values).execute();
}

export async function changeRequest(
  transaction: Store,
  row: Pick<RequestRow, 'organisation_id' | 'request_id'>,
  values: Partial<Pick<RequestRow, 'settled_at' | 'application'>>,
): Promise<void> {
  await transaction
    .updateTable('subject_request')
    .set(values)
    .where('organisation_id', '=', row.organisation_id)
    .where('request_id', '=', row.request_id)
    .execute();
}

export interface StoredRecord {
  readonly recordId: string;
  readonly revision: number;
  readonly envelope: string;
  readonly contentHash: string;
}

/** The newest revision of each of these records, in the order in which they came. */
export async function newestRevisions(
  store: Store,
  organisationId: string,
  recordIds: readonly string[],
): Promise<readonly StoredRecord[]> {
  if (recordIds.length === 0) return [];
  const rows = await store
    .selectFrom('record')
    .select(['record_id', 'revision', 'envelope', 'content_hash'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', 'in', recordIds)
    .orderBy('position')
    .execute();
  const newest = new Map<string, StoredRecord>();
  for (const row of rows) {
    const known = newest.get(row.record_id);
    if (known !== undefined && known.revision > row.revision) continue;
    newest.set(row.record_id, {
      recordId: row.record_id,
      revision: row.revision,
      envelope: row.envelope,
      contentHash: row.content_hash,
    });
  }
  return [...newest.values()];
}

/** All that are open, and those that were settled in this time (`from` included, `before` not). */
export async function openOrSettled(
  store: Store,
  organisationId: string,
  { from, before }: { readonly from: string; readonly before: string },
): Promise<readonly Loaded[]> {
  const found = store
    .selectFrom('subject_request')
    .where('organisation_id', '=', organisationId)
    .where(({ and, eb, or }) =>
      or([eb('settled_at', 'is', null), and([eb('settled_at', '>=', from), eb('settled_at', '<', before)])]),
    );
  const rows = await found.selectAll().orderBy('number').execute();
  const events = await store
    .selectFrom('subject_request_event')
    .select(['request_id', 'event'])
    .where('organisation_id', '=', organisationId)
    .where('request_id', 'in', found.select('request_id'))
    .orderBy('request_id')
    .orderBy('sequence')
    .execute();
  const byRequest = new Map<string, RequestEvent[]>(rows.map((row) => [row.request_id, []]));
  for (const row of events) byRequest.get(row.request_id)?.push(requestEvent.parse(JSON.parse(row.event)));
  return rows.map((row) => ({ row, events: byRequest.get(row.request_id) ?? [] }));
}
