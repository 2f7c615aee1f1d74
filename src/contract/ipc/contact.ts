import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { callOutcome, callQuestion, callRecord, contactFact, contactPolicy, deferReason } from '#src/domain/contact/schema.ts';
import { contactState } from '#src/domain/contact/state.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

/** A registration in progress with its number as typed, or a saved record, whose number only the program knows. */
const target = { registrationId, phone: z.string().max(100).nullable() };

/** One thing that was done to reach the subject. */
export const contactAttempt = contactFact.omit({ recordId: true, by: true }).extend({
  byName: z.string(),
  /** What the telephone system says of a call; null where it was not asked, or has not answered. */
  record: callRecord.omit({ callId: true, recordId: true }).nullable(),
});

export const contactShown = z.object({
  mode: contactPolicy.shape.mode,
  state: contactState,
  /** Oldest first. */
  attempts: z.array(contactAttempt),
  deferred: deferReason.nullable(),
  /** The number is whole, and a message can reach it. */
  isMobile: z.boolean(),
  hasNumber: z.boolean(),
  /** The last code, as long as it counts. */
  code: z.object({ expiresInSeconds: z.int(), resendInSeconds: z.int(), isSure: z.boolean() }).nullable(),
});
export type ContactShown = z.infer<typeof contactShown>;

const targetErrors = ['registration/unknown', 'registration/already-submitted', 'records/unknown', 'records/closed'] as const;
const doing = ['contact/not-asked', 'contact/no-number'] as const;
const asking = [
  'devices/not-enrolled',
  'devices/unknown',
  'devices/revoked',
  'devices/signature-refused',
  'internal/too-many-requests',
  'server/unreachable',
  'server/answer-invalid',
  'server/protocol-too-old',
  'server/wrong-identity',
  'contact/not-sent',
] as const;

/** Whether a subject is reached under the number they gave (R3.3). */
export const contactCalls = defineCalls({
  'contact.status': {
    input: z.object(target),
    output: contactShown,
    errors: targetErrors,
    permission: 'registration:capture',
    audit: null,
  },
  /** Has the server send a code. The clerk never sees it; the subject reads it aloud. */
  'contact.sendCode': {
    input: z.object(target),
    output: contactShown,
    errors: [
      ...targetErrors,
      ...doing,
      ...asking,
      'contact/not-mobile',
      'contact/too-soon',
      'contact/too-many',
      'contact/undeliverable',
      'contact/code-unknown',
    ],
    permission: 'registration:capture',
    audit: 'contact.code-sent',
  },
  'contact.checkCode': {
    input: z.object({ ...target, code: z.string().regex(/^\d{6}$/) }),
    output: contactShown,
    errors: [
      ...targetErrors,
      ...doing,
      ...asking,
      'contact/code-unknown',
      'contact/code-expired',
      'contact/code-exhausted',
      'contact/code-wrong',
      'contact/number-changed',
    ],
    permission: 'registration:capture',
    audit: 'contact.established',
  },
  /** The clerk called the number: what was asked and what came of it, with who and when. */
  'contact.recordCall': {
    input: z.object({ ...target, outcome: callOutcome, asked: z.array(callQuestion).max(10) }),
    output: contactShown,
    errors: [...targetErrors, ...doing, 'contact/nothing-asked'],
    permission: 'registration:capture',
    audit: 'contact.established',
  },
  /** Puts it off; it stays visible on the record until it is done. */
  'contact.defer': {
    input: z.object({ ...target, reason: deferReason }),
    output: contactShown,
    errors: [...targetErrors, ...doing],
    permission: 'registration:capture',
    audit: 'contact.deferred',
  },
});

export const contactSummary = z.object({ state: contactState, deferred: deferReason.nullable(), at: instant.nullable() });
