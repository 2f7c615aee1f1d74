import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';

/** What of a record can be corrected by typing. */
export function correctable({ fields }: FormDefinition): readonly FieldDefinition[] {
  return fields.filter(({ input }) => input.kind !== 'image');
}

/** Asked by itself: whether it is asked, and may be left empty, was decided when the record was made. */
function alone({ showWhen: _showWhen, requireWhen: _requireWhen, ...field }: FieldDefinition): FieldDefinition {
  return { ...field, part: 'core' };
}

/** A form of one field of a record; a document's number comes with its type, by which it is read. */
export function correctionForm(form: FormDefinition, name: string): FormDefinition {
  const chosen = form.fields.find((field) => field.name === name);
  const typeName = chosen?.input.kind === 'document-number' ? chosen.input.typeField : null;
  const fields = form.fields.filter((field) => field.name === name || field.name === typeName).map(alone);
  return { ...form, id: `${form.id} ${name}`, fields };
}
