// Reads numbers, dates and free text as people type them: full-width digits, separators and spaces are understood.
import { type CalendarDate, formatCalendarDate, isRealDate } from '#src/base/calendar-date.ts';
import { fail, ok, type Result } from '#src/base/result.ts';

/** Compatibility ideographs stay as they were typed: normalising would put another character into a name or an address. */
const exceptCompatibilityIdeographs = /[^\uF900-\uFAFF\u{2F800}-\u{2FA1F}]+/gu;

export function normalizeText(raw: string): string {
  const composed = raw.replace(exceptCompatibilityIdeographs, (run) => run.normalize('NFC'));
  return composed.trim().replace(/\s+/gu, ' ');
}

/** The codes of a list, each once, in their order. */
export function readCodes(raw: string): readonly string[] {
  return [...new Set(raw.split(/\s+/u))].filter((code) => code !== '');
}

/** A whole number without leading zeros, e.g. `-12`. */
export function readWholeNumber(raw: string): Result<number, 'not-a-number'> {
  const text = raw.normalize('NFKC').replace(/\s/gu, '').replace(/^−/u, '-');
  const number = /^[+-]?\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? ok(number === 0 ? 0 : number) : fail('not-a-number');
}

/** `1990-03-07`, `1990/3/7`, `1990.3.7`, `1990年3月7日` or `19900307`. */
export function readDate(raw: string): Result<CalendarDate, 'not-a-date'> {
  const text = raw.normalize('NFKC').replace(/\s/gu, '').replace(/日$/u, '');
  const match = /^(\d{4})(\d{2})(\d{2})$/u.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})$/u.exec(text);
  if (match === null) return fail('not-a-date');
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isRealDate(date) ? ok(date) : fail('not-a-date');
}

/** A date as it is kept: `YYYY-MM-DD`. */
export function normalizeDate(raw: string): string | null {
  const read = readDate(raw);
  return read.ok ? formatCalendarDate(read.value) : null;
}
