// What a workstation tells of itself and hears about itself, and what an administrator does with the fleet.
import * as z from 'zod';
import { signedDocument } from '#src/crypto/signed.ts';
import { fleet } from '#src/domain/devices/fleet.ts';
import { heldDecision, heldReason, heldRecord } from '#src/domain/devices/held.ts';
import { revocationReasons } from '#src/domain/devices/standing.ts';
import { deviceStatus } from '#src/domain/devices/status.ts';

/** POST /v1/status — the one request a workstation may make while it waits for approval. */
export const statusRequest = z.object({ protocol: z.int(), status: deviceStatus });
export const statusResponse = z.object({
  /** Kind `device-standing`. */
  standing: signedDocument,
});

const deviceId = z.string().min(1).max(100);
const contentHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One decision; `show` changes nothing. */
export const fleetAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('show') }),
  z.object({ kind: z.literal('approve'), deviceId }),
  z.object({ kind: z.literal('revoke'), deviceId, reason: z.enum(revocationReasons) }),
  /** `deviceId` is replaced by `newDeviceId`. */
  z.object({ kind: z.literal('replace'), deviceId, newDeviceId: deviceId }),
  /** Which records of an ended workstation wait for a decision. */
  z.object({ kind: z.literal('held'), deviceId }),
  z.object({
    kind: z.literal('decide-held'),
    deviceId,
    contentHashes: z.array(contentHash).min(1).max(500),
    decision: heldDecision,
    reason: heldReason,
  }),
]);
export type FleetAct = z.infer<typeof fleetAct>;

/** POST /v1/fleet — the device signs the request; the administrator proves who they are in its body, every time. */
export const fleetRequest = z.object({
  protocol: z.int(),
  administrator: z.object({ number: z.string().min(1).max(40), passphrase: z.string().min(1).max(200) }),
  act: fleetAct,
});
export const fleetResponse = z.object({
  /** As it is after the act. */
  fleet,
  /** Of the named workstation, for the acts about held records; else null. */
  held: z.array(heldRecord).nullable(),
});
