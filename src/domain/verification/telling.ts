// The subject is told at once and told why (R3.5): how, and what stands on the paper they take home.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { restrictedRegistrations } from '#src/domain/restriction/schema.ts';
import { checkKind, checkReason } from './schema.ts';

/** How a person tells it; a message by SMS is the server's. */
export const spokenWays = ['in-person', 'telephone'] as const;
export const spokenWay = z.enum(spokenWays);
export type SpokenWay = z.infer<typeof spokenWay>;
export const tellingWay = z.enum([...spokenWays, 'print']);

/** `waiting`: it is being sent; `not-sent`: the server gave up, or the organisation does not want it sent any more. */
export const refusalMessageState = z.enum(['waiting', 'sent', 'undeliverable', 'not-sent']);

/** What became of a message by SMS that tells a subject of the refusal of a revision. */
export const refusalMessage = z.object({
  noticeId: z.uuid(),
  recordId: registrationId,
  revision: z.int().positive(),
  state: refusalMessageState,
  /** When it came to be so. */
  at: instant,
});
export type RefusalMessage = z.infer<typeof refusalMessage>;

/** The notice of a refusal, in words for the subject; the document number is masked. */
export const refusalSheet = z.object({
  kind: z.literal('refusal-notice'),
  language,
  organisation: localText,
  branch: localText,
  service: localText,
  /** Number of the receipt the subject was given. */
  number: z.string(),
  recordId: registrationId,
  revision: z.int().positive(),
  /** Empty once the workstation's copy is closed. */
  maskedDocumentNumber: z.string(),
  submittedAt: instant,
  checks: z.array(z.object({ kind: checkKind, reason: checkReason, at: instant })).min(1),
  /** So many refusals restrict a subject (R3.6), and what a registration needs then. */
  restrictAfterFailures: z.int().positive(),
  restrictedRegistrations,
  /** What the accepted notice says about the subject's rights and whom to ask. */
  rights: localText.nullable(),
  madeAt: instant,
});
export type RefusalSheet = z.infer<typeof refusalSheet>;
