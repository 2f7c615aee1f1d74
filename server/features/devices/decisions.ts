// What is decided about a workstation (S7, R7.3): approved, taken out of service, replaced. Each decision locks the workstation's row, so
// two administrators at once, or a batch in flight, come one after the other; asking twice changes nothing, and the first reason stays.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { lockDevice } from '#server/kernel/store/lock-device.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { DeviceTable } from '#server/kernel/store/tables.ts';
import { type Instant, instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isEnded, type RevocationReason } from '#src/domain/devices/standing.ts';
import { findDevice, saveDecision } from './store.ts';

export interface Decisions {
  /** @throws Refusal devices/no-such-device, devices/already-ended */
  readonly approve: (deviceId: string, actorId: string) => Promise<void>;
  /** Takes effect at the next request of the workstation. @throws Refusal devices/no-such-device */
  readonly revoke: (deviceId: string, reason: RevocationReason, actorId: string) => Promise<void>;
  /**
   * The new workstation stands for the old one from now on: under its name, in its branch, tied to it for good. The old one is retired.
   * @throws Refusal devices/no-such-device, devices/not-active, devices/other-branch, devices/already-replaced
   */
  readonly replace: (deviceId: string, newDeviceId: string, actorId: string) => Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

/** @throws Refusal devices/… when the one cannot take the place of the other */
function requireFit(old: DeviceTable, fresh: DeviceTable): void {
  if (fresh.device_id === old.device_id || fresh.state !== 'active' || old.state === 'waiting') {
    throw new Refusal('devices/not-active', {});
  }
  if (old.replaced_by !== null || fresh.replaces !== null) throw new Refusal('devices/already-replaced', {});
  if (fresh.branch_id !== old.branch_id) throw new Refusal('devices/other-branch', {});
}

export function createDecisions({ store, clock, audit, organisationId }: Dependencies): Decisions {
  const locked = async (transaction: Store, deviceId: string): Promise<DeviceTable> => {
    if ((await findDevice(transaction, organisationId, deviceId)) === null) throw new Refusal('devices/no-such-device', {});
    await lockDevice(transaction, organisationId, deviceId);
    const row = await findDevice(transaction, organisationId, deviceId);
    if (row === null) throw new Refusal('devices/no-such-device', {});
    return row;
  };

  const decide = (work: (transaction: Store, at: Instant) => Promise<void>): Promise<void> =>
    store.transaction().execute((transaction) => work(transaction, instantFromMs(clock.nowMs())));

  return {
    approve: (deviceId, actorId) =>
      decide(async (transaction, at) => {
        const row = await locked(transaction, deviceId);
        if (isEnded(row.state)) throw new Refusal('devices/already-ended', {});
        if (row.state === 'active') return;
        await saveDecision(transaction, row, { state: 'active', decided_at: at, decided_by: actorId });
        await audit.append(transaction, at, { action: 'device.approved', deviceId, actorId });
      }),

    revoke: (deviceId, reason, actorId) =>
      decide(async (transaction, at) => {
        const row = await locked(transaction, deviceId);
        if (isEnded(row.state)) return;
        await saveDecision(transaction, row, { state: 'revoked', reason, decided_at: at, decided_by: actorId });
        await audit.append(transaction, at, { action: 'device.revoked', deviceId, reason, actorId });
      }),

    replace: (deviceId, newDeviceId, actorId) =>
      decide(async (transaction, at) => {
        // Always in the same order, whichever is replaced by which.
        const rows = new Map<string, DeviceTable>();
        for (const id of [deviceId, newDeviceId].toSorted()) rows.set(id, await locked(transaction, id));
        const [old, fresh] = [rows.get(deviceId), rows.get(newDeviceId)];
        if (old === undefined || fresh === undefined) throw new Refusal('devices/no-such-device', {});
        if (old.replaced_by === newDeviceId) return;
        requireFit(old, fresh);
        const by = { decided_at: at, decided_by: actorId };
        const end = old.state === 'active' ? ({ ...by, state: 'retired', reason: 'replaced' } as const) : {};
        await saveDecision(transaction, old, { ...end, replaced_by: newDeviceId });
        await saveDecision(transaction, fresh, { ...by, replaces: deviceId, name: old.name });
        await audit.during(transaction, at, async (add) => {
          if (old.state === 'active') add({ action: 'device.revoked', deviceId, reason: 'replaced', actorId });
          add({ action: 'device.replaced', deviceId, newDeviceId, actorId });
        });
      }),
  };
}
