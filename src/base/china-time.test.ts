import { expect, test } from 'vitest';
import { dateInChina, dayInChina, timeInChina } from './china-time.ts';

test('a day is China’s, whatever the machine’s time zone', () => {
  const lastMoment = Date.UTC(2026, 11, 31, 15, 59, 59, 999);
  expect([timeInChina(lastMoment), dayInChina(lastMoment)]).toEqual(['2026-12-31T23:59:59.999', '2026-12-31']);
  expect(dayInChina(lastMoment + 1)).toBe('2027-01-01');
  expect(dateInChina(lastMoment + 1)).toEqual({ year: 2027, month: 1, day: 1 });
});
