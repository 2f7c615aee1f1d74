// What the organisation decides for its workstations. Every number carries its unit in its name.
import * as z from 'zod';

export const policy = z.object({
  /** How long staff may sign in without the workstation having heard from the server (R7.1). */
  offlineSignInDays: z.int().positive(),
  /** Failed passphrases before the growing delay begins. */
  signInAttempts: z.int().positive(),
  /** Idle time after which the screen locks. */
  idleLockMinutes: z.int().positive(),
  /** How long after its submission the clerk may reopen an own record; then the local copy's key is destroyed. 0 = never. */
  reopenDays: z.int().nonnegative().default(7),
  /** How many records may wait for the server before new registrations are refused. */
  maximumPending: z.int().positive().default(10_000),
  /** Free space of the disk below which new registrations are refused. */
  minimumFreeMebibytes: z.int().positive().default(512),
  /** Difference between this workstation's clock and the server's that a person is told of. */
  maximumClockDriftMinutes: z.int().positive().default(10),
});
export type Policy = z.infer<typeof policy>;
