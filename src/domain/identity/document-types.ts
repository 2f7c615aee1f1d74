// The document types of R2.1 and what a number of each can say. Types only.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { DocumentError, DocumentWarning } from './errors.ts';
import type { RegionName } from './regions.ts';

export type DocumentType = 'resident-id' | 'hmt-residence-permit' | 'foreign-permanent-resident' | 'passport';

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
