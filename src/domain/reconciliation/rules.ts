// The arithmetic of a day: sums, and the check that every captured record is somewhere.
import type { DayFigures } from './schema.ts';

export const noFigures: DayFigures = {
  begun: 0,
  declined: 0,
  captured: 0,
  corrected: 0,
  discarded: 0,
  synced: 0,
  pending: 0,
  refused: 0,
  superseded: 0,
  printed: 0,
  reprinted: 0,
  saved: 0,
  notPrinted: 0,
  drafts: 0,
};

export function addFigures(all: readonly DayFigures[]): DayFigures {
  const sum = { ...noFigures };
  for (const figures of all) {
    for (const name of Object.keys(noFigures) as (keyof DayFigures)[]) sum[name] += figures[name];
  }
  return sum;
}

/** Did anything happen that a report has to tell? */
export function isEmpty(figures: DayFigures): boolean {
  return Object.values(figures).every((value) => value === 0);
}

/**
 * Captured records that are neither synced nor pending nor refused (positive), or records nobody is known to have captured (negative).
 * The two sides are counted from different places, the audit trail and the queue, so 0 says something.
 */
export function unaccounted({ captured, synced, pending, refused, superseded }: DayFigures): number {
  return captured - (synced + pending + refused + superseded);
}
