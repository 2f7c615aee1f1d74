import type { CalendarDate } from '#src/base/calendar-date.ts';

/** China has one time zone and no summer time. */
const chinaOffsetMs = 8 * 3_600_000;

/** The calendar day in China, wherever the server stands: ages and dates are judged by it. */
export function chinaDay(epochMs: number): CalendarDate {
  const there = new Date(epochMs + chinaOffsetMs);
  return { year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate() };
}
