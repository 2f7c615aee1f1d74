// Answers of authorities on their way to the workstation that captured the record (R3.7). A page is signed as a whole: nobody between
// can add, drop or exchange an answer, and the cursor in it never goes back.
import * as z from 'zod';
import { registrationId } from '#src/domain/registration/schema.ts';
import { checkKind, verificationFact } from '#src/domain/verification/schema.ts';
import { refusalMessage } from '#src/domain/verification/telling.ts';

/** POST /v1/verification — facts about this device's own records after a cursor; 0 = from the first. */
export const verificationRequest = z.object({ protocol: z.int(), after: z.int().nonnegative() });

/** Checks of this device's records that have no answer yet, by what came of the last attempt; null: it was not asked about yet. */
export const waitingChecks = z.object({
  kind: checkKind,
  failure: z.string().max(60).nullable(),
  count: z.int().positive(),
});
export type WaitingChecks = z.infer<typeof waitingChecks>;

export const supersededRevision = z.object({ recordId: registrationId, revision: z.int().positive() });
export type SupersededRevision = z.infer<typeof supersededRevision>;

/** Body of the signed `verification` document. */
export const verificationPage = z.object({
  organisationId: z.string(),
  deviceId: z.string(),
  after: z.int().nonnegative(),
  /** What to ask for next; equal to `after` when there is nothing new. */
  cursor: z.int().nonnegative(),
  isMore: z.boolean(),
  facts: z.array(verificationFact).max(500),
  waiting: z.array(waitingChecks).max(100).exactOptional(),
  /** Revisions that were replaced before every authority had answered: nobody is asked about them any more. */
  superseded: z.array(supersededRevision).max(500).exactOptional(),
  /** What became of messages that tell subjects of a refusal, oldest first; a later one about the same message stands. */
  messages: z.array(refusalMessage).max(500).default([]),
});
export type VerificationPage = z.infer<typeof verificationPage>;
