// Forms as data (R1.4, R2.1, R2.2, R2.6): typed fields, each with its purpose, necessity and sensitivity class.
// A form version never changes once published; a record keeps the version it was captured with.
import * as z from 'zod';
import { localText } from '#src/base/language.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';

/** What a field holds, and with it which check of the identity domain applies. */
export const fieldInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person-name') }),
  z.object({ kind: z.literal('document-type'), options: z.array(z.enum(documentTypes)).min(1) }),
  z.object({ kind: z.literal('document-number'), typeField: z.string() }),
  z.object({ kind: z.literal('phone') }),
  z.object({ kind: z.literal('text'), maxLength: z.int().positive().max(500) }),
  z.object({ kind: z.literal('choice'), options: z.array(z.object({ value: z.string().min(1), label: localText })).min(1) }),
]);

export const fieldDefinition = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  part: z.enum(['core', 'supplementary']),
  label: localText,
  /** One sentence for the subject, shown under the field. */
  help: localText,
  /** Why it is asked (R1.4, R2.6): a field without it does not parse, so it cannot be published. */
  purpose: localText,
  necessity: localText,
  /** Name of the sensitivity class whose key the value is sealed to (R4.2). */
  class: z.string(),
  input: fieldInput,
});
export type FieldDefinition = z.infer<typeof fieldDefinition>;

/** One point of the clerk's on-the-spot review (R2.4), ticked by a person, recorded by id. */
export const reviewCheck = z.object({ id: z.string().min(1), label: localText });

export const formDefinition = z.object({
  id: z.string().min(1),
  version: z.int().positive(),
  title: localText,
  fields: z.array(fieldDefinition).min(1),
  reviewChecks: z.array(reviewCheck).min(1),
});
export type FormDefinition = z.infer<typeof formDefinition>;
