// Calendar dates of the proleptic Gregorian calendar, without time zone and without a clock: today is always a parameter.
// Plain numbers instead of Date, so that no local time zone can move a birthday by a day.

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month of a year; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (daysOfMonths[month - 1] ?? 0);
}

export function isRealDate({ year, month, day }: CalendarDate): boolean {
  const isWhole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  return isWhole && year >= 1 && year <= 9999 && day >= 1 && day <= daysInMonth(year, month);
}

/** Negative when `a` is earlier, 0 when equal, positive when later. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

/** Completed years on a day; negative before birth. Born on 29 February, a year completes on 1 March of common years. */
export function ageOn(birthDate: CalendarDate, day: CalendarDate): number {
  const hadBirthday = day.month > birthDate.month || (day.month === birthDate.month && day.day >= birthDate.day);
  return day.year - birthDate.year - (hadBirthday ? 0 : 1);
}

/** Reads `YYYY-MM-DD`. @returns undefined when the text has another shape or the day does not exist */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (match === null) return undefined;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isRealDate(date) ? date : undefined;
}

/** Writes `YYYY-MM-DD`. */
export function formatCalendarDate({ year, month, day }: CalendarDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A distance in days or in whole years, to the past when negative. */
export interface DateShift {
  readonly unit: 'day' | 'year';
  readonly count: number;
}

/** The day that far away. A year from 29 February ends on 28 February of common years. */
export function shiftDate({ year, month, day }: CalendarDate, { unit, count }: DateShift): CalendarDate {
  if (unit === 'year') return { year: year + count, month, day: Math.min(day, daysInMonth(year + count, month)) };
  const shifted = new Date(0);
  shifted.setUTCFullYear(year, month - 1, day + count);
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() };
}
