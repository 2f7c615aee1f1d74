// The receipt (受理回执, S2) a subject takes home: what was accepted, by whom, and where it stood at the moment it was made. Masked
// throughout: it holds nothing that a finder of the paper could use.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';

/** Where the record stood. `synced` only from a receipt whose signature was verified; never a word about being verified (R3.7). */
export const receiptState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('quarantined') }),
  z.object({ state: z.literal('synced'), position: z.int().positive(), receivedAt: instant }),
]);

export const receiptSheet = z.object({
  kind: z.literal('receipt'),
  /** The language the subject accepted the notice in. */
  language,
  number: z.string(),
  organisation: localText,
  branch: localText,
  service: localText,
  maskedName: z.string(),
  maskedDocumentNumber: z.string(),
  recordId: z.string(),
  revision: z.int(),
  contentHash: z.string(),
  submittedAt: instant,
  clerkNumber: z.string(),
  at: receiptState,
  notice: z.object({ title: localText, version: z.int(), acceptedAt: instant }),
  consents: z.array(z.object({ label: localText, agreed: z.boolean() })),
  /** The notice's own words on the subject's rights and how to ask; null when that version is no longer held here. */
  rights: localText.nullable(),
  qr: z.string(),
  medium: z.enum(['screen', 'paper', 'pdf']),
  /** How many times it was printed before: 0 is the first paper. */
  reprint: z.int().nonnegative(),
  madeAt: instant,
});
export type ReceiptSheet = z.infer<typeof receiptSheet>;
