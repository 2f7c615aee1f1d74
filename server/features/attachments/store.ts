import { LostRace } from '#server/kernel/store/lost-race.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { AttachmentPieceTable, AttachmentTable } from '#server/kernel/store/tables.ts';

export interface AttachmentKey {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly contentHash: string;
}

export type AttachmentRow = Pick<
  AttachmentTable,
  'sealed_bytes' | 'received_bytes' | 'is_complete' | 'key_id' | 'record_id' | 'revision'
>;

export async function findAttachment(store: Store, key: AttachmentKey): Promise<AttachmentRow | null> {
  const row = await store
    .selectFrom('attachment')
    .select(['sealed_bytes', 'received_bytes', 'is_complete', 'key_id', 'record_id', 'revision'])
    .where('organisation_id', '=', key.organisationId)
    .where('device_id', '=', key.deviceId)
    .where('content_hash', '=', key.contentHash)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertAttachment(transaction: Store, row: AttachmentTable): Promise<void> {
  await transaction.insertInto('attachment').values(row).execute();
}

export async function insertPiece(transaction: Store, row: AttachmentPieceTable): Promise<void> {
  await transaction.insertInto('attachment_piece').values(row).execute();
}

export async function setProgress(
  transaction: Store,
  key: AttachmentKey,
  progress: Pick<AttachmentTable, 'received_bytes' | 'is_complete' | 'key_id' | 'last_at'>,
): Promise<void> {
  await transaction
    .updateTable('attachment')
    .set(progress)
    .where('organisation_id', '=', key.organisationId)
    .where('device_id', '=', key.deviceId)
    .where('content_hash', '=', key.contentHash)
    .execute();
}

/** What is here of a device's attachments, by their hash. */
export async function findAttachments(
  store: Store,
  { organisationId, deviceId }: Pick<AttachmentKey, 'organisationId' | 'deviceId'>,
  contentHashes: readonly string[],
): Promise<ReadonlyMap<string, AttachmentRow>> {
  if (contentHashes.length === 0) return new Map();
  const rows = await store
    .selectFrom('attachment')
    .select(['content_hash', 'sealed_bytes', 'received_bytes', 'is_complete', 'key_id', 'record_id', 'revision'])
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('content_hash', 'in', contentHashes)
    .execute();
  return new Map(rows.map(({ content_hash, ...row }) => [content_hash, row]));
}

/** The record that names them is stored: from now on they are no garbage. @throws LostRace when one was cleared away as garbage since */
export async function bindAttachments(
  transaction: Store,
  { organisationId, deviceId }: Pick<AttachmentKey, 'organisationId' | 'deviceId'>,
  contentHashes: readonly string[],
  record: Pick<AttachmentTable, 'record_id' | 'revision'>,
): Promise<void> {
  if (contentHashes.length === 0) return;
  const { numUpdatedRows } = await transaction
    .updateTable('attachment')
    .set(record)
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('content_hash', 'in', contentHashes)
    .executeTakeFirst();
  if (numUpdatedRows !== BigInt(contentHashes.length)) throw new LostRace('an attachment is gone');
}

/** All pieces in order. */
/** In order, one at a time: a large attachment is never in memory as a whole. */
export async function* loadPieces(store: Store, key: AttachmentKey): AsyncGenerator<Uint8Array, void> {
  const pieces = store
    .selectFrom('attachment_piece')
    .where('organisation_id', '=', key.organisationId)
    .where('device_id', '=', key.deviceId)
    .where('content_hash', '=', key.contentHash);
  const starts = await pieces.select('start').orderBy('start').execute();
  for (const { start } of starts) {
    yield (await pieces.select('bytes').where('start', '=', start).executeTakeFirstOrThrow()).bytes;
  }
}

/** Its pieces go with it. */
export async function deleteAttachment(transaction: Store, key: AttachmentKey): Promise<void> {
  await transaction
    .deleteFrom('attachment')
    .where('organisation_id', '=', key.organisationId)
    .where('device_id', '=', key.deviceId)
    .where('content_hash', '=', key.contentHash)
    .execute();
}

/** Uploads that no record named since: their device went another way. */
export async function deleteForgotten(transaction: Store, organisationId: string, before: string): Promise<void> {
  await transaction
    .deleteFrom('attachment')
    .where('organisation_id', '=', organisationId)
    .where('record_id', 'is', null)
    .where('last_at', '<', before)
    // Of records that wait for a decision: their device has nothing to send them again.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('held_record')
            .select('held_record.content_hash')
            .whereRef('held_record.organisation_id', '=', 'attachment.organisation_id')
            .whereRef('held_record.device_id', '=', 'attachment.device_id')
            .where('held_record.decision', 'is', null),
        ),
      ),
    )
    .execute();
}

/** Bytes a device has announced for records that are not here yet. */
export async function sumUnbound(store: Store, organisationId: string, deviceId: string): Promise<number> {
  const row = await store
    .selectFrom('attachment')
    .select((select) => select.fn.sum<number | null>('sealed_bytes').as('bytes'))
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('record_id', 'is', null)
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
}
