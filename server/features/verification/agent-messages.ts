// What goes between the serving process and the agent: one JSON text a line. Sealed values go one way, facts the other.
import * as z from 'zod';
import { noAnswer } from '#server/kernel/gateways/failure.ts';
import { checkKind, checkOutcome, checkReason } from '#src/domain/verification/schema.ts';

/** Which field holds what a source compares, and the class it is sealed under. */
const comparedField = z.object({
  meaning: z.enum(['name', 'document-type', 'document-number']),
  field: z.string(),
  className: z.string(),
});
export type ComparedField = z.infer<typeof comparedField>;

const question = z.object({
  /** Goes to the source as the request's own number: asked twice, it is one request there too. */
  checkId: z.uuid(),
  kind: checkKind,
  envelope: z.string().max(2_000_000),
  fields: z.array(comparedField).readonly(),
});
export type Question = z.infer<typeof question>;

const answer = z.discriminatedUnion('answered', [
  z.object({
    answered: z.literal(true),
    source: z.string(),
    reference: z.string().nullable(),
    outcome: checkOutcome,
    reason: checkReason.nullable(),
  }),
  noAnswer,
]);
export type Answer = z.infer<typeof answer>;

export const agentQuestion = z.object({ id: z.int(), question });
export const agentAnswer = z.object({ id: z.int(), answer });

/** A longer line is no message of ours. */
export const longestLine = 4_000_000;
