import { expect, test } from 'vitest';
import { ageBandOf, termBandOf } from './standing.ts';

test('days since it began, whole ones', () => {
  const from = '2026-11-01T08:00:00.000Z';
  const after = (days: number, ms = 0) => ageBandOf(from, Date.parse(from) + days * 86_400_000 + ms);
  expect([after(-1), after(0), after(7, -1), after(7), after(30, -1), after(30), after(90, -1), after(90)]).toEqual([
    ...['0-6', '0-6', '0-6', '7-29', '7-29', '30-89', '30-89', '90+'],
  ]);
});

test('working days left; the last day is none left, and in time', () => {
  expect([-8, -1, 0, 2, 3, 5, 6, 40].map(termBandOf)).toEqual(['overdue', 'overdue', '0-2', '0-2', '3-5', '3-5', '6+', '6+']);
});
