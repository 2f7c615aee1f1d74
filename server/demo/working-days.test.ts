import { expect, test } from 'vitest';
import { workingCalendar, workingDaysBetween } from '#src/domain/working-days/rules.ts';
import { publishedWorkingDays } from './working-days.ts';

test.each([2025, 2026])('of %i as many days are left as the law leaves: all but weekends and thirteen holidays', (year) => {
  const days = workingDaysBetween(workingCalendar(publishedWorkingDays), `${year - 1}-12-31`, `${year}-12-31`);
  expect(days).toBe(365 - 104 - 13);
});

test('every day worked in return is a Saturday or Sunday, and no day is named twice', () => {
  const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
  const worked = publishedWorkingDays.filter(({ kind }) => kind === 'workday');
  expect(worked.filter(({ date }) => weekday(date) > 0 && weekday(date) < 6)).toEqual([]);
  expect(new Set(publishedWorkingDays.map(({ date }) => date)).size).toBe(publishedWorkingDays.length);
});
