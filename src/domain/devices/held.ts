// Records that came out of a workstation after it was taken out of service (S4, R7.3). Nobody can say who made them, so a person decides
// about each: to take it as any other, or to leave it out. Either way it stays here, sealed, with the decision.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

export const heldDecision = z.enum(['accepted', 'rejected']);
export type HeldDecision = z.infer<typeof heldDecision>;

/** What the decision stands on. */
export const acceptingReasons = ['confirmed-by-branch', 'matches-paper', 'before-the-loss'] as const;
export const rejectingReasons = ['after-the-loss', 'suspected-forgery', 'registered-anew'] as const;
export const heldReason = z.enum([...acceptingReasons, ...rejectingReasons]);
export type HeldReason = z.infer<typeof heldReason>;

/** A reason has to speak for the decision it is given for. */
export function isReasonFor(decision: HeldDecision, reason: HeldReason): boolean {
  const fitting: readonly HeldReason[] = decision === 'accepted' ? acceptingReasons : rejectingReasons;
  return fitting.includes(reason);
}

export const heldRecord = z.object({
  contentHash: z.string(),
  recordId: z.string(),
  revision: z.int(),
  sequence: z.int(),
  serviceId: z.string(),
  /** The workstation's claim. */
  submittedAt: instant,
  heldAt: instant,
  /** Why the last try to accept it did not succeed: a code; null when there was none. */
  problem: z.string().nullable(),
});
export type HeldRecord = z.infer<typeof heldRecord>;
