// What the server says of a workstation, under its signature (S7, R7.3): whoever is turned away is told so in a way nobody else can say it.
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { DeviceTable } from '#server/kernel/store/tables.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { type DeviceStanding, type DeviceState, isEnded } from '#src/domain/devices/standing.ts';
import { findDevice, listEnded } from './store.ts';

interface Dependencies {
  readonly keyRing: KeyRing;
  readonly organisationId: string;
}

export interface Standings {
  /** @returns null for a workstation that was never enrolled here */
  readonly sign: (store: Store, deviceId: string) => Promise<SignedDocument | null>;
  /** Why a workstation in this state may not work, or null. Only one that has ended gets a signed statement. */
  readonly objection: (store: Store, deviceId: string, state: DeviceState) => Promise<Refusal | null>;
  /** Of every workstation that has ended. */
  readonly ended: (store: Store) => Promise<SignedDocument[]>;
}

function standingOf(row: DeviceTable): DeviceStanding {
  return {
    organisationId: row.organisation_id,
    deviceId: row.device_id,
    version: row.standing_version,
    state: row.state,
    reason: row.reason,
    decidedAt: row.decided_at ?? row.enrolled_at,
    name: row.name,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
  };
}

export function createStandings({ keyRing, organisationId }: Dependencies): Standings {
  const signRow = (row: DeviceTable) => keyRing.signDocument('device-standing', { ...standingOf(row) });
  const sign: Standings['sign'] = async (store, deviceId) => {
    const row = await findDevice(store, organisationId, deviceId);
    return row === null ? null : signRow(row);
  };
  return {
    sign,
    objection: async (store, deviceId, state) => {
      if (state === 'active') return null;
      if (!isEnded(state)) return new Refusal('devices/waiting', {});
      const statement = await sign(store, deviceId);
      return statement === null ? new Refusal('devices/unknown', {}) : new Refusal('devices/revoked', { statement });
    },
    ended: async (store) => {
      const documents: SignedDocument[] = [];
      for (const row of await listEnded(store, organisationId)) documents.push(await signRow(row));
      return documents;
    },
  };
}
