import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movePeriod, periodOf, weekOf, yearOf } from './periods.ts';

describe('weeks of ISO 8601', () => {
  test.each([
    ['2026-11-25', '2026-W48'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
    ['2020-12-31', '2020-W53'],
    ['2026-01-01', '2026-W01'],
    ['2027-01-03', '2026-W53'],
  ])('%s is in %s', (day, week) => expect(weekOf(day)).toBe(week));

  test('a week has seven days from Monday, a year all of its weeks', () => {
    expect(periodOf('2026-W48')).toMatchObject({ unit: 'week', from: '2026-11-23', to: '2026-11-29' });
    expect(periodOf('2026')).toMatchObject({ unit: 'year', from: '2025-12-29', to: '2027-01-03' });
    expect(periodOf('2026')?.buckets).toHaveLength(53);
    expect(periodOf('2025')?.buckets).toHaveLength(52);
  });

  test('what is no period is none', () => {
    for (const name of ['2025-W53', '2026-W00', '2026-W54', '2026-11', '', '0000', '2026-W1']) expect(periodOf(name)).toBeNull();
  });

  test('the next and the one before', () => {
    expect(movePeriod('2026-W53', 1)).toBe('2027-W01');
    expect(movePeriod('2026-W01', -1)).toBe('2025-W52');
    expect(movePeriod('2026', -1)).toBe('2025');
  });

  test('every day is in exactly one week, that week in exactly one year, and no day is left over', () => {
    const days = fc.integer({ min: 3_000, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    const holds = fc.property(days, (day) => {
      const week = weekOf(day);
      expect(periodOf(week)?.buckets).toContain(day);
      expect(periodOf(movePeriod(week, 1))?.buckets).not.toContain(day);
      const year = periodOf(yearOf(week));
      expect(year?.buckets).toContain(week);
      expect((year?.from ?? '') <= day && day <= (year?.to ?? '')).toBe(true);
    });
    fc.assert(holds);
  });
});
