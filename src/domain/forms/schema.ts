// Forms as data (R1.4, R2.1, R2.2, R2.6): typed fields, each with its purpose, necessity and sensitivity class.
// A form version never changes once published; a record keeps the version it was captured with.
import * as z from 'zod';
import { localText } from '#src/base/language.ts';
import { imageSubject, signatureWanted } from '#src/domain/attachments/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';

/** A day this far from today; the day itself is still allowed. */
const dateLimit = z.object({ unit: z.enum(['day', 'year']), count: z.int().min(-50_000).max(50_000) });
export const largestNumber = 999_999_999_999;
const wholeNumber = z.int().min(-largestNumber).max(largestNumber);

/**
 * The document number that tells the same (R3.1): a date is then the birth date, a number the age in whole years, and a choice with the
 * options `male` and `female` the sex.
 */
const agreesWith = z.string().max(60).exactOptional();

/** What a field holds, and with it which check of the identity domain applies. */
export const fieldInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person-name') }),
  z.object({ kind: z.literal('document-type'), options: z.array(z.enum(documentTypes)).min(1) }),
  z.object({ kind: z.literal('document-number'), typeField: z.string() }),
  z.object({ kind: z.literal('phone') }),
  z.object({ kind: z.literal('text'), maxLength: z.int().positive().max(500) }),
  z.object({
    kind: z.literal('choice'),
    options: z.array(z.object({ value: z.string().min(1), label: localText })).min(1),
    agreesWith,
  }),
  /** Any number of them. The value is the list of their codes in the form's order, parted by one space, which no code holds. */
  z.object({
    kind: z.literal('choices'),
    options: z.array(z.object({ value: z.string().regex(/^\S+$/), label: localText })).min(1),
  }),
  z.object({ kind: z.literal('date'), earliest: dateLimit.exactOptional(), latest: dateLimit.exactOptional(), agreesWith }),
  z.object({ kind: z.literal('number'), minimum: wholeNumber.exactOptional(), maximum: wholeNumber.exactOptional(), agreesWith }),
  /** A place of today, by its code of GB/T 2260: province, city or county. */
  z.object({ kind: z.literal('region') }),
  /** A picture, kept as an attachment; the field's value is the attachment's id. Sources absent: file and camera. */
  z.object({
    kind: z.literal('image'),
    what: imageSubject,
    sources: z
      .array(z.enum(['file', 'camera']))
      .min(1)
      .exactOptional(),
  }),
]);

export type FieldInput = z.infer<typeof fieldInput>;

/** What one earlier field must hold. Values are compared as the forms domain reads them, not as they look. */
const conditionRule = z.discriminatedUnion('is', [
  z.object({ field: z.string().max(60), is: z.enum(['one-of', 'none-of']), values: z.array(z.string().max(200)).max(100) }),
  z.object({ field: z.string().max(60), is: z.enum(['filled', 'empty']) }),
]);
export type ConditionRule = z.infer<typeof conditionRule>;

/** When a field is asked, or required. It looks at earlier fields only, so that nothing can depend on itself. */
export const condition = z.object({ match: z.enum(['all', 'any']), rules: z.array(conditionRule).max(20) });
export type Condition = z.infer<typeof condition>;

export const fieldDefinition = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  part: z.enum(['core', 'supplementary']),
  /** Whom it is about; absent = the subject. A representative's fields are asked only when somebody acts for the subject. */
  party: z.enum(['subject', 'representative']).exactOptional(),
  label: localText,
  /** One sentence for the subject, shown under the field. */
  help: localText,
  /** Why it is asked (R1.4, R2.6): a field without it does not parse, so it cannot be published. */
  purpose: localText,
  necessity: localText,
  /** Name of the sensitivity class whose key the value is sealed to (R4.2). */
  class: z.string(),
  input: fieldInput,
  /** Absent: always asked. A field that is not asked is never kept and never required. */
  showWhen: condition.exactOptional(),
  /** Absent: a core field is required, a supplementary one is not. Never a reason to refuse the service (R2.6). */
  requireWhen: condition.exactOptional(),
});
export type FieldDefinition = z.infer<typeof fieldDefinition>;

/** One point of the clerk's on-the-spot review (R2.4), ticked by a person, recorded by id. */
export const reviewCheck = z.object({
  id: z.string().min(1),
  label: localText,
  /** `representative`: asked only when somebody acts for the subject; absent = always. */
  party: z.literal('representative').exactOptional(),
});

export const formDefinition = z.object({
  id: z.string().min(1),
  version: z.int().positive(),
  title: localText,
  fields: z.array(fieldDefinition).min(1),
  reviewChecks: z.array(reviewCheck).min(1),
  /** The subject signs the reviewed form by hand. Absent: nobody is asked to. */
  signature: signatureWanted.exactOptional(),
});
export type FormDefinition = z.infer<typeof formDefinition>;
