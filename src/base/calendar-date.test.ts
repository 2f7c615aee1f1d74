import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn, compareDates, formatCalendarDate, isRealDate, parseCalendarDate } from './calendar-date.ts';

const anyDate = fc.record({
  year: fc.integer({ min: 1, max: 9999 }),
  month: fc.integer({ min: 0, max: 13 }),
  day: fc.integer({ min: 0, max: 32 }),
});

/** The platform's calendar as an independent witness. */
function existsInPlatformCalendar({ year, month, day }: { year: number; month: number; day: number }): boolean {
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  return instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
}

describe('calendar dates', () => {
  test('agree with the platform calendar on which days exist', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(isRealDate(date)).toBe(existsInPlatformCalendar(date));
      }),
      { numRuns: 2000 },
    );
  });

  test('survive writing and reading', () => {
    fc.assert(
      fc.property(anyDate.filter(isRealDate), (date) => {
        expect(parseCalendarDate(formatCalendarDate(date))).toEqual(date);
      }),
    );
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-1-1',
    '23-01-01',
    ' 2023-01-01',
    '2023-01-01T00:00',
    '',
  ])('refuse %j', (text) => {
    expect(parseCalendarDate(text)).toBeUndefined();
  });

  test('are ordered like their text', () => {
    fc.assert(
      fc.property(anyDate.filter(isRealDate), anyDate.filter(isRealDate), (a, b) => {
        const [first, second] = [formatCalendarDate(a), formatCalendarDate(b)];
        expect(Math.sign(compareDates(a, b))).toBe(first < second ? -1 : Number(first > second));
      }),
    );
  });

  test.each([
    ['1990-03-07', '2026-03-06', 35],
    ['1990-03-07', '2026-03-07', 36],
    ['2004-02-29', '2026-02-28', 21],
    ['2004-02-29', '2026-03-01', 22],
    ['2026-11-24', '2026-11-24', 0],
  ])('born %s is on %s %i years old', (born, day, age) => {
    const [birthDate, today] = [parseCalendarDate(born), parseCalendarDate(day)];
    expect(birthDate !== undefined && today !== undefined && ageOn(birthDate, today)).toBe(age);
  });
});
