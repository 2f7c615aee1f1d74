// What must hold before a form may be published (R1.4, R2.1, R2.6). One set of rules for the designer's screen, the local program and
// the server; each problem has a path to the place, so that a person can be led there. Reading what was published earlier is not
// stricter for it: a rule that is new here never makes an old form unreadable.
import { canonicalJson } from '#src/base/canonical-json.ts';
import { type LocalText, languages } from '#src/base/language.ts';
import { maximumAttachments, type SignatureWanted, signaturePlace } from '#src/domain/attachments/schema.ts';
import { agreesWith, sexOptions } from '#src/domain/forms/agreement.ts';
import { partyOf } from '#src/domain/forms/parties.ts';

import type { Condition, FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { maxTypedLength } from '#src/domain/registration/schema.ts';

export const publishingCodes = [
  'text-missing',
  'text-disordered',
  'name-invalid',
  'repeated',
  'class-unknown',
  'type-field',
  'agrees-with',
  'sex-options',
  'options-missing',
  'value-missing',
  'value-space',
  'values-too-long',
  'range-empty',
  'condition-empty',
  'condition-field',
  'condition-values',
  'condition-supplementary',
  'fields-missing',
  'images-too-many',
  'checks-missing',
  'core-kind-missing',
  'topic-missing',
  'form-unknown',
  'notice-unknown',
  'id-invalid',
  'id-taken',
  'shape',
] as const;
export type PublishingCode = (typeof publishingCodes)[number];

export interface PublishingProblem {
  /** Which of several items that are published together; absent: the first. */
  readonly item?: number;
  /** Members from the item down to the place, joined by points: `fields.3.purpose.en`. Empty: the item as a whole. */
  readonly path: string;
  readonly code: PublishingCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export function problem(path: string, code: PublishingCode, params: PublishingProblem['params'] = {}): PublishingProblem {
  return { path, code, params };
}

/** What turns the order of the letters around, or shows as nothing: a subject would read something else than what is published. */
const disorder = /\p{Bidi_Control}|[^\P{Cc}\t\n\r]/u;

/** A text of only spaces or signs says nothing; it needs a letter or a digit of some script, in the order in which they are read. */
export function textProblems(text: LocalText, path: string): PublishingProblem[] {
  return languages.flatMap((language) => {
    const at = `${path}.${language}`;
    if (!/[\p{L}\p{N}]/u.test(text[language])) return [problem(at, 'text-missing', { language })];
    return disorder.test(text[language]) ? [problem(at, 'text-disordered', { language })] : [];
  });
}

/** The second and every further occurrence. */
export function repeatedProblems(values: readonly string[], pathOf: (index: number) => string): PublishingProblem[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [problem(pathOf(index), 'repeated')] : []));
}

const optionValues = (input: FieldDefinition['input']): readonly string[] | null => {
  if (input.kind === 'choice' || input.kind === 'choices') return input.options.map((option) => option.value);
  return input.kind === 'document-type' ? input.options : null;
};

/** Days are compared with years as 365.25 days: close enough to see that a range is the wrong way round. */
function daysOf(limit: { readonly unit: 'day' | 'year'; readonly count: number }): number {
  return limit.unit === 'day' ? limit.count : limit.count * 365.25;
}

type Options = Extract<FieldDefinition['input'], { readonly kind: 'choice' }>['options'];

function optionProblems(options: Options, path: string): PublishingProblem[] {
  return [
    ...(options.length === 0 ? [problem(`${path}.options`, 'options-missing')] : []),
    ...options.flatMap((option, index) => [
      ...(option.value.trim() === '' ? [problem(`${path}.options.${index}.value`, 'value-missing')] : []),
      ...textProblems(option.label, `${path}.options.${index}.label`),
    ]),
    ...repeatedProblems(
      options.map((option) => option.value),
      (index) => `${path}.options.${index}.value`,
    ),
  ];
}

/** All of them together must fit into one value, parted by spaces. */
function codeProblems(options: Options, path: string): PublishingProblem[] {
  const spaced = options.flatMap(({ value }, index) =>
    value.trim() !== '' && /\s/u.test(value) ? [problem(`${path}.options.${index}.value`, 'value-space')] : [],
  );
  const { length } = options.map(({ value }) => value).join(' ');
  const isTooLong = length > maxTypedLength;
  return isTooLong ? [...spaced, problem(`${path}.options`, 'values-too-long', { length, maximum: maxTypedLength })] : spaced;
}

/** The number of the same person. Where it is not asked nothing has to agree, so conditions may differ. */
function agreementProblems(field: FieldDefinition, path: string, form: Pick<FormDefinition, 'fields'>): PublishingProblem[] {
  const number = agreesWith(field);
  if (number === null) return [];
  const named = form.fields.find((candidate) => candidate.name === number);
  const isUsable = named?.input.kind === 'document-number' && partyOf(named) === partyOf(field);
  return isUsable ? [] : [problem(`${path}.agreesWith`, 'agrees-with')];
}

function sexProblems(field: FieldDefinition, path: string): PublishingProblem[] {
  const values = agreesWith(field) === null ? null : optionValues(field.input);
  return values === null || sexOptions.every((sex) => values.includes(sex)) ? [] : [problem(`${path}.options`, 'sex-options')];
}

