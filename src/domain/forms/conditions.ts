// Which fields are asked, and which must be filled, with the values typed so far (R2.6). The screen and the program decide by this one
// function, so a field that is hidden is nowhere asked, kept or required. Conditions look only at fields that are asked themselves:
// a hidden field, and a supplementary one the subject has not agreed to, count as empty.
import type { Condition, ConditionRule, FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { normalizeDate, normalizeText, readCodes, readWholeNumber } from '#src/domain/forms/typed-values.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

export interface AskedField {
  readonly field: FieldDefinition;
  /** A supplementary field is only ever required after the subject agreed to give it; without consent it is left out. */
  readonly isRequired: boolean;
}

/** A value as conditions compare it. */
function comparable(field: FieldDefinition | undefined, raw: string): string {
  if (field?.input.kind === 'number') {
    const number = readWholeNumber(raw);
    return number.ok ? String(number.value) : normalizeText(raw);
  }
  if (field?.input.kind === 'date') return normalizeDate(raw) ?? normalizeText(raw);
  return normalizeText(raw);
}

function ruleHolds(rule: ConditionRule, form: FormDefinition, asked: FieldValues): boolean {
  const field = form.fields.find((candidate) => candidate.name === rule.field);
  const raw = asked[rule.field] ?? '';
  // Of several choices each is compared: `one-of` holds when any of them is among the values, `none-of` when none is.
  const held = field?.input.kind === 'choices' ? readCodes(raw) : [comparable(field, raw)];
  const isAmong = (values: readonly string[]) =>
    held.some((value) => values.some((candidate) => comparable(field, candidate) === value));
  const isFilled = held.some((value) => value !== '');
  switch (rule.is) {
    case 'filled':
      return isFilled;
    case 'empty':
      return !isFilled;
    case 'one-of':
      return isFilled && isAmong(rule.values);
    case 'none-of':
      return !isAmong(rule.values);
  }
}

function holds(condition: Condition | undefined, form: FormDefinition, asked: FieldValues): boolean {
  if (condition === undefined) return true;
  const test = (rule: ConditionRule) => ruleHolds(rule, form, asked);
  return condition.match === 'all' ? condition.rules.every(test) : condition.rules.some(test);
}

/**
 * The fields that are asked now, in the form's order.
 * @param isAgreed has the subject agreed to this supplementary field?
 */
export function askedFields(
  form: FormDefinition,
  values: FieldValues,
  isAgreed: (name: string) => boolean,
): readonly AskedField[] {
  const asked: FieldValues = {};
  return form.fields.flatMap((field) => {
    if (!holds(field.showWhen, form, asked)) return [];
    const mayBeFilled = field.part === 'core' || isAgreed(field.name);
    if (mayBeFilled) asked[field.name] = values[field.name] ?? '';
    const isNeeded = field.requireWhen === undefined ? field.part === 'core' : holds(field.requireWhen, form, asked);
    return [{ field, isRequired: mayBeFilled && isNeeded }];
  });
}

/** What was typed into fields that may be kept now. */
export function askedValues(form: FormDefinition, values: FieldValues, isAgreed: (name: string) => boolean): FieldValues {
  const kept: FieldValues = {};
  for (const { field } of askedFields(form, values, isAgreed)) {
    const value = values[field.name];
    if (value !== undefined && (field.part === 'core' || isAgreed(field.name))) kept[field.name] = value;
  }
  return kept;
}
