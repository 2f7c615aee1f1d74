import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { subjectField } from '#src/domain/forms/subject-fields.ts';
import type { ComparedField } from './agent-acts.ts';

const compared = [
  ['person-name', 'name'],
  ['document-type', 'document-type'],
  ['document-number', 'document-number'],
] as const;

/** Name, document type and document number that a form asks of the subject, as far as it does. */
export function comparedFields(form: FormDefinition): readonly ComparedField[] {
  return compared.flatMap(([kind, meaning]) => {
    const field = subjectField(form, kind);
    return field === null ? [] : [{ meaning, field: field.name, className: field.class }];
  });
}
