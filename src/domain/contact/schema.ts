// How the counter made sure that a subject is reached under the number they gave (R3.3): by a code sent to it, by a recorded call, or,
// without a connection, later. A fact holds codes, ids and times only; the number stands nowhere in it.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

/** Whether the organisation wants it. `required-or-deferred`: confirmed, or put off as a recorded act, before a registration is saved. */
const contactMode = z.enum(['none', 'optional', 'required-or-deferred']);

/** What is sent by SMS: a code, that a registration was saved (R2.5), that an authority did not confirm it (R3.5), and what follows. */
export const smsTemplate = z.enum(['code', 'registered', 'not-confirmed', 'restricted', 'released', 'request-answered']);
export const noticeTemplate = smsTemplate.exclude(['code']);
export type NoticeTemplate = z.infer<typeof noticeTemplate>;

/** Why a provider will not deliver a message; asking again would not help. */
export const smsRefusal = z.enum(['number-unknown', 'number-blocked', 'text-refused', 'provider-refuses']);

/** How a call ended, as the clerk says. Only the first reached the person. */
export const callOutcomes = ['confirmed', 'other-person', 'wrong-number', 'not-answered'] as const;
export const callOutcome = z.enum(callOutcomes);
export type CallOutcome = z.infer<typeof callOutcome>;

/** What was asked on the telephone. */
export const callQuestions = ['name', 'document-ending', 'own-matter'] as const;
export const callQuestion = z.enum(callQuestions);

export const contactFact = z.object({
  /** Of a code: the number it was sent under, which the provider heard too. Of a call: chosen by the workstation. */
  factId: z.uuid(),
  recordId: z.uuid(),
  way: z.enum(['sms-code', 'telephone']),
  /** Who says so: the gateway's name, or `counter`. */
  source: z.string().min(1).max(60),
  /** The provider's own number of the message; null for a call. */
  reference: z.string().max(200).nullable(),
  outcome: z.enum(['confirmed', 'refuted']),
  /** Null exactly when confirmed. */
  reason: callOutcome.exclude(['confirmed']).nullable(),
  /** What was asked in a call; empty for a code. */
  asked: z.array(callQuestion).max(callQuestions.length),
  /** Staff id. */
  by: z.string().max(200),
  at: instant,
});
export type ContactFact = z.infer<typeof contactFact>;

/** Why a telephone system does not bear a call out, as far as it says. */
export const callRecordReason = z.enum(['no-such-call', 'too-short', 'source-refuses']);

/** What the telephone system says of a call that a clerk recorded: it stands beside the clerk's word and changes nothing in it. */
export const callRecord = z.object({
  /** `factId` of the call; also the number the system was asked under. */
  callId: z.uuid(),
  recordId: z.uuid(),
  /** Name of the gateway that was asked. */
  source: z.string().min(1).max(60),
  /** The system's own number of the call. */
  reference: z.string().max(200).nullable(),
  /** `unanswerable`: it cannot say; asking again would not help. */
  outcome: z.enum(['confirmed', 'refuted', 'unanswerable']),
  /** Null exactly when confirmed. */
  reason: callRecordReason.nullable(),
  at: instant,
});
export type CallRecord = z.infer<typeof callRecord>;

/** Why it was put off. */
export const deferReason = z.enum(['offline', 'gateway', 'subject-asks']);

export type DeferReason = z.infer<typeof deferReason>;

/** What a saved record says of the contact, in codes only. Absent: the organisation did not ask, or nobody did anything. */
export const headerContact = z.object({
  state: z.enum(['confirmed', 'deferred']),
  /** The fact it stands on; null when deferred. */
  factId: z.uuid().nullable(),
  /** Null when confirmed. */
  reason: deferReason.nullable(),
});

/** What the organisation decides about it. */
export const contactPolicy = z.object({
  mode: contactMode,
  codeMinutes: z.int().positive().max(60),
  /** Wrong codes after which a new one is needed. */
  codeAttempts: z.int().positive().max(10),
  resendSeconds: z.int().positive().max(3_600),
  codesPerPhoneDay: z.int().positive().max(1_000),
  codesPerWorkstationHour: z.int().positive().max(10_000),
  /** Codes of the online channel, which has one device for everybody. */
  codesOnlineHour: z.int().positive().max(100_000).default(600),
  /** Which messages subjects are sent; none at first. */
  notices: z.array(noticeTemplate),
  /** Whether the telephone system is asked about calls that reached the person. */
  callRecords: z.boolean().default(false),
});
export type ContactPolicy = z.infer<typeof contactPolicy>;

export const contactDefaults: ContactPolicy = {
  mode: 'none',
  codeMinutes: 10,
  codeAttempts: 5,
  resendSeconds: 60,
  codesPerPhoneDay: 10,
  codesPerWorkstationHour: 60,
  codesOnlineHour: 600,
  notices: [],
  callRecords: false,
};
