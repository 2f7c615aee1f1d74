import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldError } from '#src/domain/forms/field-error.ts';
import { checkDocumentNumber, documentTypes } from './documents.ts';
import { identityErrorParams, identityWarningParams } from './errors.ts';
import { checkName } from './names.ts';
import { checkPhone } from './phones.ts';

const today = { year: 2026, month: 11, day: 24 };
const declared: Record<string, Record<string, string>> = { ...identityErrorParams, ...identityWarningParams };

function kindsOf(params: object): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value]));
}

describe('the code table', () => {
  test('no code is both an error and a warning', () => {
    expect(Object.keys(identityErrorParams).filter((code) => code in identityWarningParams)).toEqual([]);
  });

  test('whatever is refused carries a declared code, exactly its parameters, and never the value', () => {
    const raw = fc.oneof(fc.stringMatching(/^[0-9A-ZX+·王a ]{6,20}$/u), fc.string({ unit: 'binary', minLength: 6 }));
    fc.assert(
      fc.property(raw, fc.constantFrom(...documentTypes), (text, type) => {
        for (const checked of [checkDocumentNumber(type, text, today), checkName(text), checkPhone(text)]) {
          if (checked.ok) continue;
          const { code, params } = checked.error;
          expect(kindsOf(params)).toEqual(declared[code]);
          expect(fieldError.safeParse({ field: 'x', code, params }).success).toBe(true);
          const texts = Object.entries(params).filter(([name, value]) => typeof value === 'string' && name === 'character');
          expect(texts.every(([, value]) => [...String(value)].length === 1)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
