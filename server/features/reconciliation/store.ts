import { nextNumber } from '#server/kernel/store/next-number.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { DayDocumentTable } from '#server/kernel/store/tables.ts';
import { type DayDocument, dayDocument } from '#src/contract/sync/days.ts';
import { isEnded } from '#src/domain/devices/standing.ts';
import type { RosterEntry } from '#src/domain/reconciliation/branch.ts';

export async function isKnownDay(transaction: Store, organisationId: string, contentHash: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('day_document')
    .select('position')
    .where('organisation_id', '=', organisationId)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertDay(transaction: Store, row: Omit<DayDocumentTable, 'position'>): Promise<void> {
  const position = await nextNumber(transaction, row.organisation_id, 'last_day');
  await transaction
    .insertInto('day_document')
    .values({ ...row, position })
    .execute();
}

/** A branch's documents after a position, oldest first. */
export async function loadDays(
  store: Store,
  organisationId: string,
  branchId: string,
  after: number,
  limit: number,
): Promise<readonly { readonly position: number; readonly entry: DayDocument }[]> {
  const rows = await store
    .selectFrom('day_document')
    .select(['position', 'kind', 'document'])
    .where('organisation_id', '=', organisationId)
    .where('branch_id', '=', branchId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ position, kind, document }) => ({
    position,
    entry: dayDocument.parse({ kind, document: JSON.parse(document) }),
  }));
}

/** The last word replaces the one before. */
export async function saveDeviceDay(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  told: { readonly businessDay: string; readonly unclosed: readonly string[]; readonly at: string },
): Promise<void> {
  const values = { business_day: told.businessDay, unclosed: JSON.stringify(told.unclosed), told_at: told.at };
  await transaction
    .insertInto('device_day')
    .values({ organisation_id: organisationId, device_id: deviceId, ...values })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'device_id']).doUpdateSet(values))
    .execute();
}

export async function loadRoster(store: Store, organisationId: string, branchId: string): Promise<RosterEntry[]> {
  const rows = await store
    .selectFrom('device')
    .leftJoin('device_day', (join) =>
      join
        .onRef('device_day.organisation_id', '=', 'device.organisation_id')
        .onRef('device_day.device_id', '=', 'device.device_id'),
    )
    .select([
      'device.device_id',
      'device.name',
      'device.public_key',
      'device.state',
      'device.enrolled_at',
      'device.decided_at',
      'device_day.business_day',
      'device_day.unclosed',
      'device_day.told_at',
    ])
    .where('device.organisation_id', '=', organisationId)
    .where('device.branch_id', '=', branchId)
    .orderBy('device.enrolled_at', 'desc')
    .orderBy('device.device_id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    name: row.name,
    key: row.public_key,
    state: row.state,
    enrolledAt: row.enrolled_at,
    endedAt: isEnded(row.state) ? row.decided_at : null,
    heardAt: row.told_at,
    businessDay: row.business_day,
    unclosed: row.unclosed === null ? [] : JSON.parse(row.unclosed),
  }));
}
