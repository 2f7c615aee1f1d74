import { describe, expect, test } from 'vitest';
import { icaoCheckDigit } from './check-characters.ts';
import { checkConsistency } from './consistency.ts';
import { checkDocumentNumber, type DocumentFacts, type DocumentType } from './documents.ts';

const today = { year: 2026, month: 11, day: 24 };

function factsOf(type: DocumentType, number: string): DocumentFacts {
  const checked = checkDocumentNumber(type, number, today);
  if (!checked.ok) throw new Error(checked.error.code);
  return checked.value.facts;
}

describe('consistency with what is said of the person', () => {
  const facts = factsOf('resident-id', '11010519491231002X');

  test.each([
    [{}, 'ok'],
    [{ birthDate: { year: 1949, month: 12, day: 31 }, sex: 'female', age: 76 }, 'ok'],
    [{ birthDate: { year: 1949, month: 12, day: 30 } }, 'identity/birth-date-mismatch'],
    [{ birthDate: { year: 1849, month: 12, day: 31 } }, 'identity/birth-date-mismatch'],
    [{ sex: 'male' }, 'identity/sex-mismatch'],
    [{ age: 77 }, 'identity/age-mismatch'],
    [{ age: 0 }, 'identity/age-mismatch'],
  ] as const)('%j: %s', (claim, code) => {
    const checked = checkConsistency(facts, claim, today);
    expect(checked.ok ? 'ok' : checked.error.code).toBe(code);
  });

  test('what the document does not say cannot be contradicted', () => {
    const claim = { birthDate: { year: 1980, month: 1, day: 1 }, sex: 'male', age: 3 } as const;
    expect(checkConsistency(factsOf('passport', 'E12345678'), claim, today).ok).toBe(true);
  });

  test('a two-digit year allows both centuries, and no third', () => {
    const birthDate = { year: 1920, month: 5, day: 6 };
    const body = 'IRL31012005061';
    const old = factsOf('foreign-permanent-resident', body + icaoCheckDigit(body));
    expect(old.birthDate?.year).toBe(2020);
    expect(checkConsistency(old, { birthDate, age: 106 }, today).ok).toBe(true);
    expect(checkConsistency(old, { birthDate: { ...birthDate, year: 2020 }, age: 6 }, today).ok).toBe(true);
    expect(checkConsistency(old, { birthDate: { ...birthDate, year: 1820 } }, today).ok).toBe(false);
  });
});
