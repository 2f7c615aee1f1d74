// One reader per document type (R2.1, R3.1). A reader takes a normalised number, finished or not, and says what is certainly
// wrong, what is missing, and what the number tells so far. Rules only where the structure is publicly documented:
// - resident ID: GB 11643-1999; no rule for the sequence digits but their parity, because the standard has none;
// - residence permit of HK, Macao and Taiwan residents (2018-09-01): the same, regions 810000, 820000, 830000;
// - foreign permanent resident card, 18 places (2023-12-01): 9, province applied in, ISO 3166-1 numeric nationality, birth date,
//   sequence with parity by sex, MOD 11-2 (National Immigration Administration, 适配改造要点, table 1);
// - the same card, 15 places (2004 to 2023, still valid): alpha-3 nationality, 4-digit region, YYMMDD, one digit, ICAO 9303 check;
// - passport: ICAO 9303 letters and digits, no issuer's own pattern.
import { ageOn, type CalendarDate } from '#src/base/calendar-date.ts';
import { readBirthDate, readShortBirthDate } from './birth-dates.ts';
import { icaoCheckDigit, mod112CheckCharacter } from './check-characters.ts';
import type { DocumentFacts, DocumentReading, DocumentType } from './document-types.ts';
import type { DocumentError, DocumentWarning } from './errors.ts';
import { findRegion, isResidentProvince } from './regions.ts';

export type Facts = { -readonly [Name in keyof DocumentFacts]: DocumentFacts[Name] } & { warnings: DocumentWarning[] };

const longNumber = 18;
const oldForeignNumber = 15;

function characterError(number: string, index: number): DocumentError {
  // By code point, so that a character beyond the BMP is shown whole and counted once.
  const before = [...number.slice(0, index)].length;
  const shown = String.fromCodePoint(number.codePointAt(index) ?? 0xfffd).toWellFormed();
  return { code: 'identity/character', params: { position: before + 1, character: shown } };
}

export function lengthError(number: string, expected: number): DocumentError {
  return { code: 'identity/length', params: { expected, actual: [...number].length } };
}

function kindError(looksLike: DocumentType): DocumentError {
  return { code: 'identity/document-kind', params: { looksLike } };
}

/** The first place that does not fit: `pattern` tests one UTF-16 unit at its index. */
export function firstMisfit(number: string, fits: (unit: string, index: number) => boolean): DocumentError | undefined {
  for (let index = 0; index < number.length; index += 1) {
    if (!fits(number.charAt(index), index)) return characterError(number, index);
  }
  return undefined;
}

export function isDigit(unit: string): boolean {
  return unit >= '0' && unit <= '9' && unit.length === 1;
}

export function isCapital(unit: string): boolean {
  return unit >= 'A' && unit <= 'Z' && unit.length === 1;
}

export function addRegion(facts: Facts, code: string): void {
  const region = findRegion(code);
  if (region === undefined) return;
  facts.regionCode = code.padEnd(6, '0');
  facts.region = region.name;
  if (region.state === 'abolished') facts.warnings.push({ code: 'identity/region-abolished', params: {} });
  if (region.state === 'unknown') facts.warnings.push({ code: 'identity/region-unknown', params: {} });
}

function addBirthDate(facts: Facts, birthDate: CalendarDate | undefined, today: CalendarDate): void {
  if (birthDate === undefined) return;
  facts.birthDate = birthDate;
  facts.age = ageOn(birthDate, today);
}

/** Places 7 to 18, alike in every 18-place number: birth date, sequence whose last digit is odd for men, check character. */
function readLongTail(number: string, facts: Facts, today: CalendarDate): DocumentReading {
  const birthDate = readBirthDate(number.slice(6, 14), today);
  if (!birthDate.ok) return { facts, error: birthDate.error };
  addBirthDate(facts, birthDate.value, today);
  if (number.length >= 17) facts.sex = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
  if (number.length < longNumber) return { facts, missing: lengthError(number, longNumber) };
  if (mod112CheckCharacter(number.slice(0, 17)) === number.charAt(17)) return { facts };
  return { facts, error: { code: 'identity/check-character', params: { position: longNumber } } };
}

/** Seventeen digits and a digit or X; longer numbers are refused whatever follows. */
function longShapeError(number: string): DocumentError | undefined {
  const misfit = firstMisfit(
    number.slice(0, longNumber),
    (unit, index) => isDigit(unit) || (index === longNumber - 1 && unit === 'X'),
  );
  return misfit ?? (number.length > longNumber ? lengthError(number, longNumber) : undefined);
}

/** What a number that begins with a letter is, once enough of it is there to say so. */
function lettersKind(number: string): DocumentType | undefined {
  if (/^[A-Z]{3}\d{4}/u.test(number)) return 'foreign-permanent-resident';
  if (/^[HM]\d{8}(?:\d{2})?$/u.test(number)) return 'hmt-travel-permit';
  return /^[A-Z]{1,2}\d{5,9}$/u.test(number) ? 'passport' : undefined;
}

/** The kind that an all-digit number of 18 places announces by its beginning. */
function digitsKind(number: string): DocumentType | undefined {
  if (number.startsWith('9')) return 'foreign-permanent-resident';
  if (/^8(?:$|[123](?:$|0))/u.test(number)) return 'hmt-residence-permit';
  return /^[1-7]/u.test(number) ? 'resident-id' : undefined;
}

function otherKind(number: string, own: DocumentType): DocumentError | undefined {
  const kind = isCapital(number.charAt(0)) ? lettersKind(number) : digitsKind(number);
  return kind === undefined || kind === own ? undefined : kindError(kind);
}

