import * as z from 'zod';

/** Why an attempt brought no answer. All of them may be tried again. */
export const askFailure = z.enum([
  'not-configured',
  'timeout',
  /** No connection, or one that broke. */
  'unreachable',
  'name-unknown',
  'certificate-invalid',
  /** 5xx, 429. */
  'source-failed',
  'busy',
  /** 4xx, 3xx, and no token: a person has to look at the description. */
  'refused',
  'redirected',
  'token-refused',
  'answer-invalid',
  'signature-invalid',
  'paused',
  'quota-used',
  'agent-gone',
  'sealed-unreadable',
  'portrait-awaited',
]);
export type AskFailure = z.infer<typeof askFailure>;

export const noAnswer = z.object({ answered: z.literal(false), failure: askFailure, waitMs: z.number().nullable() });
export type NoAnswer = z.infer<typeof noAnswer>;

export function failed(failure: AskFailure, waitMs: number | null = null): NoAnswer {
  return { answered: false, failure, waitMs };
}
