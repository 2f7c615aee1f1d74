// Who stands at the counter: the subject, or a guardian or agent who acts for them (R2.1, R3.1). A form is asked as it concerns that
// person: the representative's fields and checklist points exist only when there is one. Whom the number makes a minor decides what
// is worth a second look; one rule refuses: under 14 it is a guardian who consents (PIPL art. 31).
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { fail, type Result } from '#src/base/result.ts';
import type { AcceptingParty, FieldConsent } from '#src/domain/consent/schema.ts';
import { agreementErrors } from '#src/domain/forms/agreement.ts';
import type { FieldError, PartyWarningCode } from '#src/domain/forms/field-error.ts';
import { readFilledDocument } from '#src/domain/forms/filled-document.ts';
import { type CheckedForm, checkForm } from '#src/domain/forms/rules.ts';
import type { FieldDefinition, FieldInput, FormDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** PIPL art. 31: personal information of children under 14 needs the consent of a parent or another guardian. */
const ageOfOwnConsent = 14;
/** Civil Code art. 17. */
const ageOfMajority = 18;

type Party = NonNullable<FieldDefinition['party']>;

export function partyOf(field: Pick<FieldDefinition, 'party'>): Party {
  return field.party ?? 'subject';
}

/** Whether a form has a place to name who acts for the subject; without it only the subject can accept its notice. */
export function asksForRepresentative(form: FormDefinition): boolean {
  return form.fields.some((field) => partyOf(field) === 'representative');
}

/** The form as it is asked: without the representative's fields and points when the subject acts in person. */
export function formFor(form: FormDefinition, acceptedBy: AcceptingParty): FormDefinition {
  if (acceptedBy !== 'subject') return form;
  return {
    ...form,
    fields: form.fields.filter((field) => partyOf(field) === 'subject'),
    reviewChecks: form.reviewChecks.filter((check) => check.party === undefined),
  };
}

function fieldOf(party: Party, form: FormDefinition, kind: FieldInput['kind']): FieldDefinition | undefined {
  return form.fields.find((field) => partyOf(field) === party && field.input.kind === kind);
}

/** The subject's own field of a kind: lists, searches and masks never show the representative. */
export function subjectField(form: FormDefinition, kind: FieldInput['kind']): FieldDefinition | undefined {
  return fieldOf('subject', form, kind);
}

interface ReadPerson {
  readonly field: string;
  readonly number: string;
  readonly age: number | undefined;
}

/** A party's document, once its number is whole. */
function readPerson(party: Party, form: FormDefinition, values: FieldValues, today: CalendarDate): ReadPerson | null {
  const field = fieldOf(party, form, 'document-number');
  const document = readFilledDocument(field, values, today);
  return field === undefined || document === null
    ? null
    : { field: field.name, number: document.number, age: document.facts.age };
}

/** What cannot be between the two persons. The number alone is compared: one number names one person, whatever carries it. */
export function partyErrors(
  acceptedBy: AcceptingParty,
  form: FormDefinition,
  values: FieldValues,
  today: CalendarDate,
): readonly FieldError[] {
  const subject = readPerson('subject', form, values, today);
  if (subject === null) return [];
  if (acceptedBy === 'subject') {
    const isTooYoung = subject.age !== undefined && subject.age < ageOfOwnConsent;
    return isTooYoung ? [{ field: subject.field, code: 'forms/guardian-needed', params: { age: ageOfOwnConsent } }] : [];
  }
  const representative = readPerson('representative', form, values, today);
  return representative?.number === subject.number
    ? [{ field: representative.field, code: 'forms/same-person', params: {} }]
    : [];
}

/** What cannot be between the fields of a form, each of them right by itself. */
export function errorsBetween(
  acceptedBy: AcceptingParty,
  form: FormDefinition,
  values: FieldValues,
  today: CalendarDate,
): readonly FieldError[] {
  return [...agreementErrors(form, values, today), ...partyErrors(acceptedBy, form, values, today)];
}

/** What a clerk should look at twice. A number that tells no age says nothing. */
export function partyWarnings(
  acceptedBy: AcceptingParty,
  form: FormDefinition,
  values: FieldValues,
  today: CalendarDate,
): readonly PartyWarningCode[] {
  const age = readPerson('subject', form, values, today)?.age;
  const representativeAge = readPerson('representative', form, values, today)?.age;
  const isMinor = age !== undefined && age < ageOfMajority;
  const warnings: PartyWarningCode[] = [];
  if (acceptedBy === 'guardian' && age !== undefined && !isMinor) warnings.push('forms/adult-with-guardian');
  if (acceptedBy !== 'guardian' && isMinor) warnings.push('forms/minor-without-guardian');
  if (acceptedBy !== 'subject' && representativeAge !== undefined && representativeAge < ageOfMajority) {
    warnings.push('forms/minor-representative');
  }
  return warnings;
}

/** Checks a whole form as asked of the accepting party: every field, then what must hold between the persons. */
export function checkFormOf(
  acceptedBy: AcceptingParty,
  form: FormDefinition,
  values: FieldValues,
  consents: readonly FieldConsent[],
  today: CalendarDate,
): Result<CheckedForm, readonly FieldError[]> {
  const asked = formFor(form, acceptedBy);
  const checked = checkForm(asked, values, consents, today);
  if (!checked.ok) return checked;
  const errors = errorsBetween(acceptedBy, asked, checked.value.values, today);
  return errors.length === 0 ? checked : fail(errors);
}
