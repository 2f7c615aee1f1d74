import type { DeviceState } from '#src/domain/devices/standing.ts';
import { LostRace } from './lost-race.ts';
import type { Store } from './store.ts';

/**
 * Holds one device's row until the transaction ends: what is read and then written for a device is decided one request at a time. An
 * update that changes nothing locks on every engine; SQLite holds its one write lock anyway. Locked before the organisation's row,
 * wherever both are.
 * @returns where it stands
 */
export async function lockDevice(transaction: Store, organisationId: string, deviceId: string): Promise<DeviceState> {
  const row = await transaction
    .updateTable('device')
    .set((set) => ({ state: set.ref('state') }))
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .returning('state')
    .executeTakeFirst();
  if (row === undefined) throw new LostRace('the device is gone');
  return row.state;
}
