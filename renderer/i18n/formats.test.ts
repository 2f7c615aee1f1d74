import { expect, it } from 'vitest';
import { ageParts, clockTime, fullTime, shortHash } from './formats.ts';

const noon = new Date('2026-11-24T04:30:05.000Z');

it('shows the clock alone on the same day, the date with it otherwise', () => {
  const instant = noon.toISOString();
  expect(clockTime(instant, noon.getTime() + 3_600_000)).toBe('12:30');
  expect(clockTime(instant, noon.getTime() + 86_400_000)).toBe('11-24 12:30');
  expect(fullTime(instant)).toBe('2026-11-24 12:30:05');
});

it('says ages in the largest unit and never below zero', () => {
  expect(ageParts(-5_000)).toEqual({ unit: 'seconds', count: 0 });
  expect(ageParts(59_999)).toEqual({ unit: 'seconds', count: 59 });
  expect(ageParts(60_000)).toEqual({ unit: 'minutes', count: 1 });
  expect(ageParts(47 * 3_600_000)).toEqual({ unit: 'hours', count: 47 });
  expect(ageParts(50 * 86_400_000)).toEqual({ unit: 'days', count: 50 });
});

it('shortens a hash to three groups', () => {
  expect(shortHash('0123456789abcdef')).toBe('0123 4567 89ab');
});
