import type { CalendarDate } from '#src/base/calendar-date.ts';

/** The only source of time in the local program. */
export interface Clock {
  /** The workstation's clock, milliseconds since the epoch. It may be wrong; nothing is ever ordered by it. */
  nowMs(): number;
  /** Whole milliseconds since an arbitrary moment of this run; never goes back. */
  monotonicMs(): number;
  /** The calendar date of an instant where the workstation stands. */
  dateOf(epochMs: number): CalendarDate;
}
