import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { checkDocumentNumber, type DocumentFacts, documentTypes } from '#src/domain/identity/documents.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** What a filled document number says, read by its type; null while it is not whole, or for a field of another kind. */
export function readFilledDocument(
  field: FieldDefinition | undefined,
  values: FieldValues,
  today: CalendarDate,
): { readonly number: string; readonly facts: DocumentFacts } | null {
  if (field?.input.kind !== 'document-number') return null;
  const { typeField } = field.input;
  const type = documentTypes.find((candidate) => candidate === values[typeField]);
  if (type === undefined) return null;
  const checked = checkDocumentNumber(type, values[field.name] ?? '', today);
  return checked.ok ? checked.value : null;
}
