// A registration (实名登记): one form filled at the counter for one subject and one service.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language } from '#src/base/language.ts';
import { attachment, declinedSignature } from '#src/domain/attachments/schema.ts';
import { fieldConsent, noticeAcceptance } from '#src/domain/consent/schema.ts';
import { headerContact } from '#src/domain/contact/schema.ts';

export const registrationId = z.uuid().brand<'RegistrationId'>();
export type RegistrationId = z.infer<typeof registrationId>;

/** UTF-16 units of a value as typed. More than any field keeps, so that spaces and separators never count against a person. */
export const maxTypedLength = 2_000;

/** Field name → value as typed (draft) or as normalised by its check (record). */
export const fieldValues = z.record(z.string(), z.string().max(maxTypedLength));
export type FieldValues = z.infer<typeof fieldValues>;

/** Values while they are typed: one that is too long stays so, and keeps nobody from keeping the others (S2). */
export const draftValues = z.record(z.string(), z.string().max(maxTypedLength + 1));

/** What is kept of values while they are typed: of one that is too long as much as makes it too long. */
export function keptWhileTyped(values: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.slice(0, maxTypedLength + 1)]));
}

/** R2.4: what was checked, by whom, when. */
export const review = z.object({ reviewedBy: z.string(), reviewedAt: instant, checks: z.array(z.string()).min(1) });
export type Review = z.infer<typeof review>;

/** Why a supervisor sends a reviewed registration back to the clerk. */
export const sendBackReason = z.enum(['values-differ', 'document-doubtful', 'consent-unclear', 'other']);
export type SendBackReason = z.infer<typeof sendBackReason>;

export const correctionReason = z.enum(['mistake-found', 'refused-by-server', 'refused-by-authority', 'subject-request']);

/** What a later revision of a record replaces, and why (R3.5, R8.3). The earlier one stays. */
export const correction = z.object({
  /** Revision and content hash of the record this one replaces. */
  revision: z.int().positive(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: correctionReason,
});

export type Correction = z.infer<typeof correction>;

/**
 * Everything about a record that is not the subject's personal data. It travels in the clear beside the sealed values and is
 * bound to them as additional authenticated data, so no part of it can be exchanged afterwards.
 */
export const recordHeader = z.object({
  organisationId: z.string(),
  branchId: z.string(),
  deviceId: z.string(),
  recordId: registrationId,
  revision: z.int().positive(),
  serviceId: z.string(),
  form: z.object({ id: z.string(), version: z.int() }),
  language,
  notice: noticeAcceptance,
  consents: z.array(fieldConsent),
  capturedBy: z.string(),
  review,
  /** The supervisor's, where the service asks for four eyes. */
  secondReview: review.exactOptional(),
  /** A supervisor identified a restricted subject anew before this was submitted (R3.6). */
  furtherCheck: review.exactOptional(),
  attachments: z.array(attachment).exactOptional(),
  /** Optional signatures that were asked for and not given. */
  declinedSignatures: z.array(declinedSignature).exactOptional(),
  /** Whether the subject was reached under the number given (R3.3). */
  contact: headerContact.exactOptional(),
  /** Present exactly when the revision is not the first. */
  corrects: correction.exactOptional(),
  submittedAt: instant,
});
export type RecordHeader = z.infer<typeof recordHeader>;