function inputProblems(field: FieldDefinition, path: string, form: Pick<FormDefinition, 'fields'>): PublishingProblem[] {
  const { input } = field;
  switch (input.kind) {
    case 'choices':
      return [...optionProblems(input.options, path), ...codeProblems(input.options, path)];
    case 'choice':
      return [...optionProblems(input.options, path), ...sexProblems(field, path), ...agreementProblems(field, path, form)];
    case 'document-number': {
      const type = form.fields.find((candidate) => candidate.name === input.typeField);
      const isUsable =
        type?.input.kind === 'document-type' &&
        partyOf(type) === partyOf(field) &&
        (type.showWhen === undefined || canonicalJson(type.showWhen) === canonicalJson(field.showWhen ?? null));
      return isUsable ? [] : [problem(`${path}.typeField`, 'type-field')];
    }
    case 'number': {
      const { minimum, maximum } = input;
      const isEmpty = minimum !== undefined && maximum !== undefined && minimum > maximum;
      return [...(isEmpty ? [problem(path, 'range-empty')] : []), ...agreementProblems(field, path, form)];
    }
    case 'date': {
      const { earliest, latest } = input;
      const isEmpty = earliest !== undefined && latest !== undefined && daysOf(earliest) > daysOf(latest);
      return [...(isEmpty ? [problem(path, 'range-empty')] : []), ...agreementProblems(field, path, form)];
    }
    default:
      return [];
  }
}

function conditionProblems(
  field: FieldDefinition,
  condition: Condition | undefined,
  path: string,
  earlier: readonly FieldDefinition[],
): PublishingProblem[] {
  if (condition === undefined) return [];
  if (condition.rules.length === 0) return [problem(path, 'condition-empty')];
  return condition.rules.flatMap((rule, index) => {
    const at = `${path}.rules.${index}`;
    const named = earlier.find((candidate) => candidate.name === rule.field);
    if (named === undefined) return [problem(`${at}.field`, 'condition-field')];
    if (named.part === 'supplementary' && field.part === 'core') return [problem(`${at}.field`, 'condition-supplementary')];
    if (!('values' in rule)) return [];
    const options = optionValues(named.input);
    const isUsable = rule.values.every((value) => (options === null ? value.trim() !== '' : options.includes(value)));
    return rule.values.length > 0 && isUsable ? [] : [problem(`${at}.values`, 'condition-values')];
  });
}

function fieldProblems(form: FormDefinition, index: number, classes: readonly string[]): PublishingProblem[] {
  const field = form.fields[index];
  if (field === undefined) return [];
  const path = `fields.${index}`;
  const earlier = form.fields.slice(0, index);
  const texts = (['label', 'help', 'purpose', 'necessity'] as const).flatMap((member) =>
    textProblems(field[member], `${path}.${member}`),
  );
  return [
    ...(/^[a-z][A-Za-z0-9]{0,59}$/u.test(field.name) ? [] : [problem(`${path}.name`, 'name-invalid')]),
    ...texts,
    ...(classes.includes(field.class) ? [] : [problem(`${path}.class`, 'class-unknown')]),
    ...inputProblems(field, `${path}.input`, form),
    ...conditionProblems(field, field.showWhen, `${path}.showWhen`, earlier),
    ...conditionProblems(field, field.requireWhen, `${path}.requireWhen`, earlier),
  ];
}

/** The picture of a signature is sealed to a class like every value. */
export function signatureProblems(signature: SignatureWanted | undefined, classes: readonly string[]): PublishingProblem[] {
  return signature === undefined || classes.includes(signature.class) ? [] : [problem('signature.class', 'class-unknown')];
}

/** The signatures of notice and form count too. */
const maximumImageFields = maximumAttachments - signaturePlace.options.length;

function imageProblems(form: Pick<FormDefinition, 'fields'>): PublishingProblem[] {
  const images = form.fields.flatMap(({ input }, index) => (input.kind === 'image' ? [index] : []));
  return images
    .slice(maximumImageFields)
    .map((index) => problem(`fields.${index}.input`, 'images-too-many', { maximum: maximumImageFields }));
}

/** Everything that keeps a form from being published; empty when it may be. */
export function formProblems(form: FormDefinition, classes: readonly string[]): PublishingProblem[] {
  return [
    ...textProblems(form.title, 'title'),
    ...(form.fields.length === 0 ? [problem('fields', 'fields-missing')] : []),
    ...repeatedProblems(
      form.fields.map((field) => field.name),
      (index) => `fields.${index}`,
    ),
    ...form.fields.flatMap((_field, index) => fieldProblems(form, index, classes)),
    ...imageProblems(form),
    ...signatureProblems(form.signature, classes),
    ...(form.reviewChecks.length === 0 ? [problem('reviewChecks', 'checks-missing')] : []),
    ...repeatedProblems(
      form.reviewChecks.map((check) => check.id),
      (index) => `reviewChecks.${index}`,
    ),
    ...form.reviewChecks.flatMap((check, index) => textProblems(check.label, `reviewChecks.${index}.label`)),
  ];
}

/** R2.1: a core service collects name, identity-document number and contact from everybody, whatever else it asks. */
const coreKinds = ['person-name', 'document-number', 'phone'] as const;

/** Which of the three a form does not ask of everybody. */
export function missingCoreKinds(form: Pick<FormDefinition, 'fields'>): readonly (typeof coreKinds)[number][] {
  const always = form.fields.filter(
    (field) =>
      field.part === 'core' && partyOf(field) === 'subject' && field.showWhen === undefined && field.requireWhen === undefined,
  );
  return coreKinds.filter((kind) => !always.some((field) => field.input.kind === kind));
}
