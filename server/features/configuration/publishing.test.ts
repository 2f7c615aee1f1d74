import { describe, expect, test } from 'vitest';
import { registrationForm } from '#server/demo/form.ts';
import { noticeProblems } from '#src/domain/consent/publishing.ts';
import { formProblems, missingCoreKinds } from '#src/domain/forms/publishing.ts';
import { type FieldDefinition, type FormDefinition, formDefinition } from '#src/domain/forms/schema.ts';

const classes = ['identity', 'contact', 'supplementary'];
type Change = (form: FormDefinition, fields: FieldDefinition[]) => void;
function problemsAfter(change: Change): string[] {
  const form = structuredClone(registrationForm);
  change(form, form.fields);
  return formProblems(form, classes).map(({ path, code }) => `${path} ${code}`);
}
const set =
  (index: number, change: Partial<FieldDefinition>): Change =>
  (_form, fields) =>
    Object.assign(fields[index] ?? {}, change);
const text = { 'zh-CN': '文', en: 'text' };
const rule = (field: string, ...values: string[]) => ({ match: 'all', rules: [{ field, is: 'one-of', values }] }) as const;
const writable = <T>(value: T) => structuredClone(value) as never;

test('the demonstration may be published, and what may be published parses', () => {
  expect(formProblems(registrationForm, classes)).toEqual([]);
  expect(formDefinition.safeParse(registrationForm).success).toBe(true);
});

test.each<[string, string, Change]>([
  ['a purpose of only spaces', 'fields.0.purpose.zh-CN text-missing', set(0, { purpose: { 'zh-CN': '　 ', en: 'x' } })],
  ['a necessity of only signs', 'fields.0.necessity.en text-missing', set(0, { necessity: { 'zh-CN': '法', en: '\u200b—' } })],
  [
    'a label that is read in another order',
    'fields.0.label.en text-disordered',
    set(0, { label: { 'zh-CN': '姓名', en: 'Name \u202Eeton' } }),
  ],
  ['an empty help', 'fields.4.help.en text-missing', set(4, { help: { 'zh-CN': '可不填', en: '' } })],
  ['an unknown class', 'fields.0.class class-unknown', set(0, { class: 'secret' })],
  ['a name with a space', 'fields.0.name name-invalid', set(0, { name: 'my name' })],
  ['a choice without options', 'fields.5.input.options options-missing', set(5, { input: { kind: 'choice', options: [] } })],
  [
    'two options of one value',
    'fields.5.input.options.1.value repeated',
    set(5, { input: { kind: 'choice', options: [1, 2].map(() => ({ value: 'a', label: text })) } }),
  ],
  ['a range the wrong way round', 'fields.5.input range-empty', set(5, { input: { kind: 'number', minimum: 2, maximum: 1 } })],
  [
    'dates the wrong way round',
    'fields.5.input range-empty',
    set(5, { input: { kind: 'date', earliest: { unit: 'day', count: 1 }, latest: { unit: 'year', count: -1 } } }),
  ],
  ['a condition without rules', 'fields.5.showWhen condition-empty', set(5, { showWhen: { match: 'any', rules: [] } })],
  [
    'a condition on itself',
    'fields.4.showWhen.rules.0.field condition-field',
    set(4, { showWhen: writable(rule('address', 'x')) }),
  ],
  [
    'a condition on a later field',
    'fields.1.showWhen.rules.0.field condition-field',
    set(1, { showWhen: writable(rule('phone', '1')) }),
  ],
  [
    'a condition on no field',
    'fields.1.showWhen.rules.0.field condition-field',
    set(1, { showWhen: writable(rule('nothing', '1')) }),
  ],
  [
    'a value the field does not offer',
    'fields.4.showWhen.rules.0.values condition-values',
    set(4, { showWhen: writable(rule('documentType', 'visa')) }),
  ],
  [
    'a condition without values',
    'fields.4.requireWhen.rules.0.values condition-values',
    set(4, { requireWhen: writable(rule('name')) }),
  ],
  [
    'a core field behind one that may be declined',
    'fields.6.requireWhen.rules.0.field condition-supplementary',
    set(6, { part: 'core', requireWhen: writable(rule('address', 'x')) }),
  ],
  [
    'a number whose type is asked on another condition',
    'fields.2.input.typeField type-field',
    set(1, { showWhen: writable(rule('name', '王')) }),
  ],
  [
    'a birth date that agrees with no number',
    'fields.4.input.agreesWith agrees-with',
    set(4, { input: { kind: 'date', agreesWith: 'phone' } }),
  ],
  [
    'a sex without the two options that tell it',
    'fields.4.input.options sex-options',
    set(4, { input: { kind: 'choice', options: [{ value: 'male', label: text }], agreesWith: 'documentNumber' } }),
  ],
  ['no fields', 'fields fields-missing', (form) => Object.assign(form, { fields: [] })],
  ['no points of review', 'reviewChecks checks-missing', (form) => Object.assign(form, { reviewChecks: [] })],
])('%s', (_name, expected, change) => {
  expect(problemsAfter(change)).toContain(expected);
});

test('a core service asks everybody: a condition does not count (R2.1)', () => {
  expect(missingCoreKinds(registrationForm)).toEqual([]);
  const hidden = structuredClone(registrationForm);
  Object.assign(hidden.fields[3] ?? {}, { showWhen: rule('documentType', 'passport') });
  expect(missingCoreKinds(hidden)).toEqual(['phone']);
});

describe('a notice', () => {
  const sections = (['purpose', 'scope', 'method', 'rules'] as const).map((topic) => ({ topic, heading: text, body: text }));
  test('states four topics (R2.5), each once and in both languages', () => {
    expect(noticeProblems({ title: text, sections }, classes)).toEqual([]);
    const broken = [...sections.slice(1), { topic: 'rules' as const, heading: text, body: { 'zh-CN': ' ', en: 'x' } }];
    expect(noticeProblems({ title: text, sections: broken }, classes).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'sections topic-missing',
      'sections.3 repeated',
      'sections.3.body.zh-CN text-missing',
    ]);
    const signed = { title: text, sections, signature: { need: 'required', class: 'unknown' } } as const;
    expect(noticeProblems(signed, classes).map(({ path, code }) => `${path} ${code}`)).toEqual(['signature.class class-unknown']);
  });
});
