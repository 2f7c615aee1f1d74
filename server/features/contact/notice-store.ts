import type { Store } from '#server/kernel/store/store.ts';
import type { ContactNoticeTable } from '#server/kernel/store/tables.ts';

/** A message, or a question about a call: both wait, are leased, put off and closed alike. */
export type Notice = ContactNoticeTable;
type Sort = 'message' | 'call';

export async function insertNotice(transaction: Store, notice: Notice): Promise<void> {
  await transaction.insertInto('contact_notice').values(notice).execute();
}

/** Numbers of what is due of a sort, the longest due first. */
export async function findDue(
  store: Store,
  organisationId: string,
  sort: Sort,
  nowMs: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('contact_notice')
    .select('notice_id')
    .where('organisation_id', '=', organisationId)
    .where('template', sort === 'call' ? '=' : '<>', 'call-record')
    .where('state', '=', 'waiting')
    .where('due_ms', '<=', nowMs)
    .orderBy('due_ms')
    .limit(limit)
    .execute();
  return rows.map(({ notice_id }) => notice_id);
}

/** Whatever waits for a lease or a delay is due now. */
export async function makeNoticesDue(store: Store, organisationId: string, nowMs: number): Promise<void> {
  await store
    .updateTable('contact_notice')
    .set({ due_ms: nowMs })
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'waiting')
    .where('due_ms', '>', nowMs)
    .execute();
}

/** Takes one due message for an attempt: nobody else takes it before `untilMs`. @returns null when it is not due any more */
export async function leaseNotice(
  transaction: Store,
  key: { readonly organisationId: string; readonly noticeId: string },
  nowMs: number,
  untilMs: number,
): Promise<Notice | null> {
  const row = await transaction
    .updateTable('contact_notice')
    .set((set) => ({ attempts: set('attempts', '+', 1), due_ms: untilMs }))
    .where('organisation_id', '=', key.organisationId)
    .where('notice_id', '=', key.noticeId)
    .where('state', '=', 'waiting')
    .where('due_ms', '<=', nowMs)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function postponeNotice(
  transaction: Store,
  { organisation_id, notice_id }: Notice,
  dueMs: number,
  error: string,
): Promise<void> {
  await transaction
    .updateTable('contact_notice')
    .set({ due_ms: dueMs, last_error: error })
    .where('organisation_id', '=', organisation_id)
    .where('notice_id', '=', notice_id)
    .where('state', '=', 'waiting')
    .execute();
}

/** @returns false when it is closed already: then nothing may follow from this attempt */
export async function closeNotice(
  transaction: Store,
  { organisation_id, notice_id }: Notice,
  state: Exclude<Notice['state'], 'waiting'>,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('contact_notice')
    .set({ state, last_error: null })
    .where('organisation_id', '=', organisation_id)
    .where('notice_id', '=', notice_id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Numbers of these that wait. */
export async function findWaiting(store: Store, organisationId: string, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('contact_notice')
    .select('notice_id')
    .where('organisation_id', '=', organisationId)
    .where('notice_id', 'in', [...ids])
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(({ notice_id }) => notice_id);
}

/** Every revision of a record, oldest first. */
export async function loadEnvelopes(transaction: Store, organisationId: string, recordId: string): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('record')
    .select('envelope')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .orderBy('revision')
    .execute();
  return rows.map(({ envelope }) => envelope);
}

/** The newest revision of a record; null when it is not here. */
export async function loadNewestEnvelope(transaction: Store, organisationId: string, recordId: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('record')
    .select('envelope')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.envelope ?? null;
}
