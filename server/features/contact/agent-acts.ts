// What the agent does about a telephone number: it alone can open one (R4.2).
import * as z from 'zod';
import type { Act } from '#server/kernel/agent/act.ts';
import { sealedText } from '#server/kernel/agent/messages.ts';
import { fieldPlace } from '#server/kernel/agent/open-fields.ts';
import { noAnswer } from '#server/kernel/gateways/failure.ts';
import { instant } from '#src/base/instant.ts';
import { language } from '#src/base/language.ts';
import { phonePlace, sealedPhone } from '#src/crypto/contact.ts';
import { callRecord, smsRefusal, smsTemplate } from '#src/domain/contact/schema.ts';

/** Whom a message goes to: what was typed at the web page, what a workstation sealed, or what a record holds. */
const recipient = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('typed'), phone: z.string().max(40) }),
  z.object({ kind: z.literal('sealed'), phone: sealedPhone, place: phonePlace }),
  z.object({ kind: z.literal('record'), envelope: sealedText, field: fieldPlace }),
]);
export type Recipient = z.infer<typeof recipient>;

const digestOutput = z.discriminatedUnion('opened', [
  /** `digest` is keyed by what only the agent holds: whoever has the store cannot guess a number from it. */
  z.object({ opened: z.literal(true), digest: z.string(), isMobile: z.boolean() }),
  z.object({ opened: z.literal(false) }),
]);
export type PhoneDigest = z.infer<typeof digestOutput>;

export const phoneDigestAct = {
  name: 'contact.digest',
  input: z.object({ to: recipient }),
  output: digestOutput,
  patienceMs: 20_000,
} satisfies Act;

const sendInput = z.object({
  /** Goes to the provider as the request's own number: asked twice, it is one message there too. */
  reference: z.uuid(),
  template: smsTemplate,
  language,
  /** What the text is filled with beside the number. */
  values: z.record(z.string(), z.string()),
  to: recipient,
});
export type SendOrder = z.infer<typeof sendInput>;

const sendOutput = z.discriminatedUnion('answered', [
  z.object({
    answered: z.literal(true),
    source: z.string(),
    reference: z.string().nullable(),
    outcome: z.enum(['sent', 'undeliverable']),
    reason: smsRefusal.nullable(),
  }),
  noAnswer,
]);
export type SendAnswer = z.infer<typeof sendOutput>;

/** No gateway has more patience than this. */
export const sendAct = { name: 'contact.send', input: sendInput, output: sendOutput, patienceMs: 100_000 } satisfies Act;

const callQuestion = z.object({
  /** Number of the call: asked twice, it is one request there too. */
  callId: z.uuid(),
  /** When the clerk recorded it. */
  at: instant,
  branchId: z.string(),
  deviceId: z.string(),
  to: recipient,
});
export type CallQuestion = z.infer<typeof callQuestion>;

const callAnswer = z.discriminatedUnion('answered', [
  callRecord.pick({ source: true, reference: true, outcome: true, reason: true }).extend({ answered: z.literal(true) }),
  noAnswer,
]);
export type CallAnswer = z.infer<typeof callAnswer>;

/** Asks the telephone system whether a call took place. */
export const callAct = { name: 'contact.call', input: callQuestion, output: callAnswer, patienceMs: 100_000 } satisfies Act;
