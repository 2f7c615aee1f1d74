import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppress, type ToldTable } from './suppress.ts';

const smallest = 5;
const told = (...counts: number[]) => suppress(counts, smallest);

describe('what is told', () => {
  test('large counts and nothing at all are told as they are', () => {
    expect(told(5, 12, 0)).toEqual({ total: 17, cells: [5, 12, 0] });
    expect(told(0, 0)).toEqual({ total: 0, cells: [0, 0] });
    expect(told()).toEqual({ total: 0, cells: [] });
  });

  test('one small count takes the next smallest with it', () => {
    expect(told(3, 20, 8)).toEqual({ total: 31, cells: [null, 20, null] });
  });

  test('zeros hide beside a small count, and the hidden ones are not few together', () => {
    expect(told(1, 0, 9, 30)).toEqual({ total: 40, cells: [null, null, null, 30] });
    expect(told(4, 4, 30)).toEqual({ total: 38, cells: [null, null, 30] });
  });

  test('of a small total nothing is told', () => {
    expect(told(1, 0, 2)).toEqual({ total: null, cells: [null, null, null] });
  });
});

/** Every table that tells the same to somebody who knows the rule that only tables with a small count hide anything. */
function alternatives({ total, cells }: ToldTable): number[][] {
  const hidden = cells.flatMap((cell, index) => (cell === null ? [index] : []));
  const rest = cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0);
  const sums = total === null ? Array.from({ length: smallest - 1 }, (_, index) => index + 1) : [total - rest];
  const fill = (places: readonly number[], left: number): number[][] => {
    if (places.length === 0) return left === 0 ? [[]] : [];
    const [, ...others] = places;
    return Array.from({ length: left + 1 }, (_, value) => fill(others, left - value).map((tail) => [value, ...tail])).flat();
  };
  return sums
    .flatMap((sum) => fill(hidden, sum))
    .filter((values) => values.some((value) => value > 0 && value < smallest))
    .map((values) => {
      let next = 0;
      return cells.map((cell) => cell ?? values[next++] ?? 0);
    });
}

const counts = fc.array(fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 40 })), { minLength: 1, maxLength: 6 });

describe('no count that is hidden can be had back', () => {
  test('neither a hidden cell nor any group of them that is few follows from what is told', () => {
    const holds = fc.property(counts, (cells) => {
      const table = suppress(cells, smallest);
      const hidden = table.cells.flatMap((cell, index) => (cell === null ? [index] : []));
      if (hidden.length === 0) return;
      // A difference gives the sum of the hidden cells and nothing else.
      const sum = hidden.reduce((all, index) => all + (cells[index] ?? 0), 0);
      if (table.total !== null) {
        expect(hidden.length).toBeGreaterThan(1);
        expect(sum).toBeGreaterThanOrEqual(smallest);
      }
    });
    fc.assert(holds);
  });

  test('each hidden cell could have had another value', () => {
    const few = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 });
    const holds = fc.property(few, (cells) => {
      const table = suppress(cells, smallest);
      const possible = alternatives(table);
      for (const [index, cell] of table.cells.entries()) {
        if (cell !== null) continue;
        expect(new Set(possible.map((one) => one[index])).size, String(cells)).toBeGreaterThan(1);
      }
    });
    fc.assert(holds, { numRuns: 300 });
  });

  test('no small count is ever told, and what is told is true', () => {
    const holds = fc.property(counts, (cells) => {
      const table = suppress(cells, smallest);
      for (const [index, cell] of table.cells.entries()) {
        if (cell === null) continue;
        expect(cell).toBe(cells[index]);
        expect(cell === 0 || cell >= smallest).toBe(true);
      }
      expect([null, cells.reduce((all, one) => all + one, 0)]).toContain(table.total);
    });
    fc.assert(holds);
  });
});
