// One field's refusal: a code of the forms or identity domain with parameters the text may use. Never the value itself.
import * as z from 'zod';

export const fieldError = z.object({
  field: z.string(),
  code: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type FieldError = z.infer<typeof fieldError>;

/** The codes by which the forms domain itself refuses a field; the others come from the identity domain. */
export type FormErrorCode =
  | 'forms/required'
  | 'forms/too-long'
  | 'forms/characters'
  | 'forms/choice'
  | 'forms/region'
  | 'forms/date'
  | 'forms/date-too-early'
  | 'forms/date-too-late'
  | 'forms/number'
  | 'forms/number-too-small'
  | 'forms/number-too-large'
  /** A document number cannot be read before its document type is known. */
  | 'forms/document-type-first'
  /** By the number the subject is under 14: a guardian must accept for them. */
  | 'forms/guardian-needed'
  /** The representative's document is the subject's own. */
  | 'forms/same-person'
  | 'forms/image-required'
  /** The value names no image that was captured for this field. */
  | 'forms/image-unknown';

/** What is worth a second look at who acts for whom, and never refuses. */
export const partyWarningCodes = [
  'forms/adult-with-guardian',
  'forms/minor-without-guardian',
  'forms/minor-representative',
] as const;
export type PartyWarningCode = (typeof partyWarningCodes)[number];
