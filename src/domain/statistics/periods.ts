// What statistics are asked about: a week, day by day, or a year of weeks (ISO 8601). Weeks lie in years and days in weeks without a rest,
// so that no two periods overlap and differ by a day. Days are those of China, which has one time for all of it.
import { type CalendarDate, compareDates, formatCalendarDate, parseCalendarDate, shiftDate } from '#src/base/calendar-date.ts';

/** `2026-W48`, or a year of weeks, `2026`. */
export type PeriodName = string;
export const periodPattern = /^\d{4}(?:-W(?:0[1-9]|[1-4]\d|5[0-3]))?$/;

export interface Period {
  readonly unit: 'week' | 'year';
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** What it is counted by: days of a week, or names of weeks of a year. */
  readonly buckets: readonly string[];
}

const dayMs = 86_400_000;

const later = (date: CalendarDate, count: number) => shiftDate(date, { unit: 'day', count });

/** 0 on Monday. */
function weekday({ year, month, day }: CalendarDate): number {
  return (Math.floor(Date.UTC(year, month - 1, day) / dayMs) + 3) % 7;
}

/** Monday of week 1: that of the week with 4 January in it. */
function firstMonday(year: number): CalendarDate {
  const fourth = { year, month: 1, day: 4 };
  return later(fourth, -weekday(fourth));
}

function weekName(year: number, week: number): string {
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

function weeksIn(year: number): number {
  const [first, next] = [firstMonday(year), firstMonday(year + 1)];
  return Math.round(
    (Date.UTC(next.year, next.month - 1, next.day) - Date.UTC(first.year, first.month - 1, first.day)) / dayMs / 7,
  );
}

/** The week a day belongs to; early January may be in the last one of the year before. */
export function weekOf(day: string): PeriodName {
  const date = parseCalendarDate(day);
  if (date === undefined) throw new Error('no day');
  const year = [date.year + 1, date.year, date.year - 1].find((one) => compareDates(firstMonday(one), date) <= 0) ?? date.year;
  const first = firstMonday(year);
  const days = (Date.UTC(date.year, date.month - 1, date.day) - Date.UTC(first.year, first.month - 1, first.day)) / dayMs;
  return weekName(year, Math.floor(days / 7) + 1);
}

/** The year of weeks that a week lies in. */
export function yearOf(week: PeriodName): PeriodName {
  return week.slice(0, 4);
}

/** @returns null when there is no such week */
export function periodOf(name: PeriodName): Period | null {
  if (!periodPattern.test(name)) return null;
  const year = Number(name.slice(0, 4));
  if (year < 1971 || year > 9998) return null;
  const weeks = weeksIn(year);
  if (name.length === 4) {
    const [first, next] = [firstMonday(year), firstMonday(year + 1)];
    const buckets = Array.from({ length: weeks }, (_, index) => weekName(year, index + 1));
    return { unit: 'year', from: formatCalendarDate(first), to: formatCalendarDate(later(next, -1)), buckets };
  }
  const week = Number(name.slice(6));
  if (week > weeks) return null;
  const monday = later(firstMonday(year), (week - 1) * 7);
  const buckets = Array.from({ length: 7 }, (_, index) => formatCalendarDate(later(monday, index)));
  return { unit: 'week', from: buckets[0] ?? '', to: buckets[6] ?? '', buckets };
}

/** The period so many further, of the same unit; negative: earlier. */
export function movePeriod(name: PeriodName, count: number): PeriodName {
  if (name.length === 4) return String(Number(name) + count);
  const date = parseCalendarDate(periodOf(name)?.from ?? '');
  return date === undefined ? name : weekOf(formatCalendarDate(later(date, 7 * count)));
}
