// What taking a reading does to the form. Every value is checked like a typed one; a supplementary field is filled only with its consent.
import { checkFinished } from '#renderer/features/forms/field-checks.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { DocumentReading } from '#src/domain/documents/reading.ts';
import { askedFields } from '#src/domain/forms/conditions.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { partyOf } from '#src/domain/forms/parties.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { groupDocumentNumber } from '#src/domain/identity/documents.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

function valueFor({ name, input }: FieldDefinition, reading: DocumentReading): string {
  if (input.kind === 'person-name') return reading.name;
  if (input.kind === 'document-number') return groupDocumentNumber(reading.documentType, reading.documentNumber);
  if (input.kind === 'document-type') return input.options.includes(reading.documentType) ? reading.documentType : '';
  return input.kind === 'text' && name === 'address' ? reading.address : '';
}

/** @param at the field that had the focus; its person is the document's holder */
export function takenValues(
  state: Filling,
  reading: DocumentReading,
  at: string | null,
  today: CalendarDate,
): { readonly values: FieldValues; readonly errors: Readonly<Record<string, FieldError | null>> } {
  const { form } = state.opened;
  const isAgreed = (name: string) => state.agreed.includes(name);
  const focused = form.fields.find(({ name }) => name === at);
  const party = focused === undefined ? 'subject' : partyOf(focused);
  const asked = askedFields(form, state.values, isAgreed).filter(
    ({ field }) => partyOf(field) === party && (field.part === 'core' || isAgreed(field.name)),
  );
  const values: FieldValues = Object.fromEntries(
    asked.map(({ field }) => [field.name, valueFor(field, reading)] as const).filter(([, value]) => value !== ''),
  );
  const all = { ...state.values, ...values };
  const errors = asked
    .filter(({ field }) => values[field.name] !== undefined)
    .map((one) => [one.field.name, checkFinished(one, all, today)] as const);
  return { values, errors: Object.fromEntries(errors) };
}

/** The values that lead back from what a reader's keys have typed to what stood there before. */
export function restoredValues(now: FieldValues, before: FieldValues): FieldValues {
  return Object.fromEntries(Object.keys({ ...now, ...before }).map((name) => [name, before[name] ?? '']));
}
