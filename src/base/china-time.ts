// Days and times of day as people in China read them: one time for the whole country, eight hours ahead of UTC and without summer time
// since 1991. A workstation's own time zone moves no day: it is set wrongly by mistake, and by anybody.
import type { CalendarDate } from './calendar-date.ts';

const aheadMs = 8 * 3_600_000;

/** The moment as a clock in China shows it: `2026-11-24T14:05:09.000`. */
export function timeInChina(epochMs: number): string {
  return new Date(epochMs + aheadMs).toISOString().slice(0, -1);
}

/** `2026-11-24`. */
export function dayInChina(epochMs: number): string {
  return timeInChina(epochMs).slice(0, 10);
}

export function dateInChina(epochMs: number): CalendarDate {
  const date = new Date(epochMs + aheadMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
