import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { stepUpErrors } from '#src/contract/ipc/step-up.ts';
import { acceptingParty, noticeDefinition } from '#src/domain/consent/schema.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { service } from '#src/domain/organisation/schema.ts';
import { draftValues, fieldValues, registrationId, sendBackReason } from '#src/domain/registration/schema.ts';
import { credentials } from '#src/domain/staff/schema.ts';
import { outboxState } from '#src/domain/sync/states.ts';

/** One of the caller's own registrations that is not submitted yet. */
const unfinishedRegistration = z.object({
  registrationId,
  serviceName: localText,
  maskedName: z.string(),
  begunAt: instant,
  savedAt: instant.nullable(),
  /** It corrects a saved record. */
  isCorrection: z.boolean(),
});
export type UnfinishedRegistration = z.infer<typeof unfinishedRegistration>;

/** Another registration at this workstation with the same document: masked, whoever captured it. */
const sameDocument = z.object({
  registrationId,
  state: z.enum(['draft', ...outboxState.options]),
  serviceName: localText,
  maskedName: z.string(),
  maskedDocumentNumber: z.string(),
  at: instant,
  byName: z.string(),
  isOwn: z.boolean(),
});
export type SameDocument = z.infer<typeof sameDocument>;

/** Fields that stand as a document reader filled them in. The screen says so; a changed value is the clerk's. */
const fromReader = z.array(z.string().max(60)).max(100);

export const registrationCalls = defineCalls({
  /** Keeps what was typed so far, unchecked (S2). Called by the screen a moment after each change. */
  'registration.save': {
    input: z.object({ registrationId, values: draftValues, fromReader: fromReader.default([]) }),
    output: z.object({ savedAt: instant }),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    audit: null,
  },
  /** The caller's own unsubmitted registrations, newest first. Nobody sees another's (S6). */
  'registration.unfinished': {
    input: z.object({}),
    output: z.object({ items: z.array(unfinishedRegistration) }),
    errors: [],
    permission: 'registration:capture',
    audit: null,
  },
  /** Goes on with one of them: its own notice and its form as asked of who accepted, what was typed, and the consents given. */
  'registration.resume': {
    input: z.object({ registrationId }),
    output: z.object({
      registrationId,
      isCorrection: z.boolean(),
      service,
      form: formDefinition,
      notice: noticeDefinition,
      language,
      acceptedBy: acceptingParty,
      acceptedAt: instant,
      values: draftValues,
      agreed: z.array(z.string()),
      fromReader,
    }),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    audit: 'registration.resumed',
  },
  /** Who else here carries this document (R1.2). Asked when a number is complete; never keeps anybody from going on. */
  'registration.sameDocument': {
    input: z.object({ registrationId, type: z.enum(documentTypes), number: z.string().max(100) }),
    output: z.object({ items: z.array(sameDocument) }),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    // What was found and shown is recorded; a look that finds nothing reveals nothing.
    audit: null,
  },
  /**
   * The clerk's on-the-spot review (R2.4): values are checked again here, whatever the screen did; a supplementary value without
   * its consent is left out (R2.6). Stores exactly what will be submitted. Reviewing again replaces the earlier review.
   */
  'registration.review': {
    input: z.object({
      registrationId,
      values: fieldValues,
      checks: z.array(z.string().max(60)).max(40),
      /** Registrations with the same document that the clerk has seen and said to be the same person with another matter. */
      acknowledged: z.array(registrationId).max(50).default([]),
      fromReader: fromReader.default([]),
    }),
    output: z.object({ reviewedAt: instant, values: fieldValues, leftOut: z.array(z.string()) }),
    errors: [
      'registration/unknown',
      'registration/already-submitted',
      'registration/invalid',
      'registration/review-incomplete',
      'registration/signature-missing',
      'contact/not-established',
      'registration/duplicate-unacknowledged',
      'restriction/refused',
    ],
    permission: 'registration:capture',
    audit: 'registration.reviewed',
  },
  /**
   * Four eyes (R2.4): a supervisor, verified beside the clerk's session, confirms exactly what the clerk reviewed. Void as soon as the
   * values, a consent or the review change.
   */
  'registration.confirm': {
    input: z.object({ registrationId, supervisor: credentials, checks: z.array(z.string().max(60)).max(40) }),
    output: z.object({ reviewedAt: instant, reviewedBy: z.string() }),
    errors: [
      ...stepUpErrors,
      'registration/unknown',
      'registration/already-submitted',
      'registration/not-reviewed',
      'registration/review-incomplete',
    ],
    permission: 'registration:capture',
    audit: 'registration.confirmed',
  },
  /** The supervisor does not confirm: the review is void, the draft stays with the clerk. */
  'registration.sendBack': {
    input: z.object({ registrationId, supervisor: credentials, reason: sendBackReason }),
    output: z.object({ sentBackBy: z.string() }),
    errors: [...stepUpErrors, 'registration/unknown', 'registration/already-submitted', 'registration/not-reviewed'],
    permission: 'registration:capture',
    audit: 'registration.sent-back',
  },
  /** Seals the reviewed values and saves them durably (S2, R4.7). Answers only after the store's commit. */
  'registration.submit': {
    input: z.object({ registrationId }),
    output: z.object({ recordId: registrationId, contentHash: z.string(), submittedAt: instant }),
    errors: [
      'registration/unknown',
      'registration/already-submitted',
      'registration/not-reviewed',
      'registration/second-review-missing',
      'contact/not-established',
      'restriction/check-needed',
      'restriction/refused',
    ],
    permission: 'registration:capture',
    audit: 'registration.submitted',
  },
  /** Drops an unsubmitted registration with everything typed. */
  'registration.discard': {
    input: z.object({ registrationId }),
    output: z.object({}),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    audit: 'registration.discarded',
  },
});
