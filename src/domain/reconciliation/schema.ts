// The end of the day (日终对账, S6) of one workstation: what each clerk did, what became of it, and whether the two agree.
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';

const count = z.int().nonnegative();

export const dayFigures = z.object({
  /** Notices accepted and declined. */
  begun: count,
  declined: count,
  /** Registrations submitted on that day, corrections among them; and how many of them were corrections. */
  captured: count,
  corrected: count,
  discarded: count,
  /** Where the captured records stand now. Refused ones that a correction replaced are counted apart. */
  synced: count,
  pending: count,
  refused: count,
  superseded: count,
  /** First papers, further papers, PDFs, and prints that did not come out or that nobody knows of. */
  printed: count,
  reprinted: count,
  saved: count,
  notPrinted: count,
  /** Begun by this clerk on any day, and still open. */
  drafts: count,
});
export type DayFigures = z.infer<typeof dayFigures>;

export const clerkFigures = z.object({ staffId: z.string(), number: z.string(), name: z.string(), figures: dayFigures });

export const dayReport = z.object({
  version: z.literal(1),
  /** The workstation's business day: the date in China of its decision time, which a clock set back does not turn back. */
  day: isoDate,
  organisation: localText,
  branch: localText,
  workstation: z.string(),
  deviceId: z.string(),
  clerks: z.array(clerkFigures),
  total: dayFigures,
  refusedBy: z.array(z.object({ code: z.string(), count })),
  /** What happened on days after they were closed, not yet in any report. */
  late: z.array(z.object({ day: isoDate, figures: dayFigures })),
  /** The whole queue, whatever the day. */
  queue: z.object({ pending: count, refused: count, oldestPendingAt: instant.nullable() }),
  /** Hash of the report closed before this one; null for the first. */
  previous: z.string().nullable(),
});
export type DayReport = z.infer<typeof dayReport>;

/** What the supervisor signs: the report, who, when, and the head of the audit trail at that moment. */
export const closedDay = dayReport.extend({
  closing: z.int().positive(),
  closedBy: z.object({ staffId: z.string(), number: z.string(), name: z.string() }),
  closedAt: instant,
  audit: z.object({ sequence: z.int(), link: z.string() }),
});
export type ClosedDay = z.infer<typeof closedDay>;

/** A closed day as it is printed. `hash` is over the exact signed text. */
export const daySheet = z.object({
  kind: z.literal('day-report'),
  language: z.enum(['zh-CN', 'en']),
  report: closedDay,
  hash: z.string(),
  keyId: z.string(),
  signature: z.string(),
  medium: z.enum(['screen', 'paper', 'pdf']),
  reprint: z.int().nonnegative(),
  madeAt: instant,
});
export type DaySheet = z.infer<typeof daySheet>;
