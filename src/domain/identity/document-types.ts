// The document types of R2.1 and what a number of each can say. Types only.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { DocumentError, DocumentWarning } from './errors.ts';
import type { RegionName } from './regions.ts';

/** What the rules on real-name registration of telephone users (MIIT order 25 of 2013, art. 6) and R2.1 name, as far as the number's form is public. */
export type DocumentType =
  | 'resident-id'
  /** 临时居民身份证 and 户口簿 (for minors) carry the number of the resident ID. */
  | 'temporary-resident-id'
  | 'household-register'
  | 'hmt-residence-permit'
  | 'hmt-travel-permit'
  | 'taiwan-travel-permit'
  | 'foreign-permanent-resident'
  | 'chinese-passport'
  /** Any passport: ICAO 9303 only. */
  | 'passport';

export type Sex = 'male' | 'female';

/** What a number says of its holder, as far as it has been read. */
export interface DocumentFacts {
  readonly birthDate?: CalendarDate;
  readonly sex?: Sex;
  /** Six digits, filled up with zeros where the document carries fewer. */
  readonly regionCode?: string;
  /** Where the number was given (resident ID, permit) or applied for (foreign card); current or historic name. */
  readonly region?: RegionName;
  /** Completed years today. */
  readonly age?: number;
  readonly warnings: readonly DocumentWarning[];
}

/** One pass over a number that may be unfinished. */
export interface DocumentReading {
  readonly facts: DocumentFacts;
  /** Certainly wrong, whatever is typed next. */
  readonly error?: DocumentError;
  /** Right so far, but not a whole number: the refusal if it stays like this. */
  readonly missing?: DocumentError;
}
