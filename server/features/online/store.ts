import type { Store } from '#server/kernel/store/store.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { receipt } from '#src/domain/sync/receipt.ts';

export interface StoredRecord {
  readonly deviceId: string;
  readonly sequence: number;
  readonly contentHash: string;
  readonly serviceId: string;
  readonly receivedAt: string;
}

/** The first revision of a record, as far as a receipt needs it. */
export async function findRecord(store: Store, organisationId: string, recordId: string): Promise<StoredRecord | null> {
  const row = await store
    .selectFrom('record')
    .select(['device_id', 'sequence', 'content_hash', 'envelope', 'receipt'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .where('revision', '=', 1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { receivedAt } = receipt.parse(JSON.parse(signedDocument.parse(JSON.parse(row.receipt)).body));
  return {
    deviceId: row.device_id,
    sequence: row.sequence,
    contentHash: row.content_hash,
    serviceId: JSON.parse(row.envelope).header.serviceId,
    receivedAt,
  };
}

/** The number after the highest that this device ever used, also for what was refused. */
export async function nextSequence(store: Store, organisationId: string, deviceId: string): Promise<number> {
  const highest = async (table: 'record' | 'quarantine') => {
    const row = await store
      .selectFrom(table)
      .select((select) => select.fn.max('sequence').as('highest'))
      .where('organisation_id', '=', organisationId)
      .where('device_id', '=', deviceId)
      .executeTakeFirst();
    return Number(row?.highest ?? 0);
  };
  return Math.max(await highest('record'), await highest('quarantine')) + 1;
}

/** The fleet page shows when it last worked. */
export async function noteSeen(store: Store, organisationId: string, deviceId: string, at: string): Promise<void> {
  await store
    .updateTable('device')
    .set({ last_seen_at: at })
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .execute();
}

/** The newest revision that was taken in of these records. */
export async function newestRevision(
  store: Store,
  organisationId: string,
  recordIds: readonly string[],
): Promise<{ readonly recordId: string; readonly revision: number; readonly envelope: string } | null> {
  if (recordIds.length === 0) return null;
  const row = await store
    .selectFrom('record')
    .select(['record_id', 'revision', 'envelope'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', 'in', recordIds)
    .orderBy('position', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : { recordId: row.record_id, revision: row.revision, envelope: row.envelope };
}

/** Null when it is not the newest revision any more. */
export async function findRevision(
  store: Store,
  organisationId: string,
  recordId: string,
  revision: number,
): Promise<string | null> {
  const newest = await newestRevision(store, organisationId, [recordId]);
  return newest?.revision === revision ? newest.envelope : null;
}
