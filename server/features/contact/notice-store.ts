import { sql } from 'kysely';
import type { ContactNoticeTable } from '#server/kernel/store/contact-tables.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type RowKey, waitingRows } from '#server/kernel/waiting/waiting-rows.ts';

/** A message, or a question about a call: both wait, are leased, put off and closed alike. */
export type Notice = ContactNoticeTable;
type Sort = 'message' | 'call';

export async function insertNotice(transaction: Store, notice: Notice): Promise<void> {
  await transaction.insertInto('contact_notice').values(notice).execute();
}

const waitingNotices = waitingRows<Notice>({ table: 'contact_notice', id: 'notice_id' });
export const { makeDue: makeNoticesDue, lease: leaseNotice } = waitingNotices;

/** Numbers of what is due of a sort, the longest due first. */
export function findDue(
  store: Store,
  organisationId: string,
  sort: Sort,
  due: { readonly nowMs: number; readonly limit: number },
): Promise<readonly string[]> {
  const kind = sort === 'call' ? sql<boolean>`template = 'call-record'` : sql<boolean>`template <> 'call-record'`;
  return waitingNotices.findDue(store, organisationId, { ...due, kind });
}

function keyOf({ organisation_id: organisationId, notice_id: id }: Notice): RowKey {
  return { organisationId, id };
}

export function postponeNotice(transaction: Store, notice: Notice, dueMs: number, error: string): Promise<void> {
  return waitingNotices.postpone(transaction, keyOf(notice), dueMs, error);
}

/** @returns false when it is closed already: then nothing may follow from this attempt */
export function closeNotice(transaction: Store, notice: Notice, state: Exclude<Notice['state'], 'waiting'>): Promise<boolean> {
  return waitingNotices.close(transaction, keyOf(notice), state);
}

/** Numbers of these that wait. */
export async function findWaiting(store: Store, organisationId: string, ids: readonly string[]): Promise<readonly string[]> {
  return (await waitingNotices.findWaiting(store, organisationId, ids)).map(({ notice_id }) => notice_id);
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
