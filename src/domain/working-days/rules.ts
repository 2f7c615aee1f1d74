// Terms in Chinese working days (R8.2, R8.3). Days are those of China, written YYYY-MM-DD. Pure: today is always a
// parameter.
import { formatCalendarDate, parseCalendarDate, shiftDate } from '#src/base/calendar-date.ts';
import type { AdjustedDay } from './schema.ts';

/** The day after. @throws Error for what is no day */
export function nextDay(day: string): string {
  const date = parseCalendarDate(day);
  if (date === undefined) throw new Error('not a day');
  return formatCalendarDate(shiftDate(date, { unit: 'day', count: 1 }));
}

export interface WorkingCalendar {
  readonly isWorkingDay: (day: string) => boolean;
  /** Years that begin or end inside (from, until] and of which no notice is known: there every weekday counts, and nothing else. */
  readonly guessedYears: (from: string, until: string) => readonly number[];
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

export function workingCalendar(days: readonly AdjustedDay[]): WorkingCalendar {
  const kinds = new Map(days.map(({ date, kind }) => [date, kind]));
  const known = new Set(days.map(({ date }) => Number(date.slice(0, 4))));
  return {
    isWorkingDay: (day) => {
      const kind = kinds.get(day);
      return kind === undefined ? !isWeekend(day) : kind === 'workday';
    },
    guessedYears: (from, until) => {
      if (until <= from) return [];
      const [first, last] = [Number(nextDay(from).slice(0, 4)), Number(until.slice(0, 4))];
      return Array.from({ length: last - first + 1 }, (_, offset) => first + offset).filter((year) => !known.has(year));
    },
  };
}

/** Working days after one day, up to and including another; 0 when that is not later. */
export function workingDaysBetween({ isWorkingDay }: WorkingCalendar, after: string, until: string): number {
  let count = 0;
  for (let day = after; day < until; ) {
    day = nextDay(day);
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/** The days after `from`, up to and including `to`, do not count: work went on until the day of the pause, and goes on after that of its end. */
export interface Pause {
  readonly from: string;
  readonly to: string;
}

export interface Term {
  /** Does not count itself. */
  readonly receivedOn: string;
  readonly workingDays: number;
  /** In their order; none overlaps another. */
  readonly pauses: readonly Pause[];
}

export interface Deadline {
  /** The last day on which it is in time. */
  readonly on: string;
  /** Years it was reckoned through without their notice: it may still move. */
  readonly guessedYears: readonly number[];
}

/** The day on which the last working day of the term is used up. */
export function deadlineOf(calendar: WorkingCalendar, { receivedOn, workingDays, pauses }: Term): Deadline {
  let on = receivedOn;
  let left = Math.max(1, workingDays);
  while (left > 0) {
    on = nextDay(on);
    const isPaused = pauses.some(({ from, to }) => from < on && on <= to);
    if (!isPaused && calendar.isWorkingDay(on)) left -= 1;
  }
  return { on, guessedYears: calendar.guessedYears(receivedOn, on) };
}

/** Working days left after today; negative: so many working days late. */
export function workingDaysLeft(calendar: WorkingCalendar, deadline: string, today: string): number {
  const left = workingDaysBetween(calendar, today, deadline);
  // Of a deadline that has passed: on the very first day after it, even a Saturday, it is late.
  return today <= deadline ? left : -Math.max(1, workingDaysBetween(calendar, deadline, today));
}
