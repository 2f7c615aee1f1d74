// Numbers of the identity documents a counter meets (R2.1, R3.1): what is certainly wrong, and what the number itself says of
// its holder. Pure and quick enough for every key press. A passed check means "well formed", never "verified" (R1.2): only the
// authority can say that the document exists and belongs to the person.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { readForeignCard, readPassport, readResidencePermit, readResidentId } from './document-readers.ts';
import type { DocumentFacts, DocumentReading, DocumentType } from './document-types.ts';
import type { DocumentError } from './errors.ts';
import { readChinesePassport, readHmtTravelPermit, readTaiwanTravelPermit } from './travel-document-readers.ts';

export type { DocumentFacts, DocumentType, Sex } from './document-types.ts';
export type { DocumentError } from './errors.ts';

/** In the order in which a counter meets them. */
export const documentTypes = [
  'resident-id',
  'temporary-resident-id',
  'household-register',
  'hmt-residence-permit',
  'hmt-travel-permit',
  'taiwan-travel-permit',
  'foreign-permanent-resident',
  'chinese-passport',
  'passport',
] as const satisfies readonly DocumentType[];

const readers: Readonly<Record<DocumentType, (number: string, today: CalendarDate) => DocumentReading>> = {
  'resident-id': readResidentId,
  'temporary-resident-id': readResidentId,
  'household-register': readResidentId,
  'hmt-residence-permit': readResidencePermit,
  'hmt-travel-permit': readHmtTravelPermit,
  'taiwan-travel-permit': readTaiwanTravelPermit,
  'foreign-permanent-resident': readForeignCard,
  'chinese-passport': readChinesePassport,
  passport: readPassport,
};

const ignorable = /[\s\p{Cf}\p{Dash_Punctuation}\u2212]/gu;
const fullWidth = /[\uFF01-\uFF5E]/gu;
const fullWidthOffset = 0xfee0;

/**
 * The number as it is stored: full-width forms become ASCII, letters capitals; what input methods offer for X (Roman ten, the sign of
 * multiplication, the letters of other alphabets) becomes X, and a check character that does not fit finds it out; spaces, dashes and invisible format characters go. Every other character stays, so that the check can point at it.
 */
export function normalizeDocumentNumber(raw: string): string {
  return raw
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - fullWidthOffset))
    .replace(/[\u2169\u2179\u00D7\u2715\u0425\u0445\u03A7\u03C7]/gu, 'X')
    .replace(ignorable, '')
    .replace(/[a-z]/gu, (letter) => letter.toUpperCase());
}

/**
 * Checks a finished number.
 * @param raw as typed, pasted or read
 * @param today for age and future dates
 */
export function checkDocumentNumber(
  type: DocumentType,
  raw: string,
  today: CalendarDate,
): Result<{ number: string; facts: DocumentFacts }, DocumentError> {
  const number = normalizeDocumentNumber(raw);
  if (number === '') return fail({ code: 'identity/empty', params: {} });
  const reading = readers[type](number, today);
  if (reading.error !== undefined) return fail(reading.error);
  if (reading.missing !== undefined) return fail(reading.missing);
  return ok({ number, facts: reading.facts });
}

export interface TypedDocument {
  readonly number: string;
  /** Known from the characters typed so far. */
  readonly facts: DocumentFacts;
  /** What no further character can put right. */
  readonly error?: DocumentError;
  /** The number has all its characters and passes; a passport number may still grow. */
  readonly complete: boolean;
}

/** Checks a number while it is typed: says what is already certain and never complains about what is merely missing. */
export function checkDocumentWhileTyping(type: DocumentType, raw: string, today: CalendarDate): TypedDocument {
  const number = normalizeDocumentNumber(raw);
  const { facts, error, missing } = readers[type](number, today);
  if (error !== undefined) return { number, facts, error, complete: false };
  return { number, facts, complete: number !== '' && missing === undefined };
}

const printedAsOne: ReadonlySet<DocumentType> = new Set([
  'passport',
  'chinese-passport',
  'hmt-travel-permit',
  'taiwan-travel-permit',
]);

function groupBy(number: string, sizes: readonly number[]): string {
  const groups: string[] = [];
  let start = 0;
  for (const size of sizes) {
    groups.push(number.slice(start, start + size));
    start += size;
  }
  groups.push(number.slice(start));
  return groups.filter((group) => group !== '').join(' ');
}

/** Groups a normalised number for the eye: 6-8-4, the older foreign card 3-4-6-2, others as they are printed. */
export function groupDocumentNumber(type: DocumentType, number: string): string {
  if (printedAsOne.has(type)) return number;
  return type === 'foreign-permanent-resident' && /^[A-Z]/u.test(number) ? groupBy(number, [3, 4, 6]) : groupBy(number, [6, 8]);
}

/**
 * First and last character only: beside a birth date, the usual "first 6, last 4" leaves a single candidate, this about 65,000.
 * Numbers of four characters or fewer are hidden altogether.
 */
export function maskDocumentNumber(number: string): string {
  const characters = [...number];
  if (characters.length <= 4) return '*'.repeat(characters.length);
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}
