import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineOf, nextDay, workingCalendar, workingDaysBetween, workingDaysLeft } from './rules.ts';
import type { AdjustedDay } from './schema.ts';

const adjusted: AdjustedDay[] = [
  { date: '2026-01-01', kind: 'holiday' },
  { date: '2026-01-02', kind: 'holiday' },
  { date: '2026-01-04', kind: 'workday' },
  { date: '2026-02-14', kind: 'workday' },
  ...['16', '17', '18', '19', '20', '23'].map((day) => ({ date: `2026-02-${day}`, kind: 'holiday' as const })),
  { date: '2026-02-28', kind: 'workday' },
];
const calendar = workingCalendar(adjusted);

function plusDays(day: string, count: number): string {
  let on = day;
  for (let index = 0; index < count; index += 1) on = nextDay(on);
  return on;
}

const day = fc.integer({ min: 0, max: 700 }).map((count) => plusDays('2025-06-01', count));
const term = fc.record({ receivedOn: day, workingDays: fc.integer({ min: 1, max: 40 }) });
const anyCalendar = fc
  .uniqueArray(fc.record({ date: day, kind: fc.constantFrom('holiday' as const, 'workday' as const) }), {
    selector: ({ date }) => date,
    maxLength: 60,
  })
  .map(workingCalendar);

describe('working days by the notice', () => {
  test.each([
    ['2026-02-13', true],
    ['2026-02-14', true], // a Saturday worked in return
    ['2026-02-15', false],
    ['2026-02-16', false], // Monday, Spring Festival
    ['2026-02-23', false],
    ['2026-02-24', true],
    ['2026-02-28', true],
    ['2026-03-01', false],
    ['2026-01-04', true], // a Sunday worked in return
    ['2026-01-03', false],
  ])('%s: %s', (date, isWorking) => {
    expect(calendar.isWorkingDay(date)).toBe(isWorking);
  });
});

describe('deadline', () => {
  test('goes over the Spring Festival and counts the Saturdays worked in return', () => {
    const deadline = deadlineOf(calendar, { receivedOn: '2026-02-12', workingDays: 5, pauses: [] });
    // 13 Fri, 14 Sat (worked), 24 Tue, 25 Wed, 26 Thu
    expect(deadline).toEqual({ on: '2026-02-26', guessedYears: [] });
  });

  test('a request received on a day off counts from the next working day', () => {
    expect(deadlineOf(calendar, { receivedOn: '2026-02-17', workingDays: 1, pauses: [] }).on).toBe('2026-02-24');
  });

  test('a year without its notice is said', () => {
    expect(deadlineOf(calendar, { receivedOn: '2026-12-28', workingDays: 10, pauses: [] })).toEqual({
      on: '2027-01-11',
      guessedYears: [2027],
    });
    expect(deadlineOf(calendar, { receivedOn: '2026-12-31', workingDays: 1, pauses: [] }).guessedYears).toEqual([2027]);
    expect(deadlineOf(workingCalendar([]), { receivedOn: '2026-06-01', workingDays: 1, pauses: [] }).guessedYears).toEqual([
      2026,
    ]);
  });

  test('is a working day, and exactly so many working days after the request', () => {
    fc.assert(
      fc.property(anyCalendar, term, (days, { receivedOn, workingDays }) => {
        const { on } = deadlineOf(days, { receivedOn, workingDays, pauses: [] });
        expect(days.isWorkingDay(on)).toBe(true);
        expect(workingDaysBetween(days, receivedOn, on)).toBe(workingDays);
      }),
    );
  });

  test('never comes earlier for a later request or a longer term', () => {
    fc.assert(
      fc.property(anyCalendar, term, fc.nat(20), fc.nat(5), (days, { receivedOn, workingDays }, later, longer) => {
        const { on } = deadlineOf(days, { receivedOn, workingDays, pauses: [] });
        expect(deadlineOf(days, { receivedOn: plusDays(receivedOn, later), workingDays, pauses: [] }).on >= on).toBe(true);
        expect(deadlineOf(days, { receivedOn, workingDays: workingDays + longer, pauses: [] }).on >= on).toBe(true);
      }),
    );
  });

  test('a pause that begins in time moves it by exactly the working days of the pause', () => {
    fc.assert(
      fc.property(anyCalendar, term, fc.nat(30), fc.nat(30), (days, { receivedOn, workingDays }, after, length) => {
        const without = deadlineOf(days, { receivedOn, workingDays, pauses: [] }).on;
        const from = plusDays(receivedOn, after);
        fc.pre(from < without);
        const to = plusDays(from, length);
        const { on } = deadlineOf(days, { receivedOn, workingDays, pauses: [{ from, to }] });
        expect(days.isWorkingDay(on)).toBe(true);
        // What was left when it was paused is left when it goes on.
        expect(workingDaysBetween(days, to, on)).toBe(workingDaysBetween(days, from, without));
        expect(workingDaysBetween(days, receivedOn, on) - workingDays).toBe(workingDaysBetween(days, from, to));
      }),
    );
  });

  test('a pause after it changes nothing', () => {
    fc.assert(
      fc.property(anyCalendar, term, fc.nat(30), fc.nat(30), (days, { receivedOn, workingDays }, after, length) => {
        const { on } = deadlineOf(days, { receivedOn, workingDays, pauses: [] });
        const from = plusDays(on, after);
        expect(deadlineOf(days, { receivedOn, workingDays, pauses: [{ from, to: plusDays(from, length) }] }).on).toBe(on);
      }),
    );
  });
});

describe('what is left', () => {
  test('0 on the last day, negative from the day after it', () => {
    expect(workingDaysLeft(calendar, '2026-02-26', '2026-02-24')).toBe(2);
    expect(workingDaysLeft(calendar, '2026-02-26', '2026-02-26')).toBe(0);
    expect(workingDaysLeft(calendar, '2026-02-26', '2026-02-27')).toBe(-1);
    expect(workingDaysLeft(calendar, '2026-03-06', '2026-03-07')).toBe(-1);
    expect(workingDaysLeft(calendar, '2026-02-26', '2026-03-03')).toBe(-4);
  });
});
