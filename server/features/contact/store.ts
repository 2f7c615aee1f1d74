import type { ContactCodeTable } from '#server/kernel/store/contact-tables.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type CallRecord, type ContactFact, callRecord, contactFact } from '#src/domain/contact/schema.ts';

/** A digest of a number is kept no longer than the longest span that counts messages. */
const keptMs = 24 * 3_600_000;
const hourMs = 3_600_000;

export type Code = ContactCodeTable;

export async function findCode(store: Store, organisationId: string, codeId: string): Promise<Code | null> {
  const row = await store
    .selectFrom('contact_code')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('code_id', '=', codeId)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertCode(transaction: Store, code: Code): Promise<void> {
  await transaction.insertInto('contact_code').values(code).execute();
}

export async function forgetOldCodes(transaction: Store, organisationId: string, nowMs: number): Promise<void> {
  await transaction
    .deleteFrom('contact_code')
    .where('organisation_id', '=', organisationId)
    .where('made_ms', '<=', nowMs - keptMs)
    .execute();
}

interface Sent {
  /** When codes were made, the newest first. */
  readonly toPhone: readonly number[];
  readonly byDevice: readonly number[];
}

/** What was sent lately, also where it is not sure that it was. */
export async function loadSent(
  transaction: Store,
  organisationId: string,
  { phoneDigest, deviceId }: { readonly phoneDigest: string; readonly deviceId: string },
  nowMs: number,
): Promise<Sent> {
  const times = (column: 'phone_digest' | 'device_id', value: string, sinceMs: number) =>
    transaction
      .selectFrom('contact_code')
      .select('made_ms')
      .where('organisation_id', '=', organisationId)
      .where(column, '=', value)
      .where('made_ms', '>', sinceMs)
      .where('state', '<>', 'unsent')
      .orderBy('made_ms', 'desc')
      .execute();
  const toPhone = await times('phone_digest', phoneDigest, nowMs - keptMs);
  const byDevice = await times('device_id', deviceId, nowMs - hourMs);
  return { toPhone: toPhone.map((row) => row.made_ms), byDevice: byDevice.map((row) => row.made_ms) };
}

/** A newer code is on its way: the earlier ones of the registration count no more. */
export async function replaceEarlier(transaction: Store, { organisation_id, record_id, code_id }: Code): Promise<void> {
  await transaction
    .updateTable('contact_code')
    .set({ state: 'replaced' })
    .where('organisation_id', '=', organisation_id)
    .where('record_id', '=', record_id)
    .where('code_id', '<>', code_id)
    .where('state', 'in', ['sent', 'unsure'])
    .execute();
}

/** @returns false when it is settled already */
export async function settleCode(
  transaction: Store,
  { organisation_id, code_id }: Code,
  settled: Pick<Code, 'state' | 'source' | 'reference' | 'failure'>,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('contact_code')
    .set(settled)
    .where('organisation_id', '=', organisation_id)
    .where('code_id', '=', code_id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts an attempt before it is judged, and holds the row until the transaction ends: attempts at once are judged one by one. */
export async function countAttempt(
  transaction: Store,
  organisationId: string,
  key: { readonly codeId: string; readonly deviceId: string; readonly recordId: string },
): Promise<Code | null> {
  const row = await transaction
    .updateTable('contact_code')
    .set((set) => ({ attempts: set('attempts', '+', 1) }))
    .where('organisation_id', '=', organisationId)
    .where('code_id', '=', key.codeId)
    .where('device_id', '=', key.deviceId)
    .where('record_id', '=', key.recordId)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function spendCode(transaction: Store, { organisation_id, code_id }: Code): Promise<void> {
  await transaction
    .updateTable('contact_code')
    .set({ state: 'spent' })
    .where('organisation_id', '=', organisation_id)
    .where('code_id', '=', code_id)
    .execute();
}

export async function findFact(store: Store, organisationId: string, factId: string): Promise<ContactFact | null> {
  const row = await store
    .selectFrom('contact_fact')
    .select('fact')
    .where('organisation_id', '=', organisationId)
    .where('fact_id', '=', factId)
    .executeTakeFirst();
  return row === undefined ? null : contactFact.parse(JSON.parse(row.fact));
}

/** @returns false when there is one of this number already, which stays as it is */
export async function insertFact(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  fact: ContactFact,
  callRevision: number | null = null,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('contact_fact')
    .values({
      organisation_id: organisationId,
      fact_id: fact.factId,
      record_id: fact.recordId,
      device_id: deviceId,
      fact: JSON.stringify(fact),
      call_record: null,
      call_revision: callRevision,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'fact_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Facts of these numbers that this workstation told, or spent a code for. */
export async function findOwnFacts(
  store: Store,
  organisationId: string,
  deviceId: string,
  factIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('contact_fact')
    .select('fact_id')
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('fact_id', 'in', [...factIds])
    .execute();
  return rows.map((row) => row.fact_id);
}

/** About one record, oldest first. */
export async function loadFacts(store: Store, organisationId: string, recordId: string): Promise<readonly ContactFact[]> {
  const rows = await store
    .selectFrom('contact_fact')
    .select('fact')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .execute();
  const facts = rows.map(({ fact }) => contactFact.parse(JSON.parse(fact)));
  return facts.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** Records of these that another workstation captured. */
export async function findForeign(
  store: Store,
  organisationId: string,
  deviceId: string,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await store
    .selectFrom('record')
    .select('record_id')
    .where('organisation_id', '=', organisationId)
    .where('device_id', '<>', deviceId)
    .where('record_id', 'in', [...recordIds])
    .execute();
  return new Set(rows.map((row) => row.record_id));
}

export interface KeptCall {
  readonly call: ContactFact;
  readonly deviceId: string;
  readonly revision: number | null;
}

export async function loadCall(store: Store, organisationId: string, callId: string): Promise<KeptCall> {
  const row = await store
    .selectFrom('contact_fact')
    .select(['fact', 'device_id', 'call_revision'])
    .where('organisation_id', '=', organisationId)
    .where('fact_id', '=', callId)
    .executeTakeFirstOrThrow();
  return { call: contactFact.parse(JSON.parse(row.fact)), deviceId: row.device_id, revision: row.call_revision };
}

export async function keepCallRecord(transaction: Store, organisationId: string, record: CallRecord): Promise<void> {
  await transaction
    .updateTable('contact_fact')
    .set({ call_record: JSON.stringify(record) })
    .where('organisation_id', '=', organisationId)
    .where('fact_id', '=', record.callId)
    .where('call_record', 'is', null)
    .execute();
}

/** What was said of these calls. */
export async function loadCallRecords(
  store: Store,
  organisationId: string,
  callIds: readonly string[],
): Promise<readonly CallRecord[]> {
  const rows = await store
    .selectFrom('contact_fact')
    .select('call_record')
    .where('organisation_id', '=', organisationId)
    .where('fact_id', 'in', [...callIds])
    .where('call_record', 'is not', null)
    .orderBy('fact_id')
    .execute();
  return rows.flatMap((row) => (row.call_record === null ? [] : [callRecord.parse(JSON.parse(row.call_record))]));
}
