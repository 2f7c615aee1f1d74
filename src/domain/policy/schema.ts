// What the organisation decides for its workstations. Every number carries its unit in its name.
import * as z from 'zod';

export const policy = z.object({
  /** How long staff may sign in without the workstation having heard from the server (R7.1). */
  offlineSignInDays: z.int().positive(),
  /** Failed passphrases before the growing delay begins. */
  signInAttempts: z.int().positive(),
  /** Idle time after which the screen locks. */
  idleLockMinutes: z.int().positive(),
});
export type Policy = z.infer<typeof policy>;
