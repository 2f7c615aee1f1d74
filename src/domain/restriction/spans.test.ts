import { expect, test } from 'vitest';
import type { RestrictionEvent } from './schema.ts';
import { spansOf } from './spans.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const failed = (recordId: string, day: number): RestrictionEvent => ({
  kind: 'failed',
  checkId: '00000000-0000-4000-8000-000000000000',
  recordId: recordId as never,
  revision: 1,
  reason: 'name-differs',
  at: at(day),
});
const restricted = (day: number): RestrictionEvent => ({ kind: 'restricted', failures: 3, at: at(day) });
const suspended = (day: number): RestrictionEvent => ({ kind: 'suspended', reason: 'check-failed', by: 's', at: at(day) });
const lifted = (day: number): RestrictionEvent => ({
  kind: 'suspension-lifted',
  reason: 'suspicion-settled',
  by: 's',
  at: at(day),
});
const released = (day: number): RestrictionEvent => ({ kind: 'released', reason: 'identity-confirmed', by: 's', at: at(day) });

test('failures alone are no restriction', () => {
  expect(spansOf([failed('a', 1), failed('b', 2)])).toEqual([]);
});

test('the record whose failure led to it names its branch, whatever fails after it', () => {
  const events = [failed('a', 1), failed('b', 2), restricted(2), failed('c', 3)];
  expect(spansOf(events)).toEqual([{ recordId: 'b', from: at(2), to: null, state: 'restricted' }]);
});

test('released and restricted anew are two, and only the one that lasts is suspended', () => {
  const once = [failed('a', 1), restricted(1), suspended(2), lifted(3), released(4)];
  const again = [failed('b', 5), restricted(5), suspended(6)];
  expect(spansOf([...once, ...again])).toEqual([
    { recordId: 'a', from: at(1), to: at(4), state: 'restricted' },
    { recordId: 'b', from: at(5), to: null, state: 'suspended' },
  ]);
  expect(spansOf([failed('a', 1), restricted(1), suspended(2), lifted(3)])).toMatchObject([{ to: null, state: 'restricted' }]);
});