/**
 * Fifteen digits with a date YYMMDD in places 7 to 12. Where these begin with 19 or 20 they are taken for the beginning of an
 * 18-place number: that is what is being typed, except for holders over a hundred years old.
 */
function isFirstGeneration(number: string, today: CalendarDate): boolean {
  return /^\d{6}(?!19|20)\d{9}$/u.test(number) && readBirthDate(`19${number.slice(6, 12)}`, today).ok;
}

export function readResidentId(number: string, today: CalendarDate): DocumentReading {
  const facts: Facts = { warnings: [] };
  const error = otherKind(number, 'resident-id') ?? longShapeError(number);
  if (error !== undefined) return { facts, error };
  if (isFirstGeneration(number, today)) return { facts, error: { code: 'identity/first-generation', params: {} } };
  if (number.length < 2) {
    // No province begins with 0 or 8: only 81 to 83 do, and those belong to permits.
    return number === '0' ? { facts, error: regionError } : { facts, missing: lengthError(number, longNumber) };
  }
  if (!isResidentProvince(number.slice(0, 2))) return { facts, error: regionError };
  if (number.length >= 6) addRegion(facts, number.slice(0, 6));
  return readLongTail(number, facts, today);
}

const regionError: DocumentError = { code: 'identity/region', params: {} };
const permitRegions = ['810000', '820000', '830000'];

export function readResidencePermit(number: string, today: CalendarDate): DocumentReading {
  const facts: Facts = { warnings: [] };
  // Travel permits: H or M and 8 or 10 digits. The first letter settles it: no residence permit has one.
  if (/^[HM]\d{0,10}$/u.test(number)) return { facts, error: { code: 'identity/travel-permit', params: {} } };
  const error = otherKind(number, 'hmt-residence-permit') ?? longShapeError(number);
  if (error !== undefined) return { facts, error };
  const prefix = number.slice(0, 6);
  if (!permitRegions.some((region) => region.startsWith(prefix))) {
    return { facts, error: { code: 'identity/permit-region', params: {} } };
  }
  if (prefix.length === 6) addRegion(facts, prefix);
  return readLongTail(number, facts, today);
}

export function readForeignCard(number: string, today: CalendarDate): DocumentReading {
  if (isCapital(number.charAt(0))) return readOldForeignCard(number, today);
  const facts: Facts = { warnings: [] };
  const error = otherKind(number, 'foreign-permanent-resident') ?? longShapeError(number);
  if (error !== undefined) return { facts, error };
  if (number !== '' && !number.startsWith('9')) return { facts, error: characterError(number, 0) };
  const province = number.slice(1, 3);
  if (province.length === 2) {
    if (!isResidentProvince(province)) return { facts, error: regionError };
    addRegion(facts, province);
  }
  return readLongTail(number, facts, today);
}

function readOldForeignCard(number: string, today: CalendarDate): DocumentReading {
  const facts: Facts = { warnings: [] };
  const kind = lettersKind(number);
  if (kind === 'passport') return { facts, error: kindError(kind) };
  const misfit = firstMisfit(number.slice(0, oldForeignNumber), (unit, index) => (index < 3 ? isCapital(unit) : isDigit(unit)));
  if (misfit !== undefined) return { facts, error: misfit };
  if (number.length > oldForeignNumber) return { facts, error: lengthError(number, oldForeignNumber) };
  if (number.length >= 5 && !isResidentProvince(number.slice(3, 5))) return { facts, error: regionError };
  if (number.length >= 7) addRegion(facts, number.slice(3, 7));

  const { reading, isCenturyAssumed } = readShortBirthDate(number.slice(7, 13), today);
  if (!reading.ok) return { facts, error: reading.error };
  addBirthDate(facts, reading.value, today);
  if (isCenturyAssumed) facts.warnings.push({ code: 'identity/century-assumed', params: {} });
  // Place 14 is not documented as the sex: the published specimen of a woman carries a 1 there.
  if (number.length < oldForeignNumber) return { facts, missing: lengthError(number, oldForeignNumber) };
  if (icaoCheckDigit(number.slice(0, 14)) === number.charAt(14)) return { facts };
  return { facts, error: { code: 'identity/check-character', params: { position: oldForeignNumber } } };
}

/** ICAO 9303 part 4 has nine places for the number; some issuers print more, and a few short ones exist. */
const passportLength = { minimum: 5, maximum: 12 };

export function readPassport(number: string, today: CalendarDate): DocumentReading {
  const facts: Facts = { warnings: [] };
  const misfit = firstMisfit(number, (unit) => isDigit(unit) || isCapital(unit));
  if (misfit !== undefined) return { facts, error: misfit };
  const range: DocumentError = { code: 'identity/length-range', params: { ...passportLength, actual: number.length } };
  if (number.length > passportLength.maximum) return { facts, error: wholeNumberKind(number, today) ?? range };
  if (number.length < passportLength.minimum) return { facts, missing: range };
  return /\d/u.test(number) ? { facts } : { facts, missing: { code: 'identity/digit-missing', params: {} } };
}

/** Too long for a passport: the other document whose number this is, down to its check character. */
function wholeNumberKind(number: string, today: CalendarDate): DocumentError | undefined {
  const others = {
    'resident-id': readResidentId,
    'hmt-residence-permit': readResidencePermit,
    'foreign-permanent-resident': readForeignCard,
  } as const;
  for (const [kind, read] of Object.entries(others)) {
    const reading = read(number, today);
    const isWhole = reading.error === undefined && reading.missing === undefined;
    if (isWhole) return kindError(kind as keyof typeof others);
  }
  return undefined;
}
