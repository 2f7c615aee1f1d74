// What goes between the serving process and the agent: one JSON text a line. Sealed values go one way, facts the other.
import * as z from 'zod';
import { checkKind, checkOutcome, checkReason } from '#src/domain/verification/schema.ts';

const failure = z.enum([
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
]);

export const agentQuestion = z.object({
  id: z.int(),
  question: z.object({
    checkId: z.uuid(),
    kind: checkKind,
    envelope: z.string().max(2_000_000),
    fields: z.array(
      z.object({ meaning: z.enum(['name', 'document-type', 'document-number']), field: z.string(), className: z.string() }),
    ),
  }),
});

export const agentAnswer = z.object({
  id: z.int(),
  answer: z.discriminatedUnion('answered', [
    z.object({
      answered: z.literal(true),
      source: z.string(),
      reference: z.string().nullable(),
      outcome: checkOutcome,
      reason: checkReason.nullable(),
    }),
    z.object({ answered: z.literal(false), failure, waitMs: z.number().nullable() }),
  ]),
});

/** A longer line is no message of ours. */
export const longestLine = 4_000_000;
