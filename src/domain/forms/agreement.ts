// Fields that say again what a document number says (R3.1): a date the birth date, a whole number the age, a choice the sex. The number
// is the witness, so the refusal stands at the other field. What the number does not tell, and what is not filled, agrees with anything.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { readFilledDocument } from '#src/domain/forms/filled-document.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { readDate, readWholeNumber } from '#src/domain/forms/typed-values.ts';
import { type Claim, checkConsistency } from '#src/domain/identity/consistency.ts';
import type { Sex } from '#src/domain/identity/document-types.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** Options of a choice that tell the sex; any further one claims nothing. */
export const sexOptions: readonly Sex[] = ['male', 'female'];

/** The name of the document-number field this one has to agree with, or null. */
export function agreesWith({ input }: Pick<FieldDefinition, 'input'>): string | null {
  return 'agreesWith' in input ? (input.agreesWith ?? null) : null;
}

function claimOf({ input }: FieldDefinition, raw: string): Claim {
  switch (input.kind) {
    case 'date': {
      const read = readDate(raw);
      return read.ok ? { birthDate: read.value } : {};
    }
    case 'number': {
      const read = readWholeNumber(raw);
      return read.ok ? { age: read.value } : {};
    }
    case 'choice': {
      const sex = sexOptions.find((option) => option === raw);
      return sex === undefined ? {} : { sex };
    }
    default:
      return {};
  }
}

/** @param values of the fields that are asked, as typed or as checked */
export function agreementErrors(form: FormDefinition, values: FieldValues, today: CalendarDate): readonly FieldError[] {
  return form.fields.flatMap((field): readonly FieldError[] => {
    const number = agreesWith(field);
    if (number === null) return [];
    const document = readFilledDocument(
      form.fields.find(({ name }) => name === number),
      values,
      today,
    );
    if (document === null) return [];
    const checked = checkConsistency(document.facts, claimOf(field, values[field.name] ?? ''), today);
    return checked.ok ? [] : [{ field: field.name, code: checked.error.code, params: checked.error.params }];
  });
}
