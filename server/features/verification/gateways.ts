// A provider is described, not programmed (R3.1–R3.3): address, request, signature and the meaning of its answers stand in a file of the
// data directory. Secrets stand in files of their own, which the description names.
import * as z from 'zod';
import { checkKind, checkReason } from '#src/domain/verification/schema.ts';

/** Path into a JSON answer: RFC 6901. */
const pointer = z.string().regex(/^(\/[^/]*)*$/);
const secretName = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** A string with `{{name}}`, `{{documentNumber}}`, `{{reference}}`, `{{timestamp}}`, `{{secret:NAME}}` in it, or JSON made of such. */
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

export const gatewayDescription = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  kind: checkKind,
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['GET', 'POST']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  format: z.enum(['json', 'form']).default('json'),
  body: template.exactOptional(),
  /** What is signed: a template that may also hold `{{method}}`, `{{path}}` and `{{body}}`. */
  sign: hmac.extend({ over: z.string() }).exactOptional(),
  /** Types of identity document the source compares; absent: all. Others are answered here as unsupported. */
  documentTypes: z.array(z.string()).exactOptional(),
  answer: z.object({
    /** Where the code of the result stands, and what each code means. A code that is not listed is no answer. */
    outcome: z.object({
      at: pointer,
      confirmed: z.array(z.string()).min(1),
      refuted: z.array(z.string()).min(1),
      unanswerable: z.array(z.string()).default([]),
    }),
    reason: z.object({ at: pointer, meanings: z.record(z.string(), checkReason) }).exactOptional(),
    reference: pointer.exactOptional(),
    /** The source signs its answers over the body as it was sent; an answer without a right signature is no answer. */
    signed: hmac.exactOptional(),
    /** Where the answer names our own number of the request: one that names another is the answer to something else. */
    echo: pointer.exactOptional(),
  }),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
  /** After so many failures in a row it is left alone for a while. */
  circuit: z.object({ failures: z.int().positive(), pauseMs: z.int().positive() }).default({ failures: 5, pauseMs: 60_000 }),
  /** Requests in one day of the server's clock (UTC); absent: as many as there are. */
  dailyQuota: z.int().positive().exactOptional(),
});
export type GatewayDescription = z.infer<typeof gatewayDescription>;

export const gatewaysFile = z.object({
  gateways: z.array(gatewayDescription),
  /** Name → file with the secret, relative to the description. */
  secrets: z.record(secretName, z.string().min(1)).default({}),
});
export type GatewaysFile = z.infer<typeof gatewaysFile>;
