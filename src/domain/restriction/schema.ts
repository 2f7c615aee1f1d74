// Restriction after repeated failure (R3.6). What happened to a subject is a list of facts that only grows: checks that an authority
// refuted, and what named persons decided. The state follows from them (`rules.ts`) and is stored nowhere. Nothing here is personal:
// a subject is a random id, a record is its own.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { refutedReasons } from '#src/domain/verification/schema.ts';

/** `restricted`: business needs a further identity check each time. `suspended`: no business at all. */
export const restrictionState = z.enum(['none', 'restricted', 'suspended']);
export type RestrictionState = z.infer<typeof restrictionState>;

export const failureReason = z.enum(refutedReasons);
export type FailureReason = z.infer<typeof failureReason>;

/** What a further identity check may hold. */
export const furtherCheckPoints = [
  'original-seen',
  'person-matches',
  'details-asked',
  'second-document',
  'contact-reached',
] as const;
export const furtherCheckPoint = z.enum(furtherCheckPoints);
export type FurtherCheckPoint = z.infer<typeof furtherCheckPoint>;
/** Without these nobody has been identified. */
export const requiredPoints: readonly FurtherCheckPoint[] = ['original-seen', 'person-matches', 'details-asked'];

export const checkResult = z.enum(['passed', 'failed']);

export const suspensionReason = z.enum(['check-failed', 'document-doubtful', 'impersonation-suspected', 'subject-stayed-away']);
export const liftingReason = z.enum(['suspicion-settled', 'suspended-by-mistake']);
export const releaseReason = z.enum(['identity-confirmed', 'authority-mistaken', 'counter-mistaken']);

/** A check of an authority that did not agree. */
export const failedCheck = z.object({
  checkId: z.uuid(),
  recordId: registrationId,
  revision: z.int().positive(),
  reason: failureReason,
});
export type FailedCheck = z.infer<typeof failedCheck>;

const checked = z.object({
  kind: z.literal('checked'),
  result: checkResult,
  points: z.array(furtherCheckPoint).min(1).max(furtherCheckPoints.length),
});
const suspended = z.object({ kind: z.literal('suspended'), reason: suspensionReason });
const suspensionLifted = z.object({ kind: z.literal('suspension-lifted'), reason: liftingReason });
const released = z.object({ kind: z.literal('released'), reason: releaseReason });

/** What a supervisor decides (R3.6). */
export const restrictionDecision = z.discriminatedUnion('kind', [checked, suspended, suspensionLifted, released]);
export type RestrictionDecision = z.infer<typeof restrictionDecision>;

/** The registration at a counter before which the subject was identified. */
const counterRecord = z.object({ recordId: registrationId, revision: z.int().positive() });

const at = { at: instant };
/** `by`: staff id of who decided. */
const decided = { ...at, by: z.string().min(1) };

export const restrictionEvent = z.discriminatedUnion('kind', [
  failedCheck.extend({ kind: z.literal('failed'), ...at }),
  /** So many refuted revisions since the last release, and the organisation's limit was reached. */
  z.object({ kind: z.literal('restricted'), failures: z.int().positive(), ...at }),
  checked.extend({ ...decided, atCounter: counterRecord.exactOptional() }),
  suspended.extend(decided),
  suspensionLifted.extend(decided),
  released.extend(decided),
]);
export type RestrictionEvent = z.infer<typeof restrictionEvent>;

/** Whether the further identity check that a restriction opens was made (R3.6). */
export const furtherCheckState = z.enum(['not-needed', 'open', 'passed', 'failed']);
export type FurtherCheckState = z.infer<typeof furtherCheckState>;

/** What a registration of a restricted subject needs at the counter; the organisation chooses. */
export const restrictedRegistrations = z.enum(['further-check', 'refused']);
export type RestrictedRegistrations = z.infer<typeof restrictedRegistrations>;
