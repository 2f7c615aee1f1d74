// Counts of registrations, restrictions and subjects' requests (R5.5). None of them needs a value to be opened: they come of the clear
// headers, of authorities' answers and of what was decided.
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';
import { refutedReasons, unanswerableReasons } from '#src/domain/verification/schema.ts';
import { periodPattern } from './periods.ts';

export const periodName = z.string().regex(periodPattern);

const toldCount = z.int().nonnegative().nullable();
/** A partition: of the same registrations, restrictions or requests. */
export const statisticsTable = z.object({
  total: toldCount,
  cells: z.array(z.object({ key: z.string(), count: toldCount })),
});
export type StatisticsTable = z.infer<typeof statisticsTable>;

/** In seconds; null where so few are behind it that it would be somebody's own. */
const waiting = z.object({ median: z.number().nonnegative().nullable(), p95: z.number().nonnegative().nullable() });
export type Waiting = z.infer<typeof waiting>;

/** What becomes of a registration at the authorities, with why. */
export const outcomes = [
  'verified',
  'pending',
  'not-required',
  ...refutedReasons.map((reason) => `refuted:${reason}` as const),
  ...unanswerableReasons.map((reason) => `undecided:${reason}` as const),
] as const;

const named = z.array(z.object({ id: z.string(), name: localText }));

export const statistics = z.object({
  period: periodName,
  from: isoDate,
  to: isoDate,
  /** When it was counted. */
  at: instant,
  /** Smaller counts are not told. */
  smallestCount: z.int().positive(),
  /** The one branch it is about, or null for all. */
  branchId: z.string().nullable(),
  branches: named,
  services: named,
  byTime: statisticsTable,
  /** Null where it is about one branch. */
  byBranch: statisticsTable.nullable(),
  byService: statisticsTable,
  byOutcome: statisticsTable,
  /** From the submission at the counter to the server's receipt. */
  untilReceipt: waiting,
  /** From the receipt to an authority's answer. */
  untilAnswer: waiting,
  /** After repeated failure (R3.6), each of the branch of the record that led to it. */
  restrictions: z.object({
    /** Three tables of those that last, whatever the period. */
    byState: statisticsTable,
    byBranch: statisticsTable.nullable(),
    byAge: statisticsTable,
    /** In the period. */
    begun: statisticsTable,
    released: statisticsTable,
  }),
  /** Of subjects about their own data (R8.2). */
  requests: z.object({
    /** Open now, by working days left. */
    openByTerm: statisticsTable,
    /** In the period, by what was asked and whether in time. */
    answered: statisticsTable,
  }),
});
export type Statistics = z.infer<typeof statistics>;
