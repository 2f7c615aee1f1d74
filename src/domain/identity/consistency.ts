// What is said of a person against what the document number says (R3.1). Compares only what both sides know.
import { ageOn, type CalendarDate, compareDates } from '#src/base/calendar-date.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import type { DocumentFacts, Sex } from './document-types.ts';
import type { ConsistencyError } from './errors.ts';

export interface Claim {
  readonly birthDate?: CalendarDate;
  readonly sex?: Sex;
  /** Completed years today. */
  readonly age?: number;
}

/** The birth dates a number allows: one, or two a century apart where the form carries a two-digit year. */
function possibleBirthDates(facts: DocumentFacts): readonly CalendarDate[] {
  if (facts.birthDate === undefined) return [];
  const isAssumed = facts.warnings.some((warning) => warning.code === 'identity/century-assumed');
  return isAssumed ? [facts.birthDate, { ...facts.birthDate, year: facts.birthDate.year - 100 }] : [facts.birthDate];
}

/** Compares birth date, sex and age, in this order, and says the first that differs. */
export function checkConsistency(facts: DocumentFacts, claimed: Claim, today: CalendarDate): Result<true, ConsistencyError> {
  const { birthDate, sex, age } = claimed;
  const dates = possibleBirthDates(facts);
  if (birthDate !== undefined && dates.length > 0 && !dates.some((date) => compareDates(date, birthDate) === 0)) {
    return fail({ code: 'identity/birth-date-mismatch', params: {} });
  }
  if (sex !== undefined && facts.sex !== undefined && sex !== facts.sex) {
    return fail({ code: 'identity/sex-mismatch', params: {} });
  }
  if (age !== undefined && dates.length > 0 && !dates.some((date) => ageOn(date, today) === age)) {
    return fail({ code: 'identity/age-mismatch', params: {} });
  }
  return ok(true);
}
