// Contact numbers of the Chinese mainland (R2.1, R3.1): mobile and fixed lines. Refuses only what cannot be a person's number.
// Segments are not checked against today's allocations: new ones are given out while a branch is offline, and a mistyped one
// is found by the contact check (R3.3). Numbering: MIIT 电信网编号计划; machine segments 140, 141, 144, 148.
import { fail, ok, type Result } from '#src/base/result.ts';
import type { PhoneError } from './errors.ts';

export interface PhoneNumber {
  /** Digits only: `13800138000`, or area code and local number `01012345678`. */
  readonly number: string;
  readonly kind: 'mobile' | 'fixed';
}

const separators = /[\s\p{Cf}\p{Dash_Punctuation}\u2212()]/gu;
const fullWidth = /[\uFF01-\uFF5E]/gu;
const fullWidthOffset = 0xfee0;
const extension = /(?:转|轉|分机|ext\.?|#|\*)\d{0,6}$/iu;

const mobileLength = 11;
/** Area code 010 or 02x with 8 digits, or four digits with 7 or 8. */
const fixedLength = { minimum: 11, maximum: 12 };

/** The mainland's country code goes, whether typed as +86, 0086 or plain 86 before a whole mobile number. */
function withoutCountryCode(text: string): string {
  if (/^86(?=1\d{10}$)/u.test(text)) return text.slice(2);
  const national = /^(?:\+|00)86(?=[^0]|0[1-9])(.*)$/u.exec(text)?.[1];
  if (national === undefined) return text;
  // Abroad the area code is written without its 0; mobile numbers have none.
  return /^1[3-9]|^1$|^[^1-9]/u.test(national) ? national : `0${national}`;
}

/**
 * The number as it is stored: full-width forms become ASCII; spaces, dashes, brackets and the country code 86 go. Any other
 * character stays, so that the check can point at it.
 */
export function normalizePhone(raw: string): string {
  const text = raw
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - fullWidthOffset))
    .replace(separators, '');
  return withoutCountryCode(text);
}

function shapeError(number: string): PhoneError | undefined {
  if (/^(?:\+(?!8(?:6|$)|$)|00(?!8(?:6|$)|$))/u.test(number)) return { code: 'phone/country', params: {} };
  if (extension.test(number)) return { code: 'phone/extension', params: {} };
  const characters = [...number];
  for (const [index, character] of characters.entries()) {
    const fits = /^\d$/u.test(character) || (index === 0 && character === '+');
    if (!fits) return { code: 'phone/character', params: { position: index + 1, character: character.toWellFormed() } };
  }
  return undefined;
}

interface Reading {
  readonly kind?: 'mobile' | 'fixed';
  /** Wrong whatever follows. */
  readonly error?: PhoneError;
  /** Right so far. */
  readonly missing?: PhoneError;
}

function lengthError(actual: number, minimum: number, maximum: number): PhoneError {
  return { code: 'phone/length', params: { minimum, maximum, actual } };
}

function readMobile(number: string): Reading {
  if (/^1[0-2]/u.test(number)) return { error: { code: 'phone/prefix', params: {} } };
  if (/^14[0148]/u.test(number)) return { error: { code: 'phone/machine-number', params: {} } };
  const length = lengthError(number.length, mobileLength, mobileLength);
  if (number.length > mobileLength) return { error: length };
  return number.length < mobileLength ? { missing: length } : { kind: 'mobile' };
}

function readFixed(number: string): Reading {
  const areaDigits = /^0[12]/u.test(number) ? 3 : 4;
  const area = number.slice(0, areaDigits);
  // 010 is Beijing's alone; 026 was kept for Taipei and never used on the mainland.
  if (/^(?:01[1-9]|026|00)/u.test(area)) return { error: { code: 'phone/area-code', params: {} } };
  const local = number.slice(areaDigits);
  // A second 0 leads to another area. Other first digits are each area's own affair.
  if (local.startsWith('0')) return { error: { code: 'phone/local-number', params: {} } };
  const minimum = fixedLength.minimum;
  const maximum = areaDigits === 3 ? minimum : fixedLength.maximum;
  const length = lengthError(number.length, minimum, maximum);
  if (number.length > maximum) return { error: length };
  return number.length < minimum ? { missing: length } : { kind: 'fixed' };
}

function readPhone(number: string): Reading {
  const error = shapeError(number);
  if (error !== undefined) return { error };
  const unfinished = { missing: lengthError(number.length, mobileLength, fixedLength.maximum) };
  // What may still become the prefix +86 or 0086.
  if (/^(?:\+|00?$|00(?:8|86|860)?$)/u.test(number)) return /^\+(?:8|86|860)?$|^0/u.test(number) ? unfinished : countryError;
  if (number.startsWith('1')) return readMobile(number);
  if (number.startsWith('0')) return readFixed(number);
  // 86 without a plus, until the whole mobile number is there.
  if (/^8(?:6(?:1\d{0,9})?)?$/u.test(number)) return unfinished;
  return { error: { code: 'phone/prefix', params: {} } };
}

const countryError: Reading = { error: { code: 'phone/country', params: {} } };

/** Checks a finished contact number. */
export function checkPhone(raw: string): Result<PhoneNumber, PhoneError> {
  const number = normalizePhone(raw);
  if (number === '') return fail({ code: 'phone/empty', params: {} });
  const { kind, error, missing } = readPhone(number);
  if (kind !== undefined) return ok({ number, kind });
  return fail(error ?? missing ?? { code: 'phone/prefix', params: {} });
}

export interface TypedPhone {
  readonly number: string;
  readonly error?: PhoneError;
  readonly complete: boolean;
}

/** Checks a number while it is typed: only what no further digit can put right. */
export function checkPhoneWhileTyping(raw: string): TypedPhone {
  const number = normalizePhone(raw);
  if (number === '') return { number, complete: false };
  const { kind, error } = readPhone(number);
  return error === undefined ? { number, complete: kind !== undefined } : { number, error, complete: false };
}

function groupBy(number: string, sizes: readonly number[]): string {
  let rest = number;
  const groups = sizes.map((size) => {
    const group = rest.slice(0, size);
    rest = rest.slice(size);
    return group;
  });
  return [...groups, rest].filter((group) => group !== '').join(' ');
}

/** Groups a normalised number for the eye: mobile 3-4-4, fixed lines area code and local number in fours. */
export function groupPhone(number: string): string {
  if (number.startsWith('1')) return groupBy(number, [3, 4, 4]);
  if (/^0[12]/u.test(number)) return groupBy(number, [3, 4, 4]);
  return number.startsWith('0') ? groupBy(number, [4, 4, 4]) : number;
}

/** For lists: the first three and the last two digits; what is too short for that is hidden altogether. */
export function maskPhone(number: string): string {
  const characters = [...number];
  if (characters.length <= 7) return '*'.repeat(characters.length);
  return `${characters.slice(0, 3).join('')}${'*'.repeat(characters.length - 5)}${characters.slice(-2).join('')}`;
}
