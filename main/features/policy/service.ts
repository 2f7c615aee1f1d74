// The limits of the policy, measured here and now (S2, S5). Days end at the sign-in and end sessions, a full queue and a full disk at the
// notice that would begin a registration: what is open then can be finished and submitted. A wrong clock only warns.
import { readCounts } from '#main/kernel/outbox/queue.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type Limit, type LimitName, limitsOf } from '#src/domain/policy/limits.ts';
import type { PolicyPorts } from './ports.ts';

/** Every limit; none before the enrolment. */
export function readLimits({ store, time, disk, configurations }: PolicyPorts): readonly Limit[] {
  const policy = configurations.current()?.policy;
  if (policy === undefined) return [];
  return limitsOf(policy, {
    offlineDays: time.daysSinceVerified(),
    heardMs: time.verifiedMs(),
    waiting: readCounts(store).waiting,
    freeMebibytes: disk.freeMebibytes(),
    driftMs: time.driftMs(),
  });
}

/** @throws Refusal `policy/too-many-pending`, `policy/disk-low`: no new registration may be begun */
export function requireRoom(ports: PolicyPorts): void {
  const limits = readLimits(ports);
  const reached = (name: LimitName) => limits.find((limit) => limit.name === name && limit.level === 'reached');
  const pending = reached('pending');
  if (pending !== undefined) {
    throw new Refusal('policy/too-many-pending', { waiting: pending.used ?? 0, allowed: pending.allowed });
  }
  const disk = reached('disk');
  if (disk !== undefined) throw new Refusal('policy/disk-low', { free: disk.used ?? 0, needed: disk.allowed });
}
