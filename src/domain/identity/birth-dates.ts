// Birth dates inside document numbers (R3.1), read digit by digit so that an impossible year, month or day is said while the
// number is still being typed. Never guesses missing digits.
import { ageOn, type CalendarDate, compareDates, daysInMonth } from '#src/base/calendar-date.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import type { DocumentError } from './errors.ts';

/** The oldest verified human age is 122; above this a year was mistyped. */
const oldestPlausibleAge = 130;

/** Years that a mistyped number is told apart from a future birth by: outside, the year itself is called impossible. */
const earliestYear = 1800;
const latestYear = 2199;

export type BirthDateReading = Result<CalendarDate | undefined, DocumentError>;

function impossible(part: 'year' | 'month' | 'day'): BirthDateReading {
  return fail({ code: 'identity/birth-date', params: { part } });
}

/** Whether digits typed so far can still become a number from `lowest` to `highest`, once filled up to `length` digits. */
function canBecome(digits: string, length: number, lowest: number, highest: number): boolean {
  return Number(digits.padEnd(length, '9')) >= lowest && Number(digits.padEnd(length, '0')) <= highest;
}

/**
 * Reads `YYYYMMDD`, or as much of it as has been typed.
 * @param digits 0 to 8 ASCII digits
 * @returns the date when complete, undefined while nothing is wrong yet, or what is certainly wrong
 */
export function readBirthDate(digits: string, today: CalendarDate): BirthDateReading {
  const yearDigits = digits.slice(0, 4);
  if (!canBecome(yearDigits, 4, earliestYear, latestYear)) return impossible('year');
  if (yearDigits.length < 4) return ok(undefined);

  const year = Number(yearDigits);
  if (year > today.year) return fail({ code: 'identity/birth-date-future', params: {} });
  if (today.year - year > oldestPlausibleAge + 1) return tooOld();
  const monthDigits = digits.slice(4, 6);
  if (!canBecome(monthDigits, 2, 1, 12)) return impossible('month');
  if (monthDigits.length < 2) return ok(undefined);

  const month = Number(monthDigits);
  const dayDigits = digits.slice(6, 8);
  if (!canBecome(dayDigits, 2, 1, daysInMonth(year, month))) return impossible('day');
  if (dayDigits.length < 2) return ok(undefined);

  const date = { year, month, day: Number(dayDigits) };
  if (compareDates(date, today) > 0) return fail({ code: 'identity/birth-date-future', params: {} });
  return ageOn(date, today) > oldestPlausibleAge ? tooOld() : ok(date);
}

function tooOld(): BirthDateReading {
  return fail({ code: 'identity/age-implausible', params: { maximum: oldestPlausibleAge } });
}

export interface ShortYearReading {
  readonly reading: BirthDateReading;
  /** Both centuries give a possible date; `reading` holds the later one. */
  readonly isCenturyAssumed: boolean;
}

/** Reads `YYMMDD`, or as much of it as has been typed. The later century that makes a possible date wins. */
export function readShortBirthDate(digits: string, today: CalendarDate): ShortYearReading {
  if (digits.length < 2) return { reading: ok(undefined), isCenturyAssumed: false };
  const thisCentury = Math.floor(today.year / 100);
  const later = readBirthDate(`${thisCentury}${digits}`, today);
  const earlier = readBirthDate(`${thisCentury - 1}${digits}`, today);
  if (!later.ok) return { reading: earlier, isCenturyAssumed: false };
  return { reading: later, isCenturyAssumed: later.value !== undefined && earlier.ok };
}
