import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { contactAttempt, contactSummary } from '#src/contract/ipc/contact.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { auditAction } from '#src/domain/audit/events.ts';
import { contactState } from '#src/domain/contact/state.ts';
import { fieldDefinition } from '#src/domain/forms/schema.ts';
import { viewPurposes } from '#src/domain/records/reopening.ts';
import { correctionReason, fieldValues, registrationId } from '#src/domain/registration/schema.ts';
import { outboxState } from '#src/domain/sync/states.ts';
import { checkKind, checkOutcome, checkReason, heldState } from '#src/domain/verification/schema.ts';
import { refusalMessageState, tellingWay } from '#src/domain/verification/telling.ts';

/** The scanned code of a receipt is the longest. */
export const searchTextLength = 600;

/** A saved record as lists show it: masked, and empty once it is closed. Always its newest revision. */
export const recordListItem = z.object({
  sequence: z.int(),
  recordId: registrationId,
  revision: z.int(),
  serviceName: localText,
  maskedName: z.string(),
  maskedDocumentNumber: z.string(),
  capturedBy: z.string(),
  isOwn: z.boolean(),
  submittedAt: instant,
  state: outboxState,
  receiptPosition: z.int().nullable(),
  isClosed: z.boolean(),
  /** Derived from what authorities answered (R3.4, R3.7); never "verified" without their word. */
  verification: heldState,
  /** An authority refuted it and the subject has not been told from here (R3.5). */
  mustTell: z.boolean(),
  /** What became of a message by SMS that tells them; null where none is sent. */
  message: refusalMessageState.nullable(),
  /** Whether the subject was reached under the number given (R3.3); apart from what was checked here and what authorities answered. */
  contact: contactState,
  /** Until when it can be opened; null while it is not at the server (then it stays open) and once it is closed. */
  openUntil: instant.nullable(),
});
export type RecordListItem = z.infer<typeof recordListItem>;

/** One answer of an authority (R3.1, R3.2). */
const verificationAnswer = z.object({
  kind: checkKind,
  source: z.string(),
  reference: z.string().nullable(),
  outcome: checkOutcome,
  reason: checkReason.nullable(),
  at: instant,
});

const refused = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });

/** One saved revision; earlier ones stay (R3.5, R8.3). */
const recordRevision = z.object({
  revision: z.int(),
  state: outboxState,
  submittedAt: instant,
  capturedBy: z.string(),
  contentHash: z.string(),
  receipt: z.object({ position: z.int(), receivedAt: instant }).nullable(),
  lastError: refused.nullable(),
  /** Why it replaced the one before; null for the first. */
  reason: correctionReason.nullable(),
  isClosed: z.boolean(),
  verification: z.object({
    state: heldState,
    waitingFor: z.array(checkKind),
    answers: z.array(verificationAnswer),
    /** How the subject was told of a refusal, each way once. */
    tellings: z.array(z.object({ way: tellingWay, byName: z.string(), at: instant })),
    /** And by SMS from the server. */
    message: z.object({ state: refusalMessageState, at: instant }).nullable(),
  }),
});

/** What happened to it, from the audit trail. */
const recordEvent = z.object({
  sequence: z.int(),
  at: instant,
  action: auditAction,
  /** Null: the workstation itself. */
  actorName: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export const recordDetail = z.object({
  item: recordListItem,
  serviceId: z.string(),
  /** In which the subject was shown the notice. */
  noticeLanguage: language,
  /** The newest revision has images or signatures, which a correction cannot carry over. */
  hasImages: z.boolean(),
  /** Fields of the newest revision that hold a value, masked; none once it is closed. */
  fields: z.array(z.object({ field: fieldDefinition, masked: z.string() })),
  revisions: z.array(recordRevision),
  events: z.array(recordEvent),
  /** What was done to reach the subject; oldest first. */
  contact: contactSummary.extend({ attempts: z.array(contactAttempt) }),
  /** Somebody has begun a correction and not submitted it. */
  correction: z.object({ byName: z.string(), isOwn: z.boolean() }).nullable(),
});
export type RecordDetail = z.infer<typeof recordDetail>;

export const recordsCalls = defineCalls({
  /**
   * Own saved records, a supervisor's: all of this workstation (R5.2). Newest first, masked. `text` may be a document number, a name, a
   * phone number, a receipt's number, its scanned code or a record number; `before` is the sequence of the last row already shown.
   */
  'records.search': {
    input: z.object({
      text: z.string().max(searchTextLength),
      day: isoDate.nullable(),
      before: z.int().nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({ items: z.array(recordListItem) }),
    errors: [],
    permission: 'records:view',
    audit: null,
  },
  /** One record: masked fields, all revisions, what happened. */
  'records.open': {
    input: z.object({ recordId: registrationId }),
    output: recordDetail,
    errors: ['records/unknown'],
    permission: 'records:view',
    audit: null,
  },
  /** Shows values unmasked, for a stated purpose (R1.3, R5.1). Recorded before they are given out; the screen hides them again. */
  'records.unmask': {
    input: z.object({
      recordId: registrationId,
      /** Null: all of them. */
      field: z.string().max(60).nullable(),
      purpose: z.enum(viewPurposes),
    }),
    output: z.object({ values: fieldValues }),
    errors: ['records/unknown', 'records/closed'],
    permission: 'records:view',
    audit: 'record.unmasked',
  },
  /**
   * Makes a draft of the newest revision, to be corrected, reviewed and submitted as the next one (R3.5). Goes on with `registration.resume`.
   * A record the server refused may also be submitted again unchanged.
   */
  'records.reopen': {
    input: z.object({ recordId: registrationId, reason: z.enum(['mistake-found', 'subject-request']) }),
    output: z.object({ registrationId }),
    errors: [
      'records/unknown',
      'records/closed',
      'records/being-corrected',
      'records/corrected-elsewhere',
      'records/notice-changed',
      'forms/service-unknown',
    ],
    permission: 'registration:capture',
    audit: 'record.reopened',
  },
});
