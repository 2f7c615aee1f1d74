// What a subject wants corrected, before it is sealed and after it was opened. Pure.

import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { checkField, groupByClass } from '#src/domain/forms/rules.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { proofNoteName } from '#src/domain/subject-requests/proof-note.ts';

/** A picture cannot be corrected by typing. */
export function correctableFields({ fields }: FormDefinition): readonly FieldDefinition[] {
  return fields.filter(({ input }) => input.kind !== 'image');
}

/** A field and the class it is sealed under. */
export function placesOf(form: FormDefinition, names: readonly string[]): readonly { field: string; className: string }[] {
  return correctableFields(form).flatMap(({ name, class: className }) =>
    names.includes(name) ? [{ field: name, className }] : [],
  );
}

/** Each class's wanted values; what was written about the shown paper goes with the first of them. */
export function groupWanted(form: FormDefinition, wanted: FieldValues, note: string): Record<string, FieldValues> {
  const groups = groupByClass(form, wanted);
  const [first] = Object.keys(groups);
  if (first !== undefined && note !== '') groups[first] = { ...groups[first], [proofNoteName]: note };
  return groups;
}

/**
 * What can be said of the wanted values before the record is opened: each by its field's own rule. A document number whose type is not
 * corrected with it is judged later, with the record's own type.
 */
export function wantedErrors(form: FormDefinition, wanted: FieldValues, today: CalendarDate): readonly FieldError[] {
  const fields = new Map(correctableFields(form).map((field) => [field.name, field]));
  return Object.keys(wanted).flatMap((name): FieldError[] => {
    const field = fields.get(name);
    if (field === undefined) return [{ field: name, code: 'forms/choice', params: {} }];
    const { input } = field;
    if (input.kind === 'document-number' && wanted[input.typeField] === undefined) {
      return (wanted[name] ?? '').trim() === '' ? [{ field: name, code: 'forms/required', params: {} }] : [];
    }
    const verdict = checkField(field, wanted, today);
    return verdict.ok ? [] : [verdict.error];
  });
}
