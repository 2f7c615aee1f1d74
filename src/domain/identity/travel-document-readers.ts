// Readers of travel documents (R2.1). None of these numbers has a check character, so only form and length can be wrong. Sources:
// - 港澳居民来往内地通行证: Ministry of Public Security, Exit and Entry Administration, 号码规则 (2010-03-10): H (Hong Kong) or M (Macao),
//   8 digits for life, then 2 digits that count the renewals; the card of 2013 prints the 9 places without the count;
// - 台湾居民来往大陆通行证: the card of 2015 (five years) has 8 digits; the single-entry paper is not taken at counters;
// - 中国护照: National Immigration Administration; electronic passport of 2012: E and 8 digits, later E, a letter but I and O, 7 digits;
//   diplomatic, service and public-affairs passports DE, SE, PE and 7 digits. Passports of G and older numbers have expired.
// Military documents (军人身份证件) are named by the same rules, but the form of their number is not public: no type is offered for them.
import { addRegion, type Facts, firstMisfit, isCapital, isDigit, lengthError } from './document-readers.ts';
import type { DocumentReading } from './document-types.ts';

const permitLength = { forLife: 9, withRenewals: 11 } as const;

export function readHmtTravelPermit(number: string): DocumentReading {
  const facts: Facts = { warnings: [] };
  const letter = number.charAt(0);
  if (letter !== '' && letter !== 'H' && letter !== 'M') {
    return { facts, error: { code: 'identity/travel-permit-letter', params: {} } };
  }
  const misfit = firstMisfit(number.slice(0, permitLength.withRenewals), (unit, index) => index === 0 || isDigit(unit));
  if (misfit !== undefined) return { facts, error: misfit };
  if (letter !== '') addRegion(facts, letter === 'H' ? '810000' : '820000');
  const wrongLength = lengthError(number, permitLength.forLife);
  if (number.length > permitLength.withRenewals) return { facts, error: wrongLength };
  const isWhole = number.length === permitLength.forLife || number.length === permitLength.withRenewals;
  return isWhole ? { facts } : { facts, missing: wrongLength };
}

const taiwanPermitLength = 8;

export function readTaiwanTravelPermit(number: string): DocumentReading {
  const facts: Facts = { warnings: [] };
  const misfit = firstMisfit(number.slice(0, taiwanPermitLength), isDigit);
  if (misfit !== undefined) return { facts, error: misfit };
  const wrongLength = lengthError(number, taiwanPermitLength);
  if (number.length > taiwanPermitLength) return { facts, error: wrongLength };
  if (number.length === taiwanPermitLength) addRegion(facts, '830000');
  return number.length === taiwanPermitLength ? { facts } : { facts, missing: wrongLength };
}

const passportLength = 9;

function fitsChinesePassport(isOfficial: boolean, unit: string, index: number): boolean {
  if (index === 0) return true;
  if (index > 1) return isDigit(unit);
  if (isOfficial) return unit === 'E';
  return isDigit(unit) || (isCapital(unit) && unit !== 'I' && unit !== 'O');
}

export function readChinesePassport(number: string): DocumentReading {
  const facts: Facts = { warnings: [] };
  if (number !== '' && !/^[EDSP]/u.test(number)) {
    return { facts, error: { code: 'identity/chinese-passport-letter', params: {} } };
  }
  const isOfficial = !number.startsWith('E');
  const misfit = firstMisfit(number.slice(0, passportLength), (unit, index) => fitsChinesePassport(isOfficial, unit, index));
  if (misfit !== undefined) return { facts, error: misfit };
  const wrongLength = lengthError(number, passportLength);
  if (number.length > passportLength) return { facts, error: wrongLength };
  return number.length === passportLength ? { facts } : { facts, missing: wrongLength };
}
