import type { CalendarDate } from '#src/base/calendar-date.ts';

/** The calendar date on this computer. The program checks again with its own clock. */
export function today(): CalendarDate {
  const now = new Date();
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}
