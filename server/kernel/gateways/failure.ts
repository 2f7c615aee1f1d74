import * as z from 'zod';

/** Why an attempt brought no answer. All of them may be tried again. */
export const askFailure = z.enum([
  'not-configured',
  'timeout',
  'unreachable',
  'refused',
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
