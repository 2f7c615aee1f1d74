// What typing, leaving and finishing a field do to a registration. The checks themselves are the domain's.
import { useToday } from '#renderer/bridge/today.tsx';
import { checkFinished, checkWhileTyping, groupingOf } from '#renderer/features/forms/field-checks.ts';
import { regroup } from '#renderer/features/forms/grouped-typing.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { askedFields } from '#src/domain/forms/conditions.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { partyErrors } from '#src/domain/forms/parties.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

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

export function useFieldEdits(state: Filling, dispatch: (event: CaptureEvent) => void): FieldEdits {
  const { fields } = state.opened.form;
  const today = useToday();
  const betweenPersons = (field: FieldDefinition) =>
    partyErrors(state.acceptedBy, state.opened.form, state.values, today).find((error) => error.field === field.name) ?? null;
  const asked = askedFields(state.opened.form, state.values, (name) => state.agreed.includes(name));
  const check = (field: FieldDefinition) => {
    const found = asked.find((candidate) => candidate.field.name === field.name);
    return found === undefined ? null : (checkFinished(found, state.values, today) ?? betweenPersons(field));
  };
  const isFilledHere = (field: FieldDefinition) => field.part === 'core' || state.agreed.includes(field.name);
  return {
    type(field, value) {
      const typed: FieldValues = { [field.name]: value };
      const errors: Record<string, FieldError | null> = {};
      const all = { ...state.values, ...typed };
      for (const dependent of dependents(fields, field.name)) {
        if ((all[dependent.name] ?? '') === '') continue;
        typed[dependent.name] = regrouped(dependent, all);
        errors[dependent.name] = checkWhileTyping(dependent, all, today);
      }
      errors[field.name] = checkWhileTyping(field, all, today);
      dispatch({ kind: 'typed', values: typed, errors });
    },
    leave(field) {
      if ((state.values[field.name] ?? '').trim() === '') return;
      dispatch({ kind: 'checked', errors: { [field.name]: check(field) } });
    },
    finish(field) {
      const error = check(field);
      dispatch({ kind: 'checked', errors: { [field.name]: error } });
      return error === null;
    },
    finishAll() {
      // A field that is hidden by now keeps no refusal.
      const errors = Object.fromEntries(fields.map((field) => [field.name, isFilledHere(field) ? check(field) : null]));
      dispatch({ kind: 'checked', errors });
      return fields.flatMap((field) => errors[field.name] ?? []);
    },
  };
}
