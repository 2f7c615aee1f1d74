import { describe, expect, test } from 'vitest';
import type { FieldConsent } from '#src/domain/consent/schema.ts';
import { checkForm, groupByClass, hasConsent } from '#src/domain/forms/rules.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { maxTypedLength } from '#src/domain/registration/schema.ts';

const text = { 'zh-CN': '文', en: 'text' };
const common = { label: text, help: text, purpose: text, necessity: text };
const form = formDefinition.parse({
  id: 'basic',
  version: 1,
  title: text,
  reviewChecks: [{ id: 'document', label: text }],
  fields: [
    { ...common, name: 'name', part: 'core', class: 'identity', input: { kind: 'person-name' } },
    {
      ...common,
      name: 'documentType',
      part: 'core',
      class: 'identity',
      input: { kind: 'document-type', options: ['resident-id', 'passport'] },
    },
    {
      ...common,
      name: 'documentNumber',
      part: 'core',
      class: 'identity',
      input: { kind: 'document-number', typeField: 'documentType' },
    },
    { ...common, name: 'phone', part: 'core', class: 'contact', input: { kind: 'phone' } },
    { ...common, name: 'address', part: 'supplementary', class: 'supplementary', input: { kind: 'text', maxLength: 10 } },
  ],
});
const today = { year: 2026, month: 11, day: 24 };
const good = { name: '王小明', documentType: 'passport', documentNumber: 'e12345678', phone: '138 0013 8000' };
const agreed: FieldConsent = { field: 'address', agreed: true, decidedAt: '2026-11-24T08:00:00.000Z' };

test('keeps normalised values', () => {
  const checked = checkForm(form, good, [], today);
  expect(checked).toEqual({
    ok: true,
    value: { values: { ...good, documentNumber: 'E12345678', phone: '13800138000' }, leftOut: [] },
  });
});

test('a text longer than the program takes in is refused at its field, however much of it is spaces', () => {
  const padded = `王${' '.repeat(maxTypedLength)}小明`;
  const checked = checkForm(form, { ...good, name: padded }, [], today);
  expect(checked.ok ? [] : checked.error).toEqual([
    { field: 'name', code: 'forms/too-long', params: { length: padded.length, maximum: maxTypedLength } },
  ]);
});

test('names every wrong field with its code and never the value', () => {
  const checked = checkForm(form, { name: '王7', documentType: 'visa', documentNumber: '1', phone: '' }, [], today);
  if (checked.ok) throw new Error('accepted');
  expect(checked.error.map(({ field }) => field)).toEqual(['name', 'documentType', 'documentNumber', 'phone']);
  expect(checked.error.map(({ code }) => code)).toContain('forms/document-type-first');
});

describe('a supplementary value (R2.6)', () => {
  test('is left out without consent, even when it is invalid', () => {
    const checked = checkForm(form, { ...good, address: 'x'.repeat(50) }, [], today);
    expect(checked.ok && checked.value.leftOut).toEqual(['address']);
    expect(checked.ok && checked.value.values).not.toHaveProperty('address');
  });

  test('is kept with consent, checked, and optional', () => {
    const kept = checkForm(form, { ...good, address: ' 人民路  9 号 ' }, [agreed], today);
    expect(kept.ok && kept.value.values).toHaveProperty('address', '人民路 9 号');
    const tooLong = checkForm(form, { ...good, address: 'x'.repeat(11) }, [agreed], today);
    expect(tooLong.ok ? null : tooLong.error[0]?.code).toBe('forms/too-long');
    expect(checkForm(form, { ...good, address: ' ' }, [agreed], today).ok).toBe(true);
  });

  test.each([
    ['invisible', '\u200b\ufeff'],
    ['blank letters', '\u3164\u2800'],
    ['only marks', '\u0301\u0302'],
    ['a turned line', '幸福\u202e路'],
    ['a control character', '幸福\u0000路'],
    ['half a character', '\ud842'],
    ['a pile of marks', `e${'\u0301\u0330\u0489'.repeat(20)}`],
  ])('that a paper cannot show as it is, is refused: %s', (_name, address) => {
    const checked = checkForm(form, { ...good, address }, [agreed], today);
    expect(checked.ok ? null : checked.error[0]?.code).toBe('forms/characters');
  });

  test.each(['𠮷𪚥𰻝路 9 号', '👩‍👩‍👧 家', 'Đường số 5', 'شارع ٥', '<b>路</b>'])('is kept as it is: %s', (address) => {
    const roomy = {
      ...form,
      fields: form.fields.map((field) =>
        field.input.kind === 'text' ? { ...field, input: { kind: 'text', maxLength: 40 } as const } : field,
      ),
    };
    const checked = checkForm(roomy, { ...good, address }, [agreed], today);
    expect(checked.ok && checked.value.values.address).toBe(address);
  });

  test('follows the last answer', () => {
    expect(hasConsent([agreed, { ...agreed, agreed: false }], 'address')).toBe(false);
  });
});

test('what the form does not ask for is not kept (R1.4)', () => {
  const checked = checkForm(form, { ...good, income: '1000000' }, [], today);
  expect(checked.ok && Object.keys(checked.value.values)).not.toContain('income');
});

test('values are grouped by sensitivity class (R4.2)', () => {
  expect(groupByClass(form, { name: 'a', phone: 'b' })).toEqual({ identity: { name: 'a' }, contact: { phone: 'b' } });
});

test('a field without purpose cannot be published (R1.4)', () => {
  const [first, ...rest] = form.fields;
  const { purpose: _purpose, ...withoutPurpose } = first ?? {};
  expect(formDefinition.safeParse({ ...form, fields: [withoutPurpose, ...rest] }).success).toBe(false);
});
