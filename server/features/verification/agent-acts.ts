import * as z from 'zod';
import type { Act } from '#server/kernel/agent/act.ts';
import { sealedText } from '#server/kernel/agent/messages.ts';
import { fieldPlace } from '#server/kernel/agent/open-fields.ts';
import { sealedPicture } from '#server/kernel/agent/open-picture-act.ts';
import { noAnswer } from '#server/kernel/gateways/failure.ts';
import { checkKind, checkOutcome, checkReason } from '#src/domain/verification/schema.ts';

/** Which field holds what a source compares. */
const comparedField = fieldPlace.extend({ meaning: z.enum(['name', 'document-type', 'document-number']) });
export type ComparedField = z.infer<typeof comparedField>;

const question = z.object({
  /** Goes to the source as the request's own number: asked twice, it is one request there too. */
  checkId: z.uuid(),
  kind: checkKind,
  envelope: sealedText,
  fields: z.array(comparedField).readonly(),
  /** `held-back`: there is one, and the source was said not to want it. */
  portrait: z.union([z.enum(['none', 'held-back']), sealedPicture]),
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

/** Opens what is compared and asks the first gateway of the kind. No gateway has more patience than this. */
export const checkAct = { name: 'verification.check', input: question, output: answer, patienceMs: 100_000 } satisfies Act;
