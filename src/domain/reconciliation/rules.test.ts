import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addFigures, isEmpty, noFigures, unaccounted } from './rules.ts';
import type { DayFigures } from './schema.ts';

const names = Object.keys(noFigures) as (keyof DayFigures)[];
const figures = fc.record(Object.fromEntries(names.map((name) => [name, fc.nat(1_000)]))) as fc.Arbitrary<DayFigures>;

it('adds every figure, in any order', () => {
  fc.assert(
    fc.property(fc.array(figures, { maxLength: 6 }), (all) => {
      const sum = addFigures(all);
      for (const name of names) expect(sum[name]).toBe(all.reduce((total, one) => total + one[name], 0));
      expect(addFigures(all.toReversed())).toEqual(sum);
    }),
  );
});

it('finds a record that is nowhere and one that nobody captured', () => {
  const day = { ...noFigures, captured: 5, synced: 2, pending: 1, refused: 1, superseded: 1 };
  expect(unaccounted(day)).toBe(0);
  expect(unaccounted({ ...day, synced: 1 })).toBe(1);
  expect(unaccounted({ ...day, captured: 4 })).toBe(-1);
});

it('knows an empty day', () => {
  expect(isEmpty(noFigures)).toBe(true);
  expect(isEmpty({ ...noFigures, declined: 1 })).toBe(false);
});
