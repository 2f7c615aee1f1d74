import type { Store } from '#server/kernel/store/store.ts';
import type { DeviceTable, EnrolmentCodeTable } from '#server/kernel/store/tables.ts';

export async function insertCode(store: Store, row: EnrolmentCodeTable): Promise<void> {
  await store.insertInto('enrolment_code').values(row).execute();
}

/** Marks a valid code as used, if it still is; the same statement decides and marks, so a code counts once. */
export async function useCode(
  transaction: Store,
  organisationId: string,
  codeHashes: readonly string[],
  use: { readonly deviceId: string; readonly usedAt: string },
): Promise<{ readonly branchId: string } | null> {
  const row = await transaction
    .updateTable('enrolment_code')
    .set({ used_at: use.usedAt, device_id: use.deviceId })
    .where('organisation_id', '=', organisationId)
    .where('code_hash', 'in', codeHashes)
    .where('used_at', 'is', null)
    .where('expires_at', '>', use.usedAt)
    .returning('branch_id')
    .executeTakeFirst();
  return row === undefined ? null : { branchId: row.branch_id };
}

/** The device that used this unexpired code, if its key is the given one. */
export async function findEnrolled(
  store: Store,
  organisationId: string,
  codeHashes: readonly string[],
  by: { readonly publicKey: string; readonly now: string },
): Promise<{ readonly deviceId: string; readonly branchId: string; readonly state: 'active' | 'waiting' } | null> {
  const row = await store
    .selectFrom('enrolment_code')
    .innerJoin('device', (join) =>
      join
        .onRef('device.organisation_id', '=', 'enrolment_code.organisation_id')
        .onRef('device.device_id', '=', 'enrolment_code.device_id'),
    )
    .select(['device.device_id', 'device.branch_id', 'device.state'])
    .where('enrolment_code.organisation_id', '=', organisationId)
    .where('enrolment_code.code_hash', 'in', codeHashes)
    .where('enrolment_code.expires_at', '>', by.now)
    .where('device.public_key', '=', by.publicKey)
    .where('device.state', 'in', ['active', 'waiting'])
    .executeTakeFirst();
  if (row === undefined) return null;
  return { deviceId: row.device_id, branchId: row.branch_id, state: row.state === 'waiting' ? 'waiting' : 'active' };
}

export async function insertDevice(transaction: Store, row: DeviceTable): Promise<void> {
  await transaction.insertInto('device').values(row).execute();
}

export async function findDevice(store: Store, organisationId: string, deviceId: string): Promise<DeviceTable | null> {
  const row = await store
    .selectFrom('device')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return row ?? null;
}

/** Does this key belong to a workstation that was taken out of service? */
export async function isEndedKey(store: Store, organisationId: string, publicKey: string): Promise<boolean> {
  const row = await store
    .selectFrom('device')
    .select('device_id')
    .where('organisation_id', '=', organisationId)
    .where('public_key', '=', publicKey)
    .where('state', 'in', ['revoked', 'retired'])
    .executeTakeFirst();
  return row !== undefined;
}

export async function listEnded(store: Store, organisationId: string): Promise<readonly DeviceTable[]> {
  return store
    .selectFrom('device')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['revoked', 'retired'])
    .orderBy('device_id')
    .execute();
}

/** What changes by one decision; the row is locked. */
export async function saveDecision(
  transaction: Store,
  row: DeviceTable,
  change: Partial<Pick<DeviceTable, 'state' | 'reason' | 'decided_at' | 'decided_by' | 'replaces' | 'replaced_by' | 'name'>>,
): Promise<void> {
  await transaction
    .updateTable('device')
    .set({ ...change, standing_version: row.standing_version + 1 })
    .where('organisation_id', '=', row.organisation_id)
    .where('device_id', '=', row.device_id)
    .execute();
}

/**
 * False when this device used this nonce before.
 * @param forgetBefore older nonces go: their signatures are too old to pass again; null: another time
 */
export async function insertNonce(
  transaction: Store,
  seen: { readonly organisationId: string; readonly deviceId: string; readonly nonce: string; readonly seenAt: string },
  forgetBefore: string | null,
): Promise<boolean> {
  if (forgetBefore !== null) {
    await transaction
      .deleteFrom('seen_nonce')
      .where('organisation_id', '=', seen.organisationId)
      .where('seen_at', '<', forgetBefore)
      .execute();
  }
  const inserted = await transaction
    .insertInto('seen_nonce')
    .values({ organisation_id: seen.organisationId, device_id: seen.deviceId, nonce: seen.nonce, seen_at: seen.seenAt })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'device_id', 'nonce']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return false;
  await transaction
    .updateTable('device')
    .set({ last_seen_at: seen.seenAt })
    .where('organisation_id', '=', seen.organisationId)
    .where('device_id', '=', seen.deviceId)
    .execute();
  return true;
}
