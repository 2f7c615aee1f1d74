// What typing, leaving and finishing a field do to a form that is filled. The checks themselves are the domain's.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import { agreesWith } from '#src/domain/forms/agreement.ts';
import { askedFields, askedValues } from '#src/domain/forms/conditions.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { errorsBetween } from '#src/domain/forms/parties.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { checkFinished, checkWhileTyping, groupingOf } from './field-checks.ts';
import { regroup } from './grouped-typing.ts';

/** A form as far as it is filled. */
export interface FilledForm {
  readonly form: FormDefinition;
  readonly acceptedBy: AcceptingParty;
  readonly values: FieldValues;
  /** Supplementary fields the subject has agreed to. */
  readonly agreed: readonly string[];
}

type FieldErrors = Readonly<Record<string, FieldError | null>>;
export type FieldEvent =
  | { readonly kind: 'typed'; readonly values: FieldValues; readonly errors: FieldErrors }
  | { readonly kind: 'checked'; readonly errors: FieldErrors };

export interface FieldEdits {
  type(field: FieldDefinition, value: string): void;
  /** The person left the field: what is there is checked as a whole, an empty field is left in peace. */
  leave(field: FieldDefinition): void;
  /** The person wants to go on. @returns false when the field must be put right first */
  finish(field: FieldDefinition): boolean;
  /** Checks everything. @returns the refusals in the order of the form */
  finishAll(): readonly FieldError[];
}

/** Fields that are read by another one: a document number by its type. */
function dependents(fields: readonly FieldDefinition[], name: string): readonly FieldDefinition[] {
  return fields.filter(({ input }) => input.kind === 'document-number' && input.typeField === name);
}

function regrouped(field: FieldDefinition, values: FieldValues): string {
  const text = values[field.name] ?? '';
  const grouping = groupingOf(field, values);
  return grouping === null ? text : regroup({ text, caret: text.length }, grouping).text;
}

export function fieldEdits(filled: FilledForm, today: CalendarDate, dispatch: (event: FieldEvent) => void): FieldEdits {
  const { form, values, agreed, acceptedBy } = filled;
  const { fields } = form;
  const isAgreed = (name: string) => agreed.includes(name);
  const betweenFields = (field: FieldDefinition, typed: FieldValues = values) =>
    errorsBetween(acceptedBy, form, askedValues(form, typed, isAgreed), today).find((error) => error.field === field.name) ??
    null;
  const asked = askedFields(form, values, isAgreed);
  const check = (field: FieldDefinition) => {
    const found = asked.find((candidate) => candidate.field.name === field.name);
    return found === undefined ? null : (checkFinished(found, values, today) ?? betweenFields(field));
  };
  const isFilledHere = (field: FieldDefinition) => field.part === 'core' || isAgreed(field.name);
  const isFilled = (field: FieldDefinition) => (values[field.name] ?? '').trim() !== '';
  /** With what was filled already and has to agree with it: whichever is corrected, the refusal goes. */
  const checkWithClaims = (field: FieldDefinition) =>
    Object.fromEntries(
      [field, ...fields.filter((other) => agreesWith(other) === field.name && isFilled(other))].map((one) => [
        one.name,
        check(one),
      ]),
    );
  return {
    type(field, value) {
      const typed: FieldValues = { [field.name]: value };
      const errors: Record<string, FieldError | null> = {};
      const all = { ...values, ...typed };
      for (const dependent of dependents(fields, field.name)) {
        if ((all[dependent.name] ?? '') === '') continue;
        typed[dependent.name] = regrouped(dependent, all);
        errors[dependent.name] = checkWhileTyping(dependent, all, today);
      }
      // A choice is whole at once; nobody leaves it.
      const chosen = field.input.kind === 'choice' ? betweenFields(field, all) : null;
      errors[field.name] = checkWhileTyping(field, all, today) ?? chosen;
      dispatch({ kind: 'typed', values: typed, errors });
    },
    leave(field) {
      if (isFilled(field)) dispatch({ kind: 'checked', errors: checkWithClaims(field) });
    },
    finish(field) {
      const errors = checkWithClaims(field);
      dispatch({ kind: 'checked', errors });
      return errors[field.name] === null;
    },
    finishAll() {
      // A field that is hidden by now keeps no refusal.
      const errors = Object.fromEntries(fields.map((field) => [field.name, isFilledHere(field) ? check(field) : null]));
      dispatch({ kind: 'checked', errors });
      return fields.flatMap((field) => errors[field.name] ?? []);
    },
  };
}
