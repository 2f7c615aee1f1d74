// Small counts are not told (R5.5): behind "2" stand two people somebody may know. A table is a partition: its cells add up to its total.
// Hiding only the small cells would not do, because the total minus the rest gives them back.

/** Null: not told. */
export type ToldCount = number | null;

export interface ToldTable {
  readonly total: ToldCount;
  readonly cells: readonly ToldCount[];
}

/** Index of the smallest cell that is still told, or -1. */
function smallestTold(counts: readonly number[], isHidden: readonly boolean[]): number {
  let found = -1;
  for (const [index, count] of counts.entries()) {
    if (isHidden[index] !== true && (found === -1 || count < (counts[found] ?? 0))) found = index;
  }
  return found;
}

/**
 * What is told of a table's counts. Where a count is small, every small one is hidden, zeros too (or the others would be known to be none),
 * and then the next larger ones, until at least two are hidden whose sum is no small count itself.
 * @param smallest the smallest count that may be told
 */
export function suppress(counts: readonly number[], smallest: number): ToldTable {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.every((count) => count === 0 || count >= smallest)) return { total, cells: counts };
  if (total < smallest) return { total: null, cells: counts.map(() => null) };
  const isHidden = counts.map((count) => count < smallest);
  const hiddenSum = () => counts.reduce((sum, count, index) => (isHidden[index] === true ? sum + count : sum), 0);
  while (isHidden.filter(Boolean).length < 2 || hiddenSum() < smallest) isHidden[smallestTold(counts, isHidden)] = true;
  return { total, cells: counts.map((count, index) => (isHidden[index] === true ? null : count)) };
}
