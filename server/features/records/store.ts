import { insertRows } from '#server/kernel/store/insert-rows.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { QuarantineTable, RecordTable } from '#server/kernel/store/tables.ts';
import { signedReceipt } from '#src/crypto/signed.ts';
import type { StoredRevision } from './decide.ts';

/** The newest position. The audit log has locked the organisation's row, for the leaves: so positions follow commits without gaps. */
export async function loadPosition(transaction: Store, organisationId: string): Promise<number> {
  const row = await transaction
    .selectFrom('organisation')
    .select('last_position')
    .where('organisation_id', '=', organisationId)
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

/** Every revision of these records, whoever sent it. */
export async function findRevisions(
  transaction: Store,
  organisationId: string,
  recordIds: readonly string[],
): Promise<readonly StoredRevision[]> {
  if (recordIds.length === 0) return [];
  const rows = await transaction
    .selectFrom('record')
    .select(['record_id', 'revision', 'device_id', 'content_hash', 'receipt'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', 'in', recordIds)
    .execute();
  return rows.map((row) => ({
    recordId: row.record_id,
    revision: row.revision,
    deviceId: row.device_id,
    contentHash: row.content_hash,
    receipt: signedReceipt.parse(JSON.parse(row.receipt)),
  }));
}

export async function insertRecords(transaction: Store, rows: readonly RecordTable[]): Promise<void> {
  await insertRows(transaction, 'record', rows);
}

/**
 * Notes refusals, one row for the same bytes however often they came; their count is raised when they are known.
 * @returns hashes of the bytes that were refused for the first time
 */
export async function noteRefused(transaction: Store, rows: readonly QuarantineTable[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const noted = await transaction
    .insertInto('quarantine')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'device_id', 'content_hash']).doUpdateSet((set) => ({
        attempts: set('quarantine.attempts', '+', set.ref('excluded.attempts')),
        reason: set.ref('excluded.reason'),
        last_at: set.ref('excluded.last_at'),
      })),
    )
    .returning(['content_hash', 'attempts'])
    .execute();
  const came = new Map(rows.map((row) => [row.content_hash, row.attempts]));
  return new Set(noted.filter((row) => row.attempts === came.get(row.content_hash)).map((row) => row.content_hash));
}

/** Which of these bytes did this device send, to be refused? */
export async function findRefused(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  contentHashes: readonly string[],
): Promise<readonly string[]> {
  if (contentHashes.length === 0) return [];
  const rows = await transaction
    .selectFrom('quarantine')
    .select('content_hash')
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('content_hash', 'in', contentHashes)
    .execute();
  return rows.map((row) => row.content_hash);
}
