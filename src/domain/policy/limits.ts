// How near this workstation is to each limit of the policy (S2, S5): pure, so that program, status bar and sign-in screen agree.
import * as z from 'zod';
import { instant, instantFromMs } from '#src/base/instant.ts';
import type { Policy } from './schema.ts';

export const limitName = z.enum(['offline-days', 'pending', 'disk', 'clock-drift']);
export type LimitName = z.infer<typeof limitName>;

/** fine; warning from 70 % of the limit on; reached: what the limit forbids is refused now. */
export const limitLevel = z.enum(['fine', 'warning', 'reached']);
export type LimitLevel = z.infer<typeof limitLevel>;

export const limit = z.object({
  name: limitName,
  level: limitLevel,
  /** In the limit's own unit (days, records, mebibytes free, minutes); null when it is not known. */
  used: z.number().nullable(),
  allowed: z.number(),
  /** When it will be reached if nothing changes; null where that cannot be foreseen. */
  reachedAt: instant.nullable(),
});
export type Limit = z.infer<typeof limit>;

/** What is measured. */
export interface Usage {
  /** Whole days since the server was last heard, and the instant it was; null before the first time. */
  readonly offlineDays: number;
  readonly heardMs: number | null;
  readonly waiting: number;
  readonly freeMebibytes: number | null;
  /** This workstation's clock minus the server's, at the last verified answer. */
  readonly driftMs: number | null;
}

const warningShare = 0.7;
const minuteMs = 60_000;
const dayMs = 86_400_000;

function levelOf(share: number, isReached: boolean): LimitLevel {
  if (isReached) return 'reached';
  return share >= warningShare ? 'warning' : 'fine';
}

/** Ends to the minute, so that a deactivation reaches everybody within the policy's days and no later. */
function offlineDays({ offlineSignInDays: allowed }: Policy, { offlineDays: used, heardMs }: Usage): Limit {
  const reachedAt = heardMs === null ? null : instantFromMs(heardMs + allowed * dayMs);
  return { name: 'offline-days', level: levelOf(used / allowed, used >= allowed), used, allowed, reachedAt };
}

function pending({ maximumPending: allowed }: Policy, { waiting: used }: Usage): Limit {
  return { name: 'pending', level: levelOf(used / allowed, used >= allowed), used, allowed, reachedAt: null };
}

/** Space runs down, not up: 70 % is where the free space has shrunk to the minimum divided by 0.7. */
function disk({ minimumFreeMebibytes: allowed }: Policy, { freeMebibytes: used }: Usage): Limit {
  const level = used === null ? 'fine' : levelOf(allowed / Math.max(used, 1), used < allowed);
  return { name: 'disk', level, used, allowed, reachedAt: null };
}

function clockDrift({ maximumClockDriftMinutes: allowed }: Policy, { driftMs }: Usage): Limit {
  const minutes = driftMs === null ? null : driftMs / minuteMs;
  const share = Math.abs(minutes ?? 0) / allowed;
  const used = minutes === null ? null : Math.round(minutes);
  return { name: 'clock-drift', level: levelOf(share, share >= 1), used, allowed, reachedAt: null };
}

/** Every limit, in the order a person should look at them. */
export function limitsOf(policy: Policy, usage: Usage): readonly Limit[] {
  return [offlineDays, pending, disk, clockDrift].map((measure) => measure(policy, usage));
}
