import { describe, expect, test } from 'vitest';
import { checkField } from '#src/domain/forms/rules.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { normalizeDate, normalizeText, readWholeNumber } from '#src/domain/forms/typed-values.ts';

const text = { 'zh-CN': '文', en: 'text' };
const today = { year: 2028, month: 2, day: 29 };
function verdict(input: FieldDefinition['input'], raw: string): string {
  const texts = { label: text, help: text, purpose: text, necessity: text };
  const checked = checkField({ ...texts, name: 'f', part: 'core', class: 'identity', input }, { f: raw }, today);
  return checked.ok ? checked.value : [checked.error.code, ...Object.values(checked.error.params)].join(' ');
}

describe('free text', () => {
  test('keeps compatibility ideographs as they were typed, and composes the rest', () => {
    expect(normalizeText(' \uF9A8 e\u0301\t\u{2F81A} ')).toBe('\uF9A8 é \u{2F81A}');
    expect(verdict({ kind: 'text', maxLength: 9 }, '\uFA0C\uF9DC路')).toBe('\uFA0C\uF9DC路');
  });
});

describe('a whole number', () => {
  test.each([
    ['7', '7'],
    [' ００７ ', '7'],
    ['-0', '0'],
    ['−3', '-3'],
    ['+3', '3'],
    ['3.5', 'forms/number'],
    ['1e3', 'forms/number'],
    ['三', 'forms/number'],
    ['1'.repeat(16), 'forms/number'],
    ['999999999999999', 'forms/number-too-large 999999999999'],
    ['', 'forms/required'],
  ])('%s', (raw, expected) => {
    expect(verdict({ kind: 'number' }, raw)).toBe(expected);
  });

  test('has its limits included', () => {
    const input = { kind: 'number', minimum: -1, maximum: 120 } as const;
    expect(['-2', '-1', '120', '121'].map((raw) => verdict(input, raw))).toEqual([
      'forms/number-too-small -1',
      '-1',
      '120',
      'forms/number-too-large 120',
    ]);
    expect(readWholeNumber('')).toEqual({ ok: false, error: 'not-a-number' });
  });
});

describe('a date', () => {
  test.each([
    ['1990-03-07', '1990-03-07'],
    ['１９９０/3/7', '1990-03-07'],
    ['1990年3月7日', '1990-03-07'],
    ['19900307', '1990-03-07'],
    ['1990-02-29', null],
    ['1990-3', null],
    ['07/03/1990', null],
    ['', null],
  ])('%s', (raw, expected) => {
    expect(normalizeDate(raw)).toBe(expected);
  });

  test('is held to days and years from today, both ends allowed', () => {
    const past = { kind: 'date', latest: { unit: 'day', count: 0 } } as const;
    expect([verdict(past, '2028-02-29'), verdict(past, '2028-03-01')]).toEqual(['2028-02-29', 'forms/date-too-late 2028-02-29']);
    const recent = { kind: 'date', earliest: { unit: 'year', count: -1 } } as const;
    expect([verdict(recent, '2027-02-28'), verdict(recent, '2027-02-27')]).toEqual([
      '2027-02-28',
      'forms/date-too-early 2027-02-28',
    ]);
    expect(verdict({ kind: 'date', latest: { unit: 'day', count: 1 } }, '2028-03-01')).toBe('2028-03-01');
  });
});
