// What a workstation tells of itself at its syncs (S7): versions, counts and ages. No name, no number and no content of anybody.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

const count = z.int().nonnegative();
const seconds = z.int().nonnegative();

export const keyHealth = z.object({
  /** The keychain the database key lives in. */
  backend: z.string().max(60),
  ageDays: count,
  /** The second wrap of this very key, sealed to the organisation's recovery key of today, lies beside the database. */
  isRecoverable: z.boolean(),
});

export const deviceStatus = z.object({
  appVersion: z.string().max(40),
  /** Saved and not yet acknowledged by the server. */
  pending: count,
  /** Refused by the server, waiting for a person there. */
  quarantined: count,
  /** Age, not time: the workstation's clock may be wrong by years. Null when nothing waits. */
  oldestPendingSeconds: seconds.nullable(),
  /** When the server acknowledged the newest record, by its own clock; null before the first. */
  lastSyncAt: instant.nullable(),
  key: keyHealth,
  /** Id of the server key it trusts; absent from programs before keys were renewed. */
  serverKeyId: z.string().max(60).exactOptional(),
  freeMebibytes: count.nullable(),
  /** The workstation's clock minus the server's. */
  clockDriftSeconds: z.int().nullable(),
  /** The store was read through at this start and every page was whole; a store that is not whole is not opened at all. */
  storeCheck: z.enum(['passed', 'failed', 'unknown']),
});
export type DeviceStatus = z.infer<typeof deviceStatus>;
