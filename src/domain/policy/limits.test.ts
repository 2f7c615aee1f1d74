import { describe, expect, test } from 'vitest';
import { type LimitName, limitsOf, type Usage } from './limits.ts';
import { policy as policySchema } from './schema.ts';

const policy = policySchema.parse({
  offlineSignInDays: 30,
  signInAttempts: 3,
  idleLockMinutes: 5,
  maximumPending: 1_000,
  minimumFreeMebibytes: 700,
  maximumClockDriftMinutes: 10,
  databaseKeyDays: 365,
  smallestCount: 5,
  staffSessionMinutes: 15,
});
const calm: Usage = { offlineDays: 0, heardMs: Date.UTC(2026, 10, 1), waiting: 0, freeMebibytes: 50_000, driftMs: 0 };
const minuteMs = 60_000;

function levelOf(name: LimitName, usage: Partial<Usage>) {
  return limitsOf(policy, { ...calm, ...usage }).find((limit) => limit.name === name)?.level;
}

test.each([
  ['offline-days', { offlineDays: 20 }, 'fine'],
  ['offline-days', { offlineDays: 21 }, 'warning'],
  ['offline-days', { offlineDays: 29 }, 'warning'],
  ['offline-days', { offlineDays: 30 }, 'reached'],
  ['pending', { waiting: 699 }, 'fine'],
  ['pending', { waiting: 700 }, 'warning'],
  ['pending', { waiting: 999 }, 'warning'],
  ['pending', { waiting: 1_000 }, 'reached'],
  ['disk', { freeMebibytes: 1_001 }, 'fine'],
  ['disk', { freeMebibytes: 1_000 }, 'warning'],
  ['disk', { freeMebibytes: 700 }, 'warning'],
  ['disk', { freeMebibytes: 699 }, 'reached'],
  ['disk', { freeMebibytes: 0 }, 'reached'],
  ['disk', { freeMebibytes: null }, 'fine'],
  ['clock-drift', { driftMs: 6.9 * minuteMs }, 'fine'],
  ['clock-drift', { driftMs: -7 * minuteMs }, 'warning'],
  ['clock-drift', { driftMs: -10 * minuteMs }, 'reached'],
  ['clock-drift', { driftMs: 10 * minuteMs }, 'reached'],
  ['clock-drift', { driftMs: null }, 'fine'],
] as const)('%s at %o is %s', (name, usage, level) => {
  expect(levelOf(name, usage)).toBe(level);
});

describe('by when', () => {
  test('sign-in ends when the days are over', () => {
    expect(limitsOf(policy, calm)[0]?.reachedAt).toBe('2026-12-01T00:00:00.000Z');
  });
  test('is not invented where nothing was heard yet', () => {
    expect(limitsOf(policy, { ...calm, heardMs: null })[0]?.reachedAt).toBeNull();
  });
});
