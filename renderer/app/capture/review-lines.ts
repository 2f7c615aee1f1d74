// The lines of the review: each field as it will be saved, beside what the document number says (R2.4).
import { factsOf } from '#renderer/features/forms/facts.ts';
import { readDocument } from '#renderer/features/forms/field-checks.ts';
import { shownValue, type Words } from '#renderer/features/forms/shown-value.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { ReviewLine } from '#renderer/features/registration/comparison.tsx';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { askedFields, askedValues } from '#src/domain/forms/conditions.ts';
import { checkFormOf, partyOf } from '#src/domain/forms/parties.ts';
import type { DocumentFacts } from '#src/domain/identity/documents.ts';
import { type FieldValues, keptWhileTyped } from '#src/domain/registration/schema.ts';

/** Values as the program will keep them: what was not agreed to is left out, the rest is normalised. */
export function valuesToSend(state: Filling): FieldValues {
  const asked = askedValues(state.opened.form, state.values, (name) => state.agreed.includes(name));
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

/** Fields that stand as a reader filled them in; what was changed since is the clerk's. */
function fromReader({ taken, values }: Filling): string[] {
  return Object.keys(taken).filter((name) => (values[name] ?? '') !== '' && taken[name] === values[name]);
}

/** What the program keeps of a registration while it is filled. */
export function draftOf(state: Filling) {
  return { values: keptWhileTyped(valuesToSend(state)), fromReader: fromReader(state) };
}

/** Sex, age and birth date beside the number; the region on a line of its own. */
function factText(facts: DocumentFacts | undefined, { t, language }: Words): string | null {
  const known = factsOf(facts, t, language).filter(({ value }) => value !== null);
  const line = (isRegion: boolean) => known.flatMap(({ name, value }) => ((name === 'region') === isRegion ? (value ?? []) : []));
  const lines = [line(false).join(language === 'en' ? ', ' : '，'), ...line(true)].filter((text) => text !== '');
  return lines.length === 0 ? null : lines.join('\n');
}

/** Null while nothing was read by a reader: then everything is the clerk's, and need not be said at each line. */
function sourceOf(state: Filling, name: string): 'reader' | 'typed' | null {
  if (Object.keys(state.taken).length === 0 || (state.values[name] ?? '') === '') return null;
  return fromReader(state).includes(name) ? 'reader' : 'typed';
}

export function reviewLines(state: Filling, words: Words, today: CalendarDate): readonly ReviewLine[] {
  const { acceptedBy } = state;
  const asked = askedFields(state.opened.form, state.values, (name) => state.agreed.includes(name));
  const agreed = state.agreed.map((field) => ({ field, agreed: true, decidedAt: state.acceptedAt }));
  const checked = checkFormOf(acceptedBy, state.opened.form, state.values, agreed, today);
  const values = checked.ok ? checked.value.values : valuesToSend(state);
  return asked.map(({ field }) => ({
    name: field.name,
    person: partyOf(field) === 'subject' ? 'subject' : acceptedBy,
    source: sourceOf(state, field.name),
    label: words.local(field.label),
    value: shownValue(field, values, words),
    fact: factText(readDocument(field, state.values, today)?.facts, words),
  }));
}
