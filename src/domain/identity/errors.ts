// Every code by which the identity domain says no (R3.1), with the parameters a text may use. No parameter repeats the value:
// at most one refused character and its place. Texts live in the renderer's i18n, keyed by these codes.

/**
 * Code → parameter name → kind. Positions count from 1 in the normalised value, by character (code point).
 */
export const identityErrorParams = {
  'identity/empty': {},
  /** A fixed length was expected; `actual` is what was typed, spaces and hyphens not counted. */
  'identity/length': { expected: 'number', actual: 'number' },
  /** Passports: any length from `minimum` to `maximum`. */
  'identity/length-range': { minimum: 'number', maximum: 'number', actual: 'number' },
  'identity/character': { position: 'number', character: 'string' },
  /** A passport number always holds at least one digit. */
  'identity/digit-missing': {},
  /** The last character does not fit the ones before it: one of them, or two neighbours, were mistyped. */
  'identity/check-character': { position: 'number' },
  /** The first two digits (after the leading 9 of a foreign card) were never a province. */
  'identity/region': {},
  /** A residence permit of HK, Macao or Taiwan residents begins with 810000, 820000 or 830000 and nothing else. */
  'identity/permit-region': {},
  /** `part`: `year`, `month` or `day`, the first part that cannot be. */
  'identity/birth-date': { part: 'string' },
  'identity/birth-date-future': {},
  /** Older than `maximum` years. */
  'identity/age-implausible': { maximum: 'number' },
  /** The number is of another document: `looksLike` is a DocumentType. */
  'identity/document-kind': { looksLike: 'string' },
  /** 15 digits: first-generation resident IDs ended on 2013-01-01. */
  'identity/first-generation': {},
  /** A travel permit (来往内地通行证), not the residence permit. */
  'identity/travel-permit': {},
  /** The travel permit of HK and Macao residents begins with H or M. */
  'identity/travel-permit-letter': {},
  /** A Chinese passport of today begins with E, an official one with DE, SE or PE. */
  'identity/chinese-passport-letter': {},
  /** What was said of the person does not fit the document. */
  'identity/birth-date-mismatch': {},
  'identity/sex-mismatch': {},
  'identity/age-mismatch': {},

  'name/empty': {},
  'name/character': { position: 'number', character: 'string' },
  /** Control, zero-width or direction characters: nothing to see, so nothing to show. */
  'name/invisible-character': { position: 'number' },
  /** A private-use code (old card readers, self-made fonts): other machines show another character or none. */
  'name/private-use-character': { position: 'number' },
  /** Neither Chinese nor Latin letters: the document prints one of these two forms. */
  'name/script': { position: 'number' },
  'name/mixed-scripts': {},
  /** A middle dot at an end, or two in a row. */
  'name/dot-position': { position: 'number' },
  /** In a Latin name: a sign at an end or beside another one. */
  'name/separator-position': { position: 'number' },
  'name/length': { minimum: 'number', maximum: 'number', actual: 'number' },

  'phone/empty': {},
  'phone/character': { position: 'number', character: 'string' },
  /** Mobile numbers have 11 digits; fixed lines 11 or 12 with the area code. */
  'phone/length': { minimum: 'number', maximum: 'number', actual: 'number' },
  /** Begins neither like a mobile number nor with an area code. */
  'phone/prefix': {},
  /** An area code that does not exist, or a local number that cannot begin so. */
  'phone/area-code': {},
  'phone/local-number': {},
  /** Given to machines (M2M), which nobody answers. */
  'phone/machine-number': {},
  /** Not of the mainland: a country code other than 86. */
  'phone/country': {},
  'phone/extension': {},
} as const satisfies Record<string, Record<string, 'number' | 'string'>>;

/** What is worth a second look and never refuses. Same rules as for errors. */
export const identityWarningParams = {
  /** The county's code is no longer in use: usual for people registered before it changed. */
  'identity/region-abolished': {},
  'identity/region-unknown': {},
  /** The form carries a two-digit year; the later century was taken. */
  'identity/century-assumed': {},
} as const satisfies Record<string, Record<string, 'number' | 'string'>>;

type Kinds = { readonly number: number; readonly string: string };
type Coded<Table extends Record<string, Record<string, keyof Kinds>>> = {
  [Code in keyof Table & string]: {
    readonly code: Code;
    readonly params: { readonly [Name in keyof Table[Code]]: Kinds[Table[Code][Name]] };
  };
};
type Errors = Coded<typeof identityErrorParams>;

export type IdentityErrorCode = keyof Errors;

type ConsistencyCode = 'identity/birth-date-mismatch' | 'identity/sex-mismatch' | 'identity/age-mismatch';
export type ConsistencyError = Errors[ConsistencyCode];
export type DocumentError = Errors[Exclude<Extract<IdentityErrorCode, `identity/${string}`>, ConsistencyCode>];
export type NameError = Errors[Extract<IdentityErrorCode, `name/${string}`>];
export type PhoneError = Errors[Extract<IdentityErrorCode, `phone/${string}`>];

type Warnings = Coded<typeof identityWarningParams>;
export type IdentityWarningCode = keyof Warnings;
export type DocumentWarning = Warnings[IdentityWarningCode];
