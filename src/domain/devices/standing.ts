// Where a workstation stands with its organisation (R7.3, S7). The server signs it, because a workstation believes nobody else: a plain
// refusal or a lying network must not be able to take a counter out of service, and an old answer must not bring one back.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

/**
 * waiting: enrolled, and an administrator has not approved it yet. active: may work. revoked: taken out of service. retired: replaced
 * by another workstation. The last two are for good: such a workstation comes back only by a new enrolment.
 */
export const deviceState = z.enum(['waiting', 'active', 'revoked', 'retired']);
export type DeviceState = z.infer<typeof deviceState>;

/** Why a workstation is taken out of service. */
export const endingReason = z.enum(['lost', 'stolen', 'compromised', 'misused', 'decommissioned', 'not-approved', 'replaced']);
export type EndingReason = z.infer<typeof endingReason>;

/** What a person may choose; `replaced` comes of a replacement. */
export const revocationReasons = ['lost', 'stolen', 'compromised', 'misused', 'decommissioned', 'not-approved'] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** Body of the signed `device-standing` document. */
export const deviceStanding = z.object({
  organisationId: z.string(),
  deviceId: z.string(),
  /** Grows with every decision about this workstation. */
  version: z.int().positive(),
  state: deviceState,
  /** Null unless it has ended. */
  reason: endingReason.nullable(),
  decidedAt: instant,
  /** What it is called; a replacement takes over the name of the one it replaces. */
  name: z.string(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
});
export type DeviceStanding = z.infer<typeof deviceStanding>;

export function isEnded(state: DeviceState): boolean {
  return state === 'revoked' || state === 'retired';
}

/**
 * Does what was just heard replace what is known? An end is final, so it needs no version to be believed and nothing undoes it; all
 * else only moves forward.
 */
export function isNews(known: Pick<DeviceStanding, 'state' | 'version'> | null, heard: DeviceStanding): boolean {
  if (known === null) return true;
  if (isEnded(known.state)) return false;
  return isEnded(heard.state) || heard.version > known.version;
}
