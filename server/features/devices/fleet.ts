// The fleet as the server knows it, and what an administrator does with it over the network (S7). The administrator proves who they are
// with every request; a decision and its leaf in the audit log are one transaction.
import type * as z from 'zod';
import { requireAdministrator } from '#server/kernel/access/administrator.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { FleetAct, fleetRequest, fleetResponse, statusRequest } from '#src/contract/sync/devices.ts';
import { compareVersions, type Fleet, type FleetEntry } from '#src/domain/devices/fleet.ts';
import type { HeldRecord } from '#src/domain/devices/held.ts';
import { deviceStatus } from '#src/domain/devices/status.ts';
import { workstationPrefix } from '#src/domain/receipts/number.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { keyIdOf } from '#src/node/crypto/signing.ts';
import type { Decisions } from './decisions.ts';
import { countHeld, type FleetRow, listFleet, saveStatus } from './fleet-store.ts';
import type { HeldRecords, NewestConfiguration } from './ports.ts';

export interface FleetService {
  readonly show: () => Promise<Fleet>;
  /** @throws Refusal staff/…, access/denied, devices/…, internal/invalid-input */
  readonly act: (request: z.output<typeof fleetRequest>) => Promise<z.input<typeof fleetResponse>>;
  /** Keeps what a workstation tells of itself; the last report only. */
  readonly report: (deviceId: string, request: z.output<typeof statusRequest>) => Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly organisationId: string;
  readonly configuration: NewestConfiguration;
  readonly decisions: Decisions;
  readonly held: HeldRecords;
}

/** What an older or newer program wrote may have another shape: then nothing is known, not half of it. */
function statusOf(row: FleetRow): Pick<FleetEntry, 'status' | 'statusAt'> {
  const parsed = row.status === null ? null : deviceStatus.safeParse(JSON.parse(row.status));
  return parsed?.success === true ? { status: parsed.data, statusAt: row.reported_at } : { status: null, statusAt: null };
}

function entryOf(row: FleetRow, held: number): FleetEntry {
  return {
    deviceId: row.device_id,
    name: row.name,
    branchId: row.branch_id,
    state: row.state,
    reason: row.reason,
    enrolledAt: row.enrolled_at,
    lastSeenAt: row.last_seen_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
    keyId: keyIdOf(row.public_key),
    receiptPrefix: workstationPrefix(sha256Hex(row.device_id)),
    attention: row.attention,
    held,
    ...statusOf(row),
  };
}

function newestVersion(entries: readonly FleetEntry[]): string | null {
  const versions = entries.flatMap(({ state, status }) => (state === 'active' && status !== null ? [status.appVersion] : []));
  return versions.toSorted(compareVersions).at(-1) ?? null;
}

export function createFleetService(dependencies: Dependencies): FleetService {
  const { store, keyRing, clock, organisationId, configuration, decisions, held } = dependencies;

  const show = async (): Promise<Fleet> => {
    const { policy } = (await configuration.newest()).body;
    const waiting = await countHeld(store, organisationId);
    const entries = (await listFleet(store, organisationId)).map((row) => entryOf(row, waiting.get(row.device_id) ?? 0));
    return {
      at: instantFromMs(clock.nowMs()),
      newestVersion: newestVersion(entries),
      serverKeyId: keyRing.serverKeySerial === 0 ? null : keyRing.serverKey.keyId,
      silentAfterDays: policy.silentAfterDays,
      maximumClockDriftMinutes: policy.maximumClockDriftMinutes,
      minimumFreeMebibytes: policy.minimumFreeMebibytes,
      entries,
    };
  };

  /** @returns the held records of the workstation the act names, where it is about them */
  const perform = async (act: FleetAct, actorId: string): Promise<HeldRecord[] | null> => {
    switch (act.kind) {
      case 'show':
        return null;
      case 'approve':
        await decisions.approve(act.deviceId, actorId);
        return null;
      case 'revoke':
        await decisions.revoke(act.deviceId, act.reason, actorId);
        return null;
      case 'replace':
        await decisions.replace(act.deviceId, act.newDeviceId, actorId);
        return null;
      case 'held':
        return held.list(act.deviceId);
      case 'decide-held':
        await held.decide(act.deviceId, act.contentHashes, { decision: act.decision, reason: act.reason, actorId });
        return held.list(act.deviceId);
    }
  };

  return {
    show,
    act: async ({ administrator, act }) => {
      const { body } = await configuration.newest();
      const member = await requireAdministrator(dependencies, body, administrator, 'devices:manage');
      const records = await perform(act, member.id);
      return { fleet: await show(), held: records };
    },
    report: (deviceId, { status }) => saveStatus(store, organisationId, deviceId, status, instantFromMs(clock.nowMs())),
  };
}
