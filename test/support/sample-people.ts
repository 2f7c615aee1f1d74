// Made-up people with well-formed numbers, for tests and the demonstration. Nobody's data: the same seed gives the same person.
import { type CalendarDate, daysInMonth } from '#src/base/calendar-date.ts';
import { icaoCheckDigit, mod112CheckCharacter } from '#src/domain/identity/check-characters.ts';
import type { DocumentType, Sex } from '#src/domain/identity/documents.ts';

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function dateDigits({ year, month, day }: CalendarDate): string {
  return pad(year, 4) + pad(month, 2) + pad(day, 2);
}

/** Three digits whose last is odd for a man and even for a woman. `sequence` is 0 to 499. */
function sequenceDigits(sex: Sex, sequence: number): string {
  return pad(sequence * 2 + (sex === 'male' ? 1 : 0), 3);
}

interface Holder {
  readonly birthDate: CalendarDate;
  readonly sex: Sex;
  readonly sequence?: number;
}

export function makeResidentId({ regionCode, birthDate, sex, sequence = 1 }: Holder & { readonly regionCode: string }): string {
  const body = regionCode + dateDigits(birthDate) + sequenceDigits(sex, sequence);
  return body + mod112CheckCharacter(body);
}

export function makeHmtPermit(holder: Holder & { readonly from: 'hong-kong' | 'macao' | 'taiwan' }): string {
  const regionCode = { 'hong-kong': '810000', macao: '820000', taiwan: '830000' }[holder.from];
  return makeResidentId({ ...holder, regionCode });
}

/** @param nationality ISO 3166-1 numeric, three digits */
export function makeForeignCard18(holder: Holder & { readonly province: string; readonly nationality: string }): string {
  return makeResidentId({ ...holder, regionCode: `9${holder.province}${holder.nationality}` });
}

/** @param nationality ISO 3166-1 alpha-3 @param city four digits of GB/T 2260 @param lastDigit place 14 */
export function makeForeignCard15(holder: {
  readonly nationality: string;
  readonly city: string;
  readonly birthDate: CalendarDate;
  readonly lastDigit?: number;
}): string {
  const { nationality, city, birthDate, lastDigit = 1 } = holder;
  const body = `${nationality}${city}${dateDigits(birthDate).slice(2)}${lastDigit}`;
  return body + icaoCheckDigit(body);
}

export interface SamplePerson {
  readonly name: string;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly phone: string;
  readonly birthDate: CalendarDate;
  readonly sex: Sex;
}

const hanNames = ['王晓梅', '欧阳𬱖', '阿不都热依木·买买提', '李〇', '司马相文', '张伟', '陈𠅤', '尼玛·次仁'] as const;
const latinNames = ['Maria Fernandez-Lopez', "Sean O'Brien", 'NGUYEN, VAN AN', 'J. R. Müller'] as const;
const regionCodes = ['110101', '310115', '440305', '510104', '650102', '110103', '330106'] as const;

/** Mulberry32: a repeatable sequence of fractions in [0, 1), unlike even for neighbouring seeds. */
export function fractions(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

function makeDocument(type: DocumentType, holder: Holder, pick: <T>(list: readonly [T, ...T[]]) => T, serial: number): string {
  switch (type) {
    case 'resident-id':
    case 'temporary-resident-id':
    case 'household-register':
      return makeResidentId({ ...holder, regionCode: pick(regionCodes) });
    case 'hmt-residence-permit':
      return makeHmtPermit({ ...holder, from: pick(['hong-kong', 'macao', 'taiwan']) });
    case 'foreign-permanent-resident':
      return pick(['new', 'old']) === 'new'
        ? makeForeignCard18({ ...holder, province: pick(['11', '31', '44']), nationality: pick(['124', '682', '276']) })
        : makeForeignCard15({ ...holder, nationality: pick(['CAN', 'IRL', 'DEU']), city: pick(['1100', '3101', '4403']) });
    case 'hmt-travel-permit':
      return `${pick(['H', 'M'])}${pad(serial, 8)}`;
    case 'taiwan-travel-permit':
      return pad(serial, 8);
    case 'chinese-passport':
      return `${pick(['E0', 'EA', 'EH'])}${pad(serial, 7)}`;
    case 'passport':
      return `${pick(['E', 'G', 'EA', 'C0'])}${pad(serial, 7)}`;
  }
}

/** A whole made-up person, 18 to 80 years old on 2026-01-01, valid in every field. */
export function makePerson(seed: number): SamplePerson {
  const next = fractions(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];
  const documentType = pick<DocumentType>([
    'resident-id',
    'resident-id',
    'hmt-residence-permit',
    'foreign-permanent-resident',
    'passport',
  ]);
  const [year, month] = [1946 + below(62), 1 + below(12)];
  const birthDate = { year, month, day: 1 + below(daysInMonth(year, month)) };
  const sex = pick<Sex>(['male', 'female']);
  const isForeign = documentType === 'foreign-permanent-resident' || documentType === 'passport';
  return {
    name: isForeign ? pick(latinNames) : pick(hanNames),
    documentType,
    documentNumber: makeDocument(documentType, { birthDate, sex, sequence: below(500) }, pick, below(10_000_000)),
    phone: `1${pick(['38', '59', '70', '86', '99'])}${pad(below(100_000_000), 8)}`,
    birthDate,
    sex,
  };
}
