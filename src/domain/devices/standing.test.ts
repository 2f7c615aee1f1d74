import { expect, test } from 'vitest';
import { type DeviceStanding, type DeviceState, isNews } from './standing.ts';

const heard = (state: DeviceState, version: number): DeviceStanding => ({
  organisationId: 'organisation',
  deviceId: 'device',
  version,
  state,
  reason: state === 'revoked' ? 'lost' : null,
  decidedAt: '2026-11-24T08:00:00.000Z',
  name: 'Counter 1',
  replaces: null,
  replacedBy: null,
});

test.each([
  [null, 'waiting', 1, true],
  [['waiting', 1], 'active', 2, true],
  [['waiting', 2], 'active', 1, false],
  [['active', 2], 'active', 2, false],
  [['active', 2], 'waiting', 1, false],
  [['active', 2], 'active', 3, true],
  // A server put back to an older state counts anew: the end is believed all the same.
  [['active', 9], 'revoked', 3, true],
  [['active', 9], 'retired', 3, true],
  [['revoked', 2], 'active', 99, false],
  [['retired', 2], 'revoked', 99, false],
] as const)('known %j, heard %s version %i: news %s', (known, state, version, expected) => {
  const before = known === null ? null : { state: known[0], version: known[1] };
  expect(isNews(before, heard(state, version))).toBe(expected);
});
