import type { Store } from '#server/kernel/store/store.ts';
import type { QuarantineTable, RecordTable } from '#server/kernel/store/tables.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';

/** The newest position; the row stays locked until the transaction ends, so positions follow commits without gaps. */
export async function lockPosition(transaction: Store, organisationId: string): Promise<number> {
  const row = await transaction
    .updateTable('organisation')
    .set((set) => ({ last_position: set.ref('last_position') }))
    .where('organisation_id', '=', organisationId)
    .returning('last_position')
    .executeTakeFirstOrThrow();
  return row.last_position;
}

export async function savePosition(transaction: Store, organisationId: string, position: number): Promise<void> {
  await transaction
    .updateTable('organisation')
    .set({ last_position: position })
    .where('organisation_id', '=', organisationId)
    .execute();
}

/** Hash and original receipt of a revision that is already here. */
export async function findRecord(
  transaction: Store,
  organisationId: string,
  recordId: string,
  revision: number,
): Promise<{ readonly contentHash: string; readonly receipt: SignedDocument } | null> {
  const row = await transaction
    .selectFrom('record')
    .select(['content_hash', 'receipt'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { contentHash: row.content_hash, receipt: signedDocument.parse(JSON.parse(row.receipt)) };
}

/** A record lives on one workstation: does another one have revisions of it here? */
export async function isOfAnotherDevice(
  transaction: Store,
  organisationId: string,
  recordId: string,
  deviceId: string,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('record')
    .select('revision')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .where('device_id', '<>', deviceId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRecord(transaction: Store, row: RecordTable): Promise<void> {
  await transaction.insertInto('record').values(row).execute();
}

/** Notes a refusal; the same refused bytes again only raise the count. @returns whether it is the first of these bytes */
export async function noteRefused(transaction: Store, row: Omit<QuarantineTable, 'attempts'>): Promise<boolean> {
  const { attempts } = await transaction
    .insertInto('quarantine')
    .values({ ...row, attempts: 1 })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'device_id', 'content_hash']).doUpdateSet((set) => ({
        attempts: set('quarantine.attempts', '+', 1),
        reason: row.reason,
        last_at: row.last_at,
      })),
    )
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts === 1;
}

/** Did this device send exactly these bytes, and were they refused? */
export async function wasRefused(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  contentHash: string,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('quarantine')
    .select('content_hash')
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
  return row !== undefined;
}
