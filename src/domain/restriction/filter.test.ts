import { expect, test } from 'vitest';
import { everyRestriction, isSought, restrictionFilter } from './filter.ts';

const [mine, other] = ['4f7f3c52-4a0c-4bb0-8a43-1c6ff9a6c0de', '0b1a8a5e-6a2f-4d36-9a51-6d1c35c1f001'];
const listed = {
  state: 'restricted' as const,
  records: [
    { recordId: mine, branchId: 'north' },
    { recordId: '9b1a8a5e-6a2f-4d36-9a51-6d1c35c1f002', branchId: 'south' },
  ],
};
const seeks = (change: object) => isSought(restrictionFilter.parse({ ...everyRestriction, ...change }), listed);

test('any when nothing is sought; otherwise everything has to fit', () => {
  expect(seeks({})).toBe(true);
  expect([seeks({ state: 'restricted' }), seeks({ state: 'suspended' })]).toEqual([true, false]);
  expect([seeks({ branchId: 'south' }), seeks({ branchId: 'sou' })]).toEqual([true, false]);
  expect([seeks({ recordId: mine }), seeks({ recordId: other })]).toEqual([true, false]);
  expect(seeks({ state: 'restricted', branchId: 'south', recordId: mine })).toBe(true);
  expect(seeks({ state: 'suspended', branchId: 'south', recordId: mine })).toBe(false);
});
