// What an IT administrator does at the workstation itself: see its key's facts, change the key.

import { exportChain } from '#main/kernel/audit/export-chain.ts';
import { auditHead } from '#main/kernel/audit/trail.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { readRecoveryWrap } from '#main/kernel/keys/recovery-wrap.ts';
import { orderRotation, requireUsedKeyInfo } from '#main/kernel/keys/rotation.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { WorkstationPorts } from './ports.ts';

/** Time for the answer to reach the screen before the store closes under it. */
const farewellMs = 100;
const dayMs = 86_400_000;

function requireEnrolled({ store, configurations }: WorkstationPorts): {
  readonly device: Device;
  readonly configuration: Configuration;
} {
  const device = loadDevice(store);
  const configuration = configurations.current();
  if (device === null || configuration === null) throw new Refusal('devices/not-enrolled', {});
  return { device, configuration };
}

export function facts(ports: WorkstationPorts) {
  const { device, configuration } = requireEnrolled(ports);
  const { keyId, createdAt, backend, cipher } = requireUsedKeyInfo(ports.folder);
  const wrap = readRecoveryWrap(ports.folder.recovery);
  return {
    deviceId: device.deviceId,
    enrolledAt: device.enrolledAt,
    keyId,
    keyCreatedAt: createdAt,
    // By the time decisions go by: a clock set back does not make a key younger, nor one set back at its making give it a negative age.
    keyAgeDays: Math.max(0, Math.floor((ports.time.decisionMs() - Date.parse(createdAt)) / dayMs)),
    databaseKeyDays: configuration.policy.databaseKeyDays,
    backend,
    cipher,
    recoveryKeyId: wrap?.databaseKeyId === keyId ? wrap.sealed.keyId : null,
    auditSequence: auditHead(ports.store)?.sequence ?? 0,
  };
}

/** @throws Refusal as `workstation.exportAudit` declares them */
export function exportAudit(
  ports: WorkstationPorts,
  session: Session | null,
): { readonly deviceId: string; readonly chain: string } {
  if (session === null) throw new Refusal('access/signed-out', {});
  const { deviceId } = requireEnrolled(ports).device;
  ports.store.write((transaction) => {
    ports.trail.append(transaction, { action: 'audit.exported', actorId: session.staffId, subjectId: deviceId });
  });
  return { deviceId, chain: exportChain(ports.store) };
}

/** @throws Refusal as `workstation.changeKey` declares them */
export async function changeKey(ports: WorkstationPorts, session: Session | null): Promise<void> {
  if (session === null) throw new Refusal('access/signed-out', {});
  const { device, configuration } = requireEnrolled(ports);
  const { deviceId } = device;
  await orderRotation(ports.folder, ports, { deviceId, recoveryKey: configuration.recoveryKey, orderedBy: session.staffId });
  ports.store.write((transaction) => {
    ports.trail.append(transaction, { action: 'device.key-change-ordered', actorId: session.staffId, subjectId: deviceId });
  });
  ports.timers.after(farewellMs, () => void ports.changeKey());
}
