// A provider is described, not programmed (R3.1–R3.3): address, request, signature and the meaning of its answers stand in a file of the
// data directory. Secrets stand in files of their own, which the description names.
import * as z from 'zod';
import { localText } from '#src/base/language.ts';
import { maximumImageBytes } from '#src/domain/attachments/schema.ts';
import { callRecordReason, smsRefusal, smsTemplate } from '#src/domain/contact/schema.ts';
import { checkKind, checkReason } from '#src/domain/verification/schema.ts';

/** Path into a JSON answer: RFC 6901. */
const pointer = z.string().regex(/^(\/[^/]*)*$/);
const secretName = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** A string with `{{reference}}`, `{{timestamp}}`, `{{secret:NAME}}` and what its kind is given in it, or JSON made of such. */
export type Template = string | number | boolean | null | { [key: string]: Template } | Template[];
const template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(template), z.record(z.string(), template)]),
);

const hmac = z.object({
  algorithm: z.enum(['hmac-sha256', 'hmac-sha512']),
  secret: secretName,
  header: z.string().min(1),
  encoding: z.enum(['hex', 'base64']).default('hex'),
});

const codes = z.array(z.string());

/** How a provider of any kind is asked. */
const request = {
  name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['GET', 'POST']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  format: z.enum(['json', 'form']).default('json'),
  body: template.exactOptional(),
  /** What is signed: a template that may also hold `{{method}}`, `{{path}}` and `{{body}}`. */
  sign: hmac.extend({ over: z.string() }).exactOptional(),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
  /** After so many failures in a row it is left alone for a while. */
  circuit: z.object({ failures: z.int().positive(), pauseMs: z.int().positive() }).default({ failures: 5, pauseMs: 60_000 }),
  /** Requests in one day of the server's clock (UTC); absent: as many as there are. */
  dailyQuota: z.int().positive().exactOptional(),
};

const answer = {
  reference: pointer.exactOptional(),
  /** The source signs its answers over the body as it was sent; an answer without a right signature is no answer. */
  signed: hmac.exactOptional(),
  /** Where the answer names our own number of the request: one that names another is the answer to something else. */
  echo: pointer.exactOptional(),
};

/** Where a finer code stands, and what each means. */
function reasons<R extends z.ZodType>(reason: R) {
  return z.object({ at: pointer, meanings: z.record(z.string(), reason) }).exactOptional();
}

/** Without a portrait one that is `offered` is compared by name and number; one that is `required` is not asked. */
const wantedPortrait = z.object({
  need: z.enum(['required', 'offered']),
  /** A longer picture counts as none. */
  maximumBytes: z.int().positive().max(maximumImageBytes).default(maximumImageBytes),
});

/** Compares name and number (R3.1, R3.2): `{{name}}`, `{{documentType}}`, `{{documentNumber}}`; with `portrait` also `{{portrait}}`. */
const checkGateway = z.object({
  ...request,
  kind: checkKind,
  /** Types of identity document the source compares; absent: all. Others are answered here as unsupported. */
  documentTypes: z.array(z.string()).exactOptional(),
  /** Absent: it gets no picture. */
  portrait: wantedPortrait.exactOptional(),
  answer: z.object({
    ...answer,
    /** Where the code of the result stands, and what each code means. A code that is not listed is no answer. */
    outcome: z.object({
      at: pointer,
      confirmed: codes.min(1),
      refuted: codes.min(1),
      unanswerable: codes.default([]),
    }),
    reason: reasons(checkReason),
  }),
});
export type CheckGateway = z.infer<typeof checkGateway>;

/** One message in both languages; `{{code}}`, `{{minutes}}` in the code's. `id`: the provider's own number of a text it holds itself. */
const smsText = localText.extend({ id: z.string().min(1).exactOptional() });

/** Sends a message (R3.3, R2.5): `{{phone}}`, `{{text}}`, `{{templateId}}`, `{{code}}`, `{{minutes}}`. */
const smsGateway = z.object({
  ...request,
  kind: z.literal('sms'),
  /** What it may send; others it is not asked to. */
  templates: z.partialRecord(smsTemplate, smsText),
  answer: z.object({
    ...answer,
    outcome: z.object({ at: pointer, sent: codes.min(1), undeliverable: codes.default([]) }),
    reason: reasons(smsRefusal),
  }),
});
export type SmsGateway = z.infer<typeof smsGateway>;

/**
 * Says whether a call took place (R3.3): `{{phone}}`, `{{from}}` and `{{until}}` (instants), `{{branch}}`, `{{workstation}}` (their ids).
 */
const telephoneGateway = z.object({
  ...request,
  kind: z.literal('telephone-record'),
  /** A clerk records a call after it: how long before that it may have begun, and how far the clocks may differ. */
  window: z
    .object({ beforeMinutes: z.int().positive().max(1_440), afterMinutes: z.int().nonnegative().max(1_440) })
    .default({ beforeMinutes: 30, afterMinutes: 5 }),
  /** A shorter call counts as none. Needs `answer.seconds`. */
  leastSeconds: z.int().positive().exactOptional(),
  answer: z.object({
    ...answer,
    outcome: z.object({
      at: pointer,
      confirmed: codes.min(1),
      refuted: codes.min(1),
      unanswerable: codes.default([]),
    }),
    reason: reasons(callRecordReason),
    /** Where the length of the call stands. */
    seconds: pointer.exactOptional(),
  }),
});
export type TelephoneGateway = z.infer<typeof telephoneGateway>;

const gatewayDescription = z.discriminatedUnion('kind', [checkGateway, smsGateway, telephoneGateway]);
export type GatewayDescription = z.infer<typeof gatewayDescription>;

export const gatewaysFile = z.object({
  gateways: z.array(gatewayDescription),
  /** Name → file with the secret, relative to the description. */
  secrets: z.record(secretName, z.string().min(1)).default({}),
});
export type GatewaysFile = z.infer<typeof gatewaysFile>;
