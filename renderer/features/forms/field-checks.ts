// When a field is checked, and how strictly (R3.1): while typing only what no further key can put right, on leaving the field the whole
// rule of the domain. An empty field is not nagged about until the person asks to go on.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { AskedField } from '#src/domain/forms/conditions.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { checkField } from '#src/domain/forms/rules.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import {
  checkDocumentWhileTyping,
  type DocumentType,
  documentTypes,
  groupDocumentNumber,
  normalizeDocumentNumber,
  type TypedDocument,
} from '#src/domain/identity/documents.ts';
import { checkPhoneWhileTyping, groupPhone, normalizePhone } from '#src/domain/identity/phones.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import type { Grouping } from './grouped-typing.ts';

function documentTypeOf(field: FieldDefinition, values: FieldValues): DocumentType | undefined {
  if (field.input.kind !== 'document-number') return undefined;
  const chosen = values[field.input.typeField];
  return documentTypes.find((type) => type === chosen);
}

/** What a document number says so far; null for other fields and before its type is chosen. */
export function readDocument(field: FieldDefinition, values: FieldValues, today: CalendarDate): TypedDocument | null {
  const type = documentTypeOf(field, values);
  return type === undefined ? null : checkDocumentWhileTyping(type, values[field.name] ?? '', today);
}

/** What is already certainly wrong with what is typed so far. */
export function checkWhileTyping(field: FieldDefinition, values: FieldValues, today: CalendarDate): FieldError | null {
  const raw = values[field.name] ?? '';
  if (raw === '') return null;
  switch (field.input.kind) {
    case 'document-number': {
      const error = readDocument(field, values, today)?.error;
      return error === undefined ? null : { field: field.name, ...error };
    }
    case 'phone': {
      const { error } = checkPhoneWhileTyping(raw);
      return error === undefined ? null : { field: field.name, ...error };
    }
    default:
      return null;
  }
}

/** The whole rule. An empty field that is not required is fine; another one is `forms/required` or the domain's own word for it. */
export function checkFinished({ field, isRequired }: AskedField, values: FieldValues, today: CalendarDate): FieldError | null {
  const isEmpty = (values[field.name] ?? '').trim() === '';
  if (isEmpty && !isRequired) return null;
  const verdict = checkField(field, values, today);
  return verdict.ok ? null : verdict.error;
}

const phoneGrouping: Grouping = { normalize: normalizePhone, group: groupPhone };
const documentGroupings: ReadonlyMap<DocumentType, Grouping> = new Map(
  documentTypes.map((type) => [
    type,
    { normalize: normalizeDocumentNumber, group: (number) => groupDocumentNumber(type, number) },
  ]),
);

/** How a field's text is grouped while it is typed; null where it stays as typed. The same grouping is the same object. */
export function groupingOf(field: FieldDefinition, values: FieldValues): Grouping | null {
  if (field.input.kind === 'phone') return phoneGrouping;
  const type = documentTypeOf(field, values);
  return type === undefined ? null : (documentGroupings.get(type) ?? null);
}
