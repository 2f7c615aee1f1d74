import type { Store } from '#server/kernel/store/store.ts';
import type { DeviceHeadTable, DeviceTable } from '#server/kernel/store/tables.ts';
import type { DeviceStatus } from '#src/domain/devices/status.ts';

export interface FleetRow extends DeviceTable {
  readonly attention: DeviceHeadTable['attention'];
  readonly status: string | null;
  readonly reported_at: string | null;
}

/** Every workstation ever enrolled, oldest first. */
export async function listFleet(store: Store, organisationId: string): Promise<readonly FleetRow[]> {
  return store
    .selectFrom('device')
    .leftJoin('device_head', (join) =>
      join
        .onRef('device_head.organisation_id', '=', 'device.organisation_id')
        .onRef('device_head.device_id', '=', 'device.device_id'),
    )
    .leftJoin('device_status', (join) =>
      join
        .onRef('device_status.organisation_id', '=', 'device.organisation_id')
        .onRef('device_status.device_id', '=', 'device.device_id'),
    )
    .selectAll('device')
    .select(['device_head.attention', 'device_status.status', 'device_status.reported_at'])
    .where('device.organisation_id', '=', organisationId)
    .orderBy('device.enrolled_at')
    .orderBy('device.device_id')
    .execute();
}

/** How many records of each workstation wait for a decision. */
export async function countHeld(store: Store, organisationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await store
    .selectFrom('held_record')
    .select((select) => ['device_id', select.fn.countAll<number>().as('held')])
    .where('organisation_id', '=', organisationId)
    .where('decision', 'is', null)
    .groupBy('device_id')
    .execute();
  return new Map(rows.map((row) => [row.device_id, Number(row.held)]));
}

/** The last report replaces the one before. */
export async function saveStatus(
  store: Store,
  organisationId: string,
  deviceId: string,
  status: DeviceStatus,
  at: string,
): Promise<void> {
  const values = { reported_at: at, status: JSON.stringify(status) };
  await store
    .insertInto('device_status')
    .values({ organisation_id: organisationId, device_id: deviceId, ...values })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'device_id']).doUpdateSet(values))
    .execute();
}
