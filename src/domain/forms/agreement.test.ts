import { describe, expect, it, test } from 'vitest';
import { agreementErrors } from '#src/domain/forms/agreement.ts';
import { checkFormOf } from '#src/domain/forms/parties.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';

const text = { 'zh-CN': '文', en: 'text' };
const today = { year: 2026, month: 11, day: 24 };
const texts = { label: text, help: text, purpose: text, necessity: text };
function field(name: string, input: FieldDefinition['input'], change: Partial<FieldDefinition> = {}): FieldDefinition {
  return { ...texts, name, part: 'core', class: 'identity', input, ...change };
}
const sexes = ['male', 'female', 'unstated'].map((value) => ({ value, label: text }));
const form: FormDefinition = {
  id: 'f',
  version: 1,
  title: text,
  fields: [
    field('type', { kind: 'document-type', options: ['resident-id', 'passport'] }),
    field('number', { kind: 'document-number', typeField: 'type' }),
    field('born', { kind: 'date', agreesWith: 'number' }),
    field('age', { kind: 'number', agreesWith: 'number' }),
    field('sex', { kind: 'choice', options: sexes, agreesWith: 'number' }, { part: 'supplementary' }),
  ],
  reviewChecks: [{ id: 'c', label: text }],
};
/** A woman born on the last day of 1949. */
const document = { type: 'resident-id', number: '11010519491231002X' };
const codes = (values: Record<string, string>) =>
  agreementErrors(form, values, today).map((error) => `${error.field} ${error.code}`);

describe('what has to agree with a document number (R3.1)', () => {
  test.each([
    [{ born: '1949-12-31', age: '76', sex: 'female' }, []],
    [{ born: '１９４９年12月31日', age: ' ７６ ' }, []],
    [{ born: '1949-12-30' }, ['born identity/birth-date-mismatch']],
    [{ age: '77' }, ['age identity/age-mismatch']],
    [{ sex: 'male' }, ['sex identity/sex-mismatch']],
    [
      { born: '1990-01-01', age: '36', sex: 'male' },
      ['born identity/birth-date-mismatch', 'age identity/age-mismatch', 'sex identity/sex-mismatch'],
    ],
    [{ sex: 'unstated' }, []],
    [{ born: '', age: 'x', sex: '' }, []],
  ])('%j: %j', (values, expected) => {
    expect(codes({ ...document, ...values })).toEqual(expected);
  });

  it('says nothing while the number is wrong or missing, or of a kind that tells nothing', () => {
    const claims = { born: '1990-01-01', age: '36', sex: 'male' };
    expect(codes({ ...claims, type: 'resident-id', number: '110105194912310021' })).toEqual([]);
    expect(codes({ ...claims, type: 'resident-id' })).toEqual([]);
    expect(codes({ ...claims, type: 'passport', number: 'E12345678' })).toEqual([]);
  });

  it('is part of the check of the whole form, and a declined value is no claim', () => {
    const values = { ...document, born: '1949-12-31', age: '77', sex: 'male' };
    const check = (agreed: boolean) =>
      checkFormOf('subject', form, values, [{ field: 'sex', agreed, decidedAt: '2026-11-24T00:00:00Z' }], today);
    expect(check(true)).toMatchObject({ ok: false, error: [{ field: 'age' }, { field: 'sex' }] });
    expect(check(false)).toMatchObject({ ok: false, error: [{ field: 'age', code: 'identity/age-mismatch', params: {} }] });
  });
});
