import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppress } from './suppress.ts';
import { suppressGrid, type ToldGrid } from './suppress-grid.ts';

const smallest = 3;
const sumOf = (row: readonly number[]) => row.reduce((sum, count) => sum + count, 0);

/** All rows of so many cells with this sum. */
function rowsOf(cells: number, sum: number): number[][] {
  if (cells === 1) return [[sum]];
  return Array.from({ length: sum + 1 }, (_, first) => rowsOf(cells - 1, sum - first).map((rest) => [first, ...rest])).flat();
}

/** Every grid that would be told the same, by somebody who adds and subtracts all that is told and knows that no count is below nothing. */
function* alternatives(
  { rows, whole }: ToldGrid,
  sums: readonly (number | null)[],
  total: number,
  above: readonly (readonly number[])[] = [],
): Generator<readonly (readonly number[])[]> {
  const columns = whole.map((_, column) => sumOf(above.map((row) => row[column] ?? 0)));
  const left = total - sumOf(columns);
  const isPossible = whole.every((told, column) => told === null || (columns[column] ?? 0) <= told);
  if (left < 0 || !isPossible) return;
  const told = rows[above.length];
  if (told === undefined) {
    if (left === 0 && whole.every((one, column) => one === null || one === columns[column])) yield above;
    return;
  }
  const sum = sums[above.length] ?? null;
  for (const one of sum === null ? Array.from({ length: left + 1 }, (_, index) => index) : [sum]) {
    for (const row of rowsOf(whole.length, one)) {
      const fits = row.every((count, column) => (told[column] ?? count) === count);
      if (fits) yield* alternatives({ rows, whole }, sums, total, [...above, row]);
    }
  }
}

/** Places at which all of them have the same. */
function certain(grids: Iterable<readonly (readonly number[])[]>): ReadonlySet<string> {
  let first: readonly (readonly number[])[] | null = null;
  const same = new Set<string>();
  for (const grid of grids) {
    if (first === null) for (const [week, row] of grid.entries()) for (const key of row.keys()) same.add(`${week}/${key}`);
    first ??= grid;
    for (const place of same) {
      const [week = 0, key = 0] = place.split('/').map(Number);
      if (grid[week]?.[key] !== first[week]?.[key]) same.delete(place);
    }
  }
  return same;
}

describe('a year and its weeks', () => {
  test('what one week hides is hidden of another week too, or the year would give it back', () => {
    const counts = [
      [2, 9, 40],
      [8, 9, 40],
      [0, 0, 40],
    ];
    expect(suppress(counts[1] ?? [], 5).cells).toEqual([8, 9, 40]);
    expect(suppressGrid(counts, 5)).toEqual({
      rows: [
        [null, null, 40],
        [null, null, 40],
        [0, 0, 40],
      ],
      whole: [10, 18, 120],
    });
  });

  test('what the year hides does not follow from its weeks', () => {
    const counts = [
      [2, 0, 9],
      [0, 4, 9],
    ];
    expect(suppress([2, 4, 18], smallest).cells).toEqual([null, null, 18]);
    expect(certain(alternatives(suppressGrid(counts, smallest), counts.map(sumOf), 24))).not.toContain('0/0');
  });

  test('where nothing is few everything is told', () => {
    const counts = [
      [5, 0, 7],
      [0, 6, 9],
    ];
    expect(suppressGrid(counts, 5)).toEqual({ rows: counts, whole: [5, 6, 16] });
    expect(suppressGrid([], 5)).toEqual({ rows: [], whole: [] });
  });

  test('no few people follow from all that is told together, and what is told is true', () => {
    const cell = fc.oneof(fc.nat({ max: 4 }), fc.constant(0), fc.nat({ max: 7 }));
    const grids = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
      .chain(([weeks, keys]) =>
        fc.array(fc.array(cell, { minLength: keys, maxLength: keys }), { minLength: weeks, maxLength: weeks }),
      )
      .filter((counts) => sumOf(counts.map(sumOf)) <= 13);
    const holds = fc.property(grids, (counts) => {
      const table = suppressGrid(counts, smallest);
      const time = suppress(counts.map(sumOf), smallest);
      const all = table.rows.flat().map((told, index) => [told, counts.flat()[index]]);
      for (const [told, count] of all) expect([null, count]).toContain(told);
      if (time.total === null) return;
      const known = certain(alternatives(table, time.cells, time.total));
      const few = counts.flatMap((row, week) =>
        row.flatMap((count, key) => (count > 0 && count < smallest ? [`${week}/${key}`] : [])),
      );
      for (const place of few) expect(known, JSON.stringify(counts)).not.toContain(place);
    });
    fc.assert(holds, { numRuns: 300 });
  });
});
