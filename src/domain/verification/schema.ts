// Checks of a record by somebody else than the counter (R3.1–R3.3). Each answer is a fact: who said what, when, under which reference.
// A fact holds no personal data: codes, ids and times only, so that it may stand in logs and travel to every screen that needs it.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

export const checkKinds = ['identity-authority', 'public-security'] as const;
/** What is compared: identity number and name with an authority (R3.1), or with the public-security database (R3.2). */
export const checkKind = z.enum(checkKinds);
export type CheckKind = z.infer<typeof checkKind>;

/** `unanswerable`: the source answered that it cannot compare this; asking again would not help. */
export const checkOutcome = z.enum(['confirmed', 'refuted', 'unanswerable']);

/** Why a check was not confirmed, as far as the source says so. A source's own codes are mapped to these by its adapter. */
export const refutedReasons = ['name-differs', 'number-unknown', 'document-invalid', 'portrait-differs', 'differs'] as const;
export const unanswerableReasons = ['document-unsupported', 'values-missing', 'source-refuses'] as const;
export const checkReason = z.enum([...refutedReasons, ...unanswerableReasons]);
export type CheckReason = z.infer<typeof checkReason>;

/** What follows from a revision's facts (`status.ts`). */
export const verificationState = z.enum(['not-required', 'pending', 'verified', 'refuted', 'undecided']);
export type VerificationState = z.infer<typeof verificationState>;

/** The same at a workstation, which may hold a revision that was replaced elsewhere before every authority had answered. */
export const heldState = z.enum([...verificationState.options, 'superseded']);
export type HeldState = z.infer<typeof heldState>;

export const verificationFact = z.object({
  /** Chosen by this server before it first asked; also the idempotency key the source was given. */
  checkId: z.uuid(),
  recordId: registrationId,
  revision: z.int().positive(),
  kind: checkKind,
  /** Name of the gateway that was asked. */
  source: z.string().min(1).max(60),
  /** The source's own number of the request, where it gives one. */
  reference: z.string().max(200).nullable(),
  outcome: checkOutcome,
  /** Null exactly when confirmed. */
  reason: checkReason.nullable(),
  at: instant,
});
export type VerificationFact = z.infer<typeof verificationFact>;
