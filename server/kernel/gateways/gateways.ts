// A provider is described, not programmed (R3.1–R3.3): address, request, signature and the meaning of its answers stand in a file of the
// data directory. Secrets stand in files of their own, which the description names.
import * as z from 'zod';
import { localText } from '#src/base/language.ts';
import { maximumImageBytes } from '#src/domain/attachments/schema.ts';
import { callRecordReason, smsRefusal, smsTemplate } from '#src/domain/contact/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { checkKind, checkReason } from '#src/domain/verification/schema.ts';
import { macAlgorithm, macEncoding } from '#src/node/crypto/mac.ts';

/** Path into an answer: RFC 6901. */
const pointer = z.string().regex(/^(\/(?:[^~/]|~[01])*)*$/);
const secretName = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** A string with placeholders (`placeholders.ts`) in it, or JSON made of such. */
export type Template = string | number | boolean | null | { [key: string]: Template } | Template[];
const template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(template), z.record(z.string(), template)]),
);

/** One hour: a longer pause is a source that is not asked. */
const longestPauseMs = 3_600_000;
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);

const mac = z.strictObject({
  algorithm: macAlgorithm,
  /** Keys an HMAC. A plain digest has none: what is signed names the secret itself. */
  secret: secretName.exactOptional(),
  encoding: macEncoding.default('hex'),
});

const codes = z.array(z.string());

/** How an address is asked. */
const message = {
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['GET', 'POST']).default('POST'),
  headers: z.record(headerName, z.string()).default({}),
  /** `form`: the members of an object. `xml`: a text, in which values are escaped. */
  format: z.enum(['json', 'form', 'xml']).default('json'),
  body: template.exactOptional(),
};

/** Where a token is fetched (RFC 6749, 4.4) that stands for `{{token}}` in requests. It is kept until it ends or is refused. */
const token = z.strictObject({
  ...message,
  format: message.format.default('form'),
  answer: z.strictObject({ token: pointer, seconds: pointer.exactOptional() }),
});
export type TokenDescription = z.infer<typeof token>;

/** How a provider of any kind is asked. */
const request = {
  name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  ...message,
  token: token.exactOptional(),
  /**
   * What is signed: a template that may also hold `{{method}}`, `{{path}}` and `{{body}}`. Without a header the signature stands for
   * `{{signature}}` in address, headers and body, of which it can then sign none as a whole.
   */
  sign: mac.extend({ header: headerName.exactOptional(), over: z.string() }).exactOptional(),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
  /** After so many failures in a row it is left alone for a while. */
  circuit: z
    .strictObject({ failures: z.int().positive().max(1_000), pauseMs: z.int().positive().max(longestPauseMs) })
    .default({ failures: 5, pauseMs: 60_000 }),
  /** Requests in one day of the server's clock (UTC); absent: as many as there are. */
  dailyQuota: z.int().positive().exactOptional(),
};

const answer = {
  format: z.enum(['json', 'xml']).default('json'),
  /** Absent: as the answer's content type says, else UTF-8. */
  charset: z.enum(['utf-8', 'gbk', 'gb18030']).exactOptional(),
  reference: pointer.exactOptional(),
  /** The source signs its answers over the body as it was sent; an answer without a right signature is no answer. */
  signed: mac.extend({ secret: secretName, header: headerName }).exactOptional(),
  /** Where the answer names our own number of the request: one that names another is the answer to something else. */
  echo: pointer.exactOptional(),
};

/** Where a finer code stands, and what each means. */
function reasons<R extends z.ZodType>(reason: R) {
  return z.strictObject({ at: pointer, meanings: z.record(z.string(), reason) }).exactOptional();
}

/** Without a portrait one that is `offered` is compared by name and number; one that is `required` is not asked. */
const wantedPortrait = z.strictObject({
  need: z.enum(['required', 'offered']),
  /** A longer picture counts as none. */
  maximumBytes: z.int().positive().max(maximumImageBytes).default(maximumImageBytes),
});

/** Compares name and number (R3.1, R3.2): `{{name}}`, `{{documentType}}`, `{{documentNumber}}`; with `portrait` also `{{portrait}}`. */
const checkGateway = z.strictObject({
  ...request,
  kind: checkKind,
  /**
   * Types of identity document the source compares; absent: all. Others are answered here as unsupported. With the source's own codes, as
   * an object, `{{documentType}}` is that code.
   */
  documentTypes: z
    .union([z.array(z.enum(documentTypes)).min(1), z.partialRecord(z.enum(documentTypes), z.string().min(1))])
    .exactOptional(),
  /** Absent: it gets no picture. */
  portrait: wantedPortrait.exactOptional(),
  answer: z.strictObject({
    ...answer,
    /** Where the code of the result stands, and what each code means. A code that is not listed is no answer. */
    outcome: z.strictObject({
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
const smsText = z.strictObject({ ...localText.shape, id: z.string().min(1).exactOptional() });

/** Sends a message (R3.3, R2.5): `{{phone}}`, `{{text}}`, `{{templateId}}`, `{{code}}`, `{{minutes}}`. */
const smsGateway = z.strictObject({
  ...request,
  kind: z.literal('sms'),
  /** What it may send; others it is not asked to. */
  templates: z.partialRecord(smsTemplate, smsText),
  answer: z.strictObject({
    ...answer,
    outcome: z.strictObject({ at: pointer, sent: codes.min(1), undeliverable: codes.default([]) }),
    reason: reasons(smsRefusal),
  }),
});
export type SmsGateway = z.infer<typeof smsGateway>;

/**
 * Says whether a call took place (R3.3): `{{phone}}`, `{{from}}` and `{{until}}` (instants), `{{branch}}`, `{{workstation}}` (their ids).
 */
const telephoneGateway = z.strictObject({
  ...request,
  kind: z.literal('telephone-record'),
  /** A clerk records a call after it: how long before that it may have begun, and how far the clocks may differ. */
  window: z
    .strictObject({ beforeMinutes: z.int().positive().max(1_440), afterMinutes: z.int().nonnegative().max(1_440) })
    .default({ beforeMinutes: 30, afterMinutes: 5 }),
  /** A shorter call counts as none. Needs `answer.seconds`. */
  leastSeconds: z.int().positive().exactOptional(),
  answer: z.strictObject({
    ...answer,
    outcome: z.strictObject({
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

export const gatewaysFile = z.strictObject({
  gateways: z.array(gatewayDescription),
  /** Name → file with the secret, relative to the description. */
  secrets: z.record(secretName, z.string().min(1)).default({}),
});
export type GatewaysFile = z.infer<typeof gatewaysFile>;
