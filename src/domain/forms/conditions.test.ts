import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedFields, askedValues } from '#src/domain/forms/conditions.ts';
import { checkForm } from '#src/domain/forms/rules.ts';
import { type Condition, type FieldDefinition, formDefinition } from '#src/domain/forms/schema.ts';

const text = { 'zh-CN': '文', en: 'text' };
function field(name: string, change: Partial<FieldDefinition> = {}): FieldDefinition {
  const texts = { label: text, help: text, purpose: text, necessity: text };
  return { ...texts, name, part: 'core', class: 'identity', input: { kind: 'text', maxLength: 100 }, ...change };
}
function when(name: string, ...values: string[]): Condition {
  return { match: 'all', rules: [{ field: name, is: 'one-of', values }] };
}
function formOf(...fields: FieldDefinition[]) {
  return formDefinition.parse({ id: 'f', version: 1, title: text, fields, reviewChecks: [{ id: 'c', label: text }] });
}

const today = { year: 2026, month: 11, day: 25 };
const form = formOf(
  field('kind', { input: { kind: 'choice', options: ['person', 'company'].map((value) => ({ value, label: text })) } }),
  field('company', { showWhen: when('kind', 'company') }),
  field('branch', { showWhen: { match: 'all', rules: [{ field: 'company', is: 'filled' }] } }),
  field('note', { requireWhen: when('kind', 'person') }),
  field('age', { part: 'supplementary', input: { kind: 'number', minimum: 0 }, requireWhen: when('kind', 'person') }),
);
const agreedTo = (...names: string[]) =>
  names.map((name) => ({ field: name, agreed: true, decidedAt: '2026-11-25T00:00:00.000Z' }));
const asked = (values: Record<string, string>, ...agreed: string[]) =>
  askedFields(form, values, (name) => agreed.includes(name)).map((one) => `${one.field.name}${one.isRequired ? '!' : ''}`);

test('a hidden field is not asked, and what stands behind it neither', () => {
  expect(asked({ kind: 'person', company: 'left over' })).toEqual(['kind!', 'note!', 'age']);
  expect(asked({ kind: 'company', company: 'Yunling' })).toEqual(['kind!', 'company!', 'branch!', 'note', 'age']);
});

test('a hidden field is never kept, never required, and not an error however wrong it is (R1.4)', () => {
  const checked = checkForm(form, { kind: 'person', company: 'x'.repeat(500), note: 'n' }, [], today);
  expect(checked).toEqual({ ok: true, value: { values: { kind: 'person', note: 'n' }, leftOut: [] } });
});

test('a core field with a condition of need may stay empty without it, and is checked when it is filled', () => {
  expect(checkForm(form, { kind: 'person' }, [], today)).toMatchObject({ error: [{ field: 'note', code: 'forms/required' }] });
  const filled = { kind: 'company', company: 'c', branch: 'b', note: 'x'.repeat(101) };
  expect(checkForm(form, filled, [], today)).toMatchObject({ error: [{ field: 'note', code: 'forms/too-long' }] });
});

describe('a supplementary field never blocks (R2.6)', () => {
  test('declined it is not required, whatever its condition says', () => {
    expect(checkForm(form, { kind: 'person', note: 'n', age: 'wrong' }, [], today)).toMatchObject({
      ok: true,
      value: { leftOut: ['age'] },
    });
  });

  test('agreed to and needed it must be filled; taking the consent back opens the way again', () => {
    expect(checkForm(form, { kind: 'person', note: 'n' }, agreedTo('age'), today)).toMatchObject({
      error: [{ field: 'age', code: 'forms/required' }],
    });
    const back = [...agreedTo('age'), { field: 'age', agreed: false, decidedAt: '2026-11-25T00:01:00.000Z' }];
    expect(checkForm(form, { kind: 'person', note: 'n' }, back, today).ok).toBe(true);
  });
});

test('what the subject did not agree to counts as empty for other fields', () => {
  const dependent = formOf(
    field('hobby', { part: 'supplementary' }),
    field('club', { part: 'supplementary', showWhen: { match: 'any', rules: [{ field: 'hobby', is: 'filled' }] } }),
  );
  expect(askedFields(dependent, { hobby: 'chess' }, () => false).map((one) => one.field.name)).toEqual(['hobby']);
  expect(askedFields(dependent, { hobby: 'chess' }, () => true)).toHaveLength(2);
});

test('values are compared as they are read: full-width digits, leading zeros, spaces, other ways to write a date', () => {
  const compared = formOf(
    field('count', { input: { kind: 'number' } }),
    field('day', { input: { kind: 'date' } }),
    field('more', { showWhen: when('count', '5') }),
    field('then', { showWhen: when('day', '1990-03-07') }),
  );
  const names = (values: Record<string, string>) => askedFields(compared, values, () => false).map((one) => one.field.name);
  expect(names({ count: ' ０５ ', day: '1990年3月7日' })).toEqual(['count', 'day', 'more', 'then']);
  expect(names({ count: '50', day: '1990-03-08' })).toEqual(['count', 'day']);
});

test('of several choices any one may be meant, and none of them is not the same as not this one', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: text }));
  const several = formOf(
    field('some', { part: 'supplementary', input: { kind: 'choices', options } }),
    field('withB', { part: 'supplementary', showWhen: when('some', 'b', 'x') }),
    field('withoutB', {
      part: 'supplementary',
      showWhen: { match: 'all', rules: [{ field: 'some', is: 'none-of', values: ['b'] }] },
    }),
    field('any', { part: 'supplementary', showWhen: { match: 'all', rules: [{ field: 'some', is: 'filled' }] } }),
  );
  const names = (some: string) =>
    askedFields(several, { some }, () => true)
      .slice(1)
      .map((one) => one.field.name);
  expect(names('a b')).toEqual(['withB', 'any']);
  expect(names('a c')).toEqual(['withoutB', 'any']);
  expect(names(' ')).toEqual(['withoutB']);
  // A code that only begins like one is another.
  expect(names('bb')).toEqual(['withoutB', 'any']);
});

test('whatever is typed: what is kept is asked, and hiding is decided the same way twice', () => {
  const values = fc.record({
    kind: fc.constantFrom('person', 'company', '', 'x'),
    company: fc.string(),
    branch: fc.string(),
    note: fc.string(),
    age: fc.string(),
  });
  fc.assert(
    fc.property(values, fc.boolean(), (typed, isAgreed) => {
      const kept = askedValues(form, typed, () => isAgreed);
      expect(askedValues(form, kept, () => isAgreed)).toEqual(kept);
      const checked = checkForm(form, typed, isAgreed ? agreedTo('age') : [], today);
      if (checked.ok) for (const name of Object.keys(checked.value.values)) expect(Object.keys(kept)).toContain(name);
    }),
  );
});
