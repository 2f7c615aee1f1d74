import { expect, test } from 'vitest';
import {
  compareVersions,
  type FleetEntry,
  fleetColumns,
  fleetCsv,
  fleetStateOf,
  fleetWarnings,
  sortFleet,
  warningsOf,
} from './fleet.ts';
import type { DeviceStatus } from './status.ts';

const at = '2026-11-25T08:00:00.000Z';
const limits = {
  at,
  newestVersion: '1.10.0',
  serverKeyId: 'aaaaaaaaaaaaaaaa',
  silentAfterDays: 3,
  maximumClockDriftMinutes: 10,
  minimumFreeMebibytes: 700,
} as const;
const healthy: DeviceStatus = {
  appVersion: '1.10.0',
  pending: 0,
  quarantined: 0,
  oldestPendingSeconds: null,
  lastSyncAt: at,
  key: { backend: 'Secret Service', ageDays: 4, isRecoverable: true },
  serverKeyId: 'aaaaaaaaaaaaaaaa',
  freeMebibytes: 40_000,
  clockDriftSeconds: 0,
  storeCheck: 'passed',
};
const entry = (change: Partial<FleetEntry> = {}, status: Partial<DeviceStatus> | null = {}): FleetEntry => ({
  deviceId: 'device-1',
  name: 'Counter 1',
  branchId: 'main-street',
  state: 'active',
  reason: null,
  enrolledAt: at,
  lastSeenAt: at,
  decidedAt: null,
  decidedBy: null,
  replaces: null,
  replacedBy: null,
  keyId: '0123456789abcdef',
  receiptPrefix: 'ABCDEF',
  attention: null,
  held: 0,
  statusAt: at,
  status: status === null ? null : { ...healthy, ...status },
  ...change,
});

test.each([
  ['1.10.0', '1.9.2', 1],
  ['1.2', '1.2.0', 0],
  ['1.2.0-rc1', '1.2.0', 0],
  ['2', '10', -8],
  ['', '0.0.1', -1],
])('%s against %s', (a, b, order) => expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(order)));

test('a workstation in order has no warning, nor one that never told of itself', () => {
  expect(warningsOf(limits, entry())).toEqual([]);
  expect(warningsOf(limits, entry({}, null))).toEqual([]);
});

test.each([
  ['server-key', entry({}, { serverKeyId: 'bbbbbbbbbbbbbbbb' })],
  ['store-check', entry({}, { storeCheck: 'failed' })],
  ['recovery', entry({}, { key: { ...healthy.key, isRecoverable: false } })],
  ['clock', entry({}, { clockDriftSeconds: -600 })],
  ['disk', entry({}, { freeMebibytes: 999 })],
  ['old-pending', entry({}, { oldestPendingSeconds: 86_400 })],
  ['refused-records', entry({}, { quarantined: 1 })],
  ['old-version', entry({}, { appVersion: '1.9.9' })],
  ['cloned', entry({ attention: 'cloned' })],
  ['rolled-back', entry({ attention: 'rolled-back' })],
  ['approval', entry({ state: 'waiting' }, null)],
  ['held', entry({ state: 'retired', held: 2 })],
  ['silent', entry({ lastSeenAt: '2026-11-22T08:00:00.000Z' })],
] as const)('%s is the only warning of its own', (warning, one) => expect(warningsOf(limits, one)).toEqual([warning]));

test('just before the limits nothing is said', () => {
  const nearly = { clockDriftSeconds: 599, freeMebibytes: 1_001, oldestPendingSeconds: 86_399 };
  expect(warningsOf(limits, entry({ lastSeenAt: '2026-11-22T08:00:00.001Z' }, nearly))).toEqual([]);
});

test('before the first renewal of the server’s key nobody is behind; afterwards whoever does not say which it trusts is', () => {
  const { serverKeyId: _unsaid, ...older } = healthy;
  expect(warningsOf({ ...limits, serverKeyId: null }, entry({ status: older }))).toEqual([]);
  expect(warningsOf(limits, entry({ status: older }))).toEqual(['server-key']);
});

test('of one that has ended only what is left to decide is said', () => {
  const broken = { storeCheck: 'failed', quarantined: 3, clockDriftSeconds: 9_999 } as const;
  for (const state of ['revoked', 'retired'] as const) {
    expect(
      warningsOf(limits, entry({ state, attention: 'cloned', held: 1, lastSeenAt: '2020-01-01T00:00:00.000Z' }, broken)),
    ).toEqual(['held']);
  }
});

test('the worst comes first, and without a warning the state and the name decide', () => {
  const all = [
    entry({ deviceId: 'a', name: 'B' }),
    entry({ deviceId: 'b', name: 'A' }),
    entry({ deviceId: 'c', state: 'revoked' }),
    entry({ deviceId: 'd', lastSeenAt: '2026-11-01T08:00:00.000Z' }),
    entry({ deviceId: 'e', attention: 'cloned' }),
    entry({ deviceId: 'f', state: 'waiting' }, null),
  ];
  expect(sortFleet(limits, all, null).map(({ deviceId }) => deviceId)).toEqual(['e', 'f', 'd', 'b', 'a', 'c']);
  expect(fleetStateOf(limits, all[3] ?? entry())).toBe('silent');
  expect(new Set(fleetWarnings).size).toBe(fleetWarnings.length);
});

test('every column sorts both ways, unknown values last, and the same values by name', () => {
  const known = entry({ deviceId: 'a', name: 'A', branchId: 'x' }, { pending: 5, oldestPendingSeconds: 60 });
  const more = entry({ deviceId: 'b', name: 'B', branchId: 'y' }, { pending: 7, oldestPendingSeconds: 90, appVersion: '1.9.0' });
  const silent = entry({ deviceId: 'c', name: 'C', branchId: 'z' }, null);
  for (const column of fleetColumns) {
    const order = sortFleet(limits, [silent, more, known], column).map(({ deviceId }) => deviceId);
    expect(order.toSorted(), column).toEqual(['a', 'b', 'c']);
    expect(sortFleet(limits, sortFleet(limits, [known, silent, more], column), column).map(({ deviceId }) => deviceId)).toEqual(
      order,
    );
  }
  expect(sortFleet(limits, [known, silent, more], 'pending').map(({ deviceId }) => deviceId)).toEqual(['b', 'a', 'c']);
  expect(sortFleet(limits, [known, more], 'version', true).map(({ deviceId }) => deviceId)).toEqual(['a', 'b']);
});

test('the table for a spreadsheet quotes, runs no formula, and keeps one line for each workstation', () => {
  const names = ['=cmd|calc', '+1', '-1', '@x', '\tx', 'say "hi"', '柜台, 1'];
  const csv = fleetCsv(
    limits,
    names.map((name) => entry({ name })),
  );
  const [head, ...rows] = csv.slice(1).trimEnd().split('\r\n');
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(rows).toHaveLength(names.length);
  for (const row of rows.slice(0, 5)) expect(row).toMatch(/^"device-1","'/u);
  expect(rows[5]).toContain('"say ""hi"""');
  expect(rows[6]).toContain('"柜台, 1"');
  expect(head?.split(',')).toContain('serverKeyId');
  expect(rows[0]?.split(',')).toHaveLength(head?.split(',').length ?? 0);
});
