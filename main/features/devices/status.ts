// What this workstation tells of itself (S7): counts, ages and versions, made when it is asked for.

import { loadDevice } from '#main/kernel/device/device.ts';
import { readRecoveryWrap } from '#main/kernel/keys/recovery-wrap.ts';
import { requireUsedKeyInfo } from '#main/kernel/keys/rotation.ts';
import { readCounts } from '#main/kernel/outbox/queue.ts';
import type { DeviceStatus } from '#src/domain/devices/status.ts';
import type { StatusPorts } from './ports.ts';

const secondMs = 1_000;
const dayMs = 86_400_000;

/** Whole units between two instants of one clock; a clock that was set back makes nothing negative. */
function age(fromMs: number, toMs: number, unitMs: number): number {
  return Math.max(0, Math.floor((toMs - fromMs) / unitMs));
}

function keyHealthOf({ folder, time, configurations }: StatusPorts): DeviceStatus['key'] {
  const { keyId, backend, createdAt } = requireUsedKeyInfo(folder);
  const wrap = readRecoveryWrap(folder.recovery);
  const isOfThisKey = wrap?.databaseKeyId === keyId;
  const isRecoverable = isOfThisKey && wrap.sealed.keyId === configurations.current()?.recoveryKey.keyId;
  return { backend: backend.slice(0, 60), ageDays: age(Date.parse(createdAt), time.decisionMs(), dayMs), isRecoverable };
}

function trustedKey(store: StatusPorts['store']): Pick<DeviceStatus, 'serverKeyId'> {
  const device = loadDevice(store);
  return device === null ? {} : { serverKeyId: device.serverKey.keyId };
}

export function ownStatus(ports: StatusPorts): DeviceStatus {
  const { store, clock, disk, time, appVersion } = ports;
  const { waiting, quarantined, oldestWaitingAt, lastReceipt } = readCounts(store);
  const driftMs = time.driftMs();
  return {
    appVersion: appVersion.slice(0, 40),
    pending: waiting,
    quarantined,
    oldestPendingSeconds: oldestWaitingAt === null ? null : age(Date.parse(oldestWaitingAt), clock.nowMs(), secondMs),
    lastSyncAt: lastReceipt?.receivedAt ?? null,
    key: keyHealthOf(ports),
    ...trustedKey(store),
    freeMebibytes: disk.freeMebibytes(),
    clockDriftSeconds: driftMs === null ? null : Math.round(driftMs / secondMs),
    // Every page was read when the store was opened (store/check.ts); one that is not whole is a trouble, and nothing reports then.
    storeCheck: 'passed',
  };
}
