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
  | 'forms/date'
  | 'forms/date-too-early'
  | 'forms/date-too-late'
  | 'forms/number'
  | 'forms/number-too-small'
  | 'forms/number-too-large'
  /** A document number cannot be read before its document type is known. */
  | 'forms/document-type-first';
