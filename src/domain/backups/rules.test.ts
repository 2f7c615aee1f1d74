import { expect, test } from 'vitest';
import { backupState, isBackupDue, removals } from './rules.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = 1_000 * day;
const policy = { backupEveryHours: 24, backupsKept: 3, erasureHorizonDays: 10 };
const of = (...ages: readonly number[]) => ages.map((age) => ({ backupId: `${age}`, madeMs: now - age * day }));

test('keeps the newest ones, and none beyond the horizon but the very newest', () => {
  expect(removals(of(3, 0, 2, 1), now, policy)).toEqual([{ backupId: '3', reason: 'retention' }]);
  expect(removals(of(0, 9, 10), now, policy)).toEqual([{ backupId: '10', reason: 'horizon' }]);
  expect(removals(of(400), now, policy)).toEqual([]);
  expect(removals(of(400, 401), now, policy)).toEqual([{ backupId: '401', reason: 'horizon' }]);
  expect(removals([], now, policy)).toEqual([]);
});

test('a failure after the newest good one is told, and so is silence', () => {
  const at = (goodMs: number | null, failedMs: number | null) => backupState({ goodMs, failedMs }, now, policy);
  expect(at(null, null)).toBe('none');
  expect(at(null, now)).toBe('failed');
  expect(at(now - hour, now)).toBe('failed');
  expect(at(now, now - hour)).toBe('good');
  expect(at(now - 48 * hour, null)).toBe('good');
  expect(at(now - 49 * hour, null)).toBe('overdue');
});

test('is due after the interval, and soon again after a failure', () => {
  const due = (goodMs: number | null, failedMs: number | null) => isBackupDue({ goodMs, failedMs }, now, policy);
  expect(due(null, null)).toBe(true);
  expect(due(now - 23 * hour, null)).toBe(false);
  expect(due(now - 24 * hour, null)).toBe(true);
  expect(due(now - 30 * hour, now - 1_000)).toBe(false);
  expect(due(now - 30 * hour, now - hour)).toBe(true);
  expect(due(now + day, null)).toBe(true);
});
