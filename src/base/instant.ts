import * as z from 'zod';

/** An instant as UTC text with milliseconds, `2026-11-24T08:00:00.000Z`: sortable as text, the same in SQLite, JSON and logs. */
export const instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instant>;

/** A calendar date without a time zone, `2026-11-24`. */
export const isoDate = z.iso.date();

/** Formats milliseconds since the epoch. The clock itself is a port: nothing in the core reads the time. */
export function instantFromMs(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}
