// Properties of the document checks, against numbers made by a second implementation of each standard: weight tables here,
// recurrences in the product, so that a mistake in one does not hide in the other.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysInMonth } from '#src/base/calendar-date.ts';
import { icaoCheckDigit, mod112CheckCharacter } from './check-characters.ts';
import { checkDocumentNumber, checkDocumentWhileTyping, documentTypes } from './documents.ts';

/** GB 11643-1999: weights of places 1 to 17 and the character for each remainder. */
const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function withResidentCheck(body: string): string {
  const sum = residentWeights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

function withIcaoCheck(body: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const weighted = [...body].map((character, index) => alphabet.indexOf(character) * Number('731'.charAt(index % 3)));
  return body + String(weighted.reduce((total, value) => total + value, 0) % 10);
}

const today = { year: 2026, month: 11, day: 24 };

const birthDates = fc
  .record({ year: fc.integer({ min: 1900, max: 2025 }), month: fc.integer({ min: 1, max: 12 }) })
  .chain(({ year, month }) => fc.integer({ min: 1, max: daysInMonth(year, month) }).map((day) => ({ year, month, day })));
const holders = fc.record({
  birthDate: birthDates,
  sex: fc.constantFrom('male' as const, 'female' as const),
  sequence: fc.integer({ min: 0, max: 499 }),
});
type Holder = typeof holders extends fc.Arbitrary<infer Value> ? Value : never;

function numberOf(region: string, { birthDate, sex, sequence }: Holder): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  const date = digits(birthDate.year, 4) + digits(birthDate.month, 2) + digits(birthDate.day, 2);
  return withResidentCheck(region + date + digits(sequence * 2 + (sex === 'male' ? 1 : 0), 3));
}

const residentIds = holders.chain((holder) =>
  fc.constantFrom('110101', '440305', '650102', '512221', '429004').map((region) => numberOf(region, holder)),
);

function passes(number: string): boolean {
  return checkDocumentNumber('resident-id', number, today).ok;
}

describe('check characters', () => {
  test('agree with an independent implementation of each standard', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/u), (body) => {
        expect(body + mod112CheckCharacter(body)).toBe(withResidentCheck(body));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{3}\d{11}$/u), (body) => {
        expect(body + icaoCheckDigit(body)).toBe(withIcaoCheck(body));
      }),
    );
  });
});

describe('well-formed numbers', () => {
  test.each([
    ['resident-id', '440305', '广东省深圳市南山区'],
    ['resident-id', '110103', '北京市崇文区'],
    ['hmt-residence-permit', '810000', '香港特别行政区'],
    ['hmt-residence-permit', '820000', '澳门特别行政区'],
    ['hmt-residence-permit', '830000', '台湾'],
    ['foreign-permanent-resident', '932682', '江苏省'],
  ] as const)('%s %s passes and tells its holder', (type, region, zh) => {
    fc.assert(
      fc.property(holders, (holder) => {
        expect(checkDocumentNumber(type, numberOf(region, holder), today)).toMatchObject({
          ok: true,
          value: { facts: { birthDate: holder.birthDate, sex: holder.sex, region: { zh } } },
        });
      }),
    );
  });
});

describe('travel documents, whose numbers have no check character', () => {
  const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`, 'u'));
  const whole = [
    ['hmt-travel-permit', fc.tuple(fc.constantFrom('H', 'M'), digits(8)), '香港特别行政区 澳门特别行政区'],
    ['taiwan-travel-permit', fc.tuple(fc.constant(''), digits(8)), '台湾'],
    ['chinese-passport', fc.tuple(fc.constantFrom('E1', 'EA', 'EZ', 'SE', 'DE', 'PE'), digits(7)), null],
  ] as const;

  test.each(whole)('%s: any whole number passes, and one place more or less does not', (type, parts, regions) => {
    fc.assert(
      fc.property(parts, ([head, tail]) => {
        const checked = checkDocumentNumber(type, head + tail, today);
        expect(checked).toMatchObject({ ok: true, value: { number: head + tail, facts: { warnings: [] } } });
        if (checked.ok && regions !== null) expect(regions).toContain(checked.value.facts.region?.zh);
        expect(checked.ok && checked.value.facts.age).toBeUndefined();
        for (const wrong of [head + tail.slice(1), `${head}${tail}0`])
          expect(checkDocumentNumber(type, wrong, today).ok).toBe(false);
      }),
    );
  });
});

describe('slips of the hand', () => {
  test('every single wrong character is caught, at every place', () => {
    fc.assert(
      fc.property(residentIds, (number) => {
        for (let index = 0; index < 18; index += 1) {
          for (const other of '0123456789X') {
            if (other !== number.charAt(index)) {
              expect(passes(number.slice(0, index) + other + number.slice(index + 1))).toBe(false);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('every swap of neighbours is caught', () => {
    fc.assert(
      fc.property(residentIds, (number) => {
        for (let index = 0; index < 17; index += 1) {
          const [first, second] = [number.charAt(index), number.charAt(index + 1)];
          if (first !== second) expect(passes(number.slice(0, index) + second + first + number.slice(index + 2))).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a missing or doubled character is caught', () => {
    fc.assert(
      fc.property(residentIds, fc.integer({ min: 0, max: 17 }), (number, index) => {
        expect(passes(number.slice(0, index) + number.slice(index + 1))).toBe(false);
        expect(passes(number.slice(0, index) + number.charAt(index) + number.slice(index))).toBe(false);
      }),
    );
  });
});

describe('anything at all', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[0-9A-Za-z]{0,20}$/u),
    residentIds.map((number) => number.slice(0, 15)),
  );

  test('never throws, and what is typed never contradicts the finished check', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documentTypes), garbage, (type, raw) => {
        const checked = checkDocumentNumber(type, raw, today);
        const typed = checkDocumentWhileTyping(type, raw, today);
        expect(typed.complete).toBe(checked.ok);
        if (typed.error !== undefined) expect(checked).toEqual({ ok: false, error: typed.error });
        expect(JSON.parse(JSON.stringify(checked))).toEqual(checked);
      }),
      { numRuns: 3000 },
    );
  });

  test('a beginning that is called wrong stays wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documentTypes), fc.stringMatching(/^[0-9A-Z]{1,18}$/u), (type, number) => {
        const wrongAt = [...number].findIndex(
          (_, index) => checkDocumentWhileTyping(type, number.slice(0, index + 1), today).error !== undefined,
        );
        if (wrongAt >= 0) expect(checkDocumentNumber(type, number, today).ok).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});
