import { expect, test } from 'vitest';
import { acceptingReasons, heldReason, isReasonFor, rejectingReasons } from './held.ts';

test('a reason speaks for one decision only', () => {
  for (const reason of heldReason.options) {
    expect([isReasonFor('accepted', reason), isReasonFor('rejected', reason)].filter(Boolean)).toHaveLength(1);
  }
  expect([...acceptingReasons, ...rejectingReasons].toSorted()).toEqual(heldReason.options.toSorted());
});
