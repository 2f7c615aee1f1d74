// What the organisation decides for its workstations. Every number carries its unit in its name.
import * as z from 'zod';
import { contactDefaults, contactPolicy } from '#src/domain/contact/schema.ts';
import { restrictedRegistrations } from '#src/domain/restriction/schema.ts';
import { checkKind } from '#src/domain/verification/schema.ts';

export const policy = z.object({
  /** How long staff may sign in and stay signed in without the workstation having heard from the server (R7.1). */
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
  /** How often the server makes a backup of its data (R4.5). */
  backupEveryHours: z.int().positive().max(8_760).default(24),
  /** How many of them are kept. */
  backupsKept: z.int().positive().max(10_000).default(14),
  /** The erasure horizon (R9.5): no backup of data or keys is kept longer, so what was deleted can be opened from none after it. */
  erasureHorizonDays: z.int().positive().max(3_650).default(90),
  /** How long records are still accepted that were sealed to a class key after a newer one was published (R4.2). */
  formerClassKeyDays: z.int().positive().max(3_650).default(180),
  /** Age of a workstation's database key after which its IT administrator is asked to change it (S3). */
  databaseKeyDays: z.int().positive().default(365),
  /** Whether a new workstation waits for an administrator's approval before it gets a configuration and may work. */
  enrolment: z.object({ approval: z.enum(['none', 'required']) }).default({ approval: 'none' }),
  /** Days without a word after which the fleet page calls a workstation silent. */
  silentAfterDays: z.int().positive().default(7),
  /** Whether values of saved records may still be opened at a workstation that was taken out of service. */
  isReadableAfterRevocation: z.boolean().default(false),
  /** Who must have confirmed a registration before it counts as verified (R3.1, R3.2). Empty: nobody is asked. */
  requiredChecks: z.array(checkKind).default([]),
  /** The smallest count that statistics tell (R5.5). */
  smallestCount: z.int().min(2).max(1_000).default(5),
  /** How long a proof at the server holds before the passphrase is asked again (R5.2). */
  staffSessionMinutes: z.int().positive().max(480).default(15),
  /** Whether and how it is made sure that a subject is reached under the number they gave (R3.3), and which messages they are sent (R2.5). */
  contact: contactPolicy.default(contactDefaults),
  /** Working days until a subject has the copy of their own data (R8.2). */
  queryDays: z.int().positive().max(250).default(15),
  /** Working days until a correction is made and the subject told, or told why not (R8.3). */
  correctionDays: z.int().positive().max(250).default(15),
  /** Whether somebody else than who took the application in has to check it. */
  correctionNeedsSecondPerson: z.boolean().default(true),
  /** The branch whose staff answer requests of people registered online. Null: the online branch itself, or else the first who may decide. */
  onlineBranchId: z.string().max(200).nullable().default(null),
  /** So many refuted revisions of a subject's records since the last release restrict them (R3.6). */
  restrictAfterFailures: z.int().positive().max(100).default(3),
  /** What a registration of a restricted subject needs: a supervisor's further identity check, or it is refused. */
  restrictedRegistrations: restrictedRegistrations.default('further-check'),
});
export type Policy = z.infer<typeof policy>;
