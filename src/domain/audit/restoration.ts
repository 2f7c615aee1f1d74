// A person's statement that the server was put back to a backup (R4.5, R10.4): signed by the server, so that whoever remembers more of
// its log than there is now can tell an announced loss from a rewritten history.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

export const restorationReasons = ['disk-failure', 'database-damaged', 'mistake', 'attack', 'other'] as const;

export const restoration = z.object({
  format: z.literal(1),
  organisationId: z.string().min(1),
  restorationId: z.string().min(1).max(200),
  backupId: z.string().min(1).max(200),
  /** Checkpoint of the log as it was restored; the log goes on from it. */
  restored: z.string().max(10_000),
  /** The newest checkpoint from before the loss that somebody outside still had. */
  lost: z.string().max(10_000).nullable(),
  /** Records with a higher position are not at the server any more. */
  lastPosition: z.int().nonnegative(),
  reason: z.enum(restorationReasons),
  /** The staff member who answers for it. */
  acceptedBy: z.string().min(1).max(200),
  acceptedAt: instant,
});
export type Restoration = z.infer<typeof restoration>;
