// The fleet as an administrator looks at it (S7): every workstation with what it last told, what needs a person first. Pure, so that the
// page, the command and the exported table agree.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { deviceState, endingReason } from './standing.ts';
import { deviceStatus } from './status.ts';

export const fleetEntry = z.object({
  deviceId: z.string(),
  name: z.string(),
  branchId: z.string(),
  state: deviceState,
  reason: endingReason.nullable(),
  enrolledAt: instant,
  /** Last signed request, by the server's clock. */
  lastSeenAt: instant,
  decidedAt: instant.nullable(),
  /** Staff id of who decided; null where nobody had to. */
  decidedBy: z.string().nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
  /** Id of its public key: the words a waiting workstation shows are made of it. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  /** The first six characters of its receipt numbers. */
  receiptPrefix: z.string(),
  /** An older copy or a clone of it has reported (command `copies`). */
  attention: z.enum(['rolled-back', 'cloned']).nullable(),
  /** Records of an ended workstation that came by a sealed file and wait for a decision. */
  held: z.int().nonnegative(),
  statusAt: instant.nullable(),
  status: deviceStatus.nullable(),
});
export type FleetEntry = z.infer<typeof fleetEntry>;

export const fleet = z.object({
  at: instant,
  /** The newest version any working workstation reports. */
  newestVersion: z.string().nullable(),
  /** Id of the server's key of today, once it was renewed: whoever reports another one has not followed. */
  serverKeyId: z.string().max(60).nullable().exactOptional(),
  silentAfterDays: z.int().positive(),
  maximumClockDriftMinutes: z.int().positive(),
  minimumFreeMebibytes: z.int().positive(),
  entries: z.array(fleetEntry),
});
export type Fleet = z.infer<typeof fleet>;

/** What a person may have to do something about, worst first. */
export const fleetWarnings = [
  'cloned',
  'rolled-back',
  'store-check',
  'server-key',
  'approval',
  'held',
  'recovery',
  'silent',
  'clock',
  'disk',
  'old-pending',
  'refused-records',
  'old-version',
] as const;
export type FleetWarning = (typeof fleetWarnings)[number];

const dayMs = 86_400_000;
const oldPendingSeconds = 86_400;

type Limits = Omit<Fleet, 'entries'>;

/** Compares `1.10.0` and `1.9.2` by their numbers. */
export function compareVersions(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((version) => version.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** It last reported under a former key of the server: it was away, or waits for an administrator to compare the new one. */
function isBehind({ serverKeyId }: Limits, status: NonNullable<FleetEntry['status']>): boolean {
  return serverKeyId != null && status.serverKeyId !== serverKeyId;
}

function ofStatus(limits: Limits, { status }: FleetEntry): readonly (readonly [FleetWarning, boolean])[] {
  if (status === null) return [];
  const { freeMebibytes, clockDriftSeconds, oldestPendingSeconds } = status;
  return [
    ['store-check', status.storeCheck === 'failed'],
    ['server-key', isBehind(limits, status)],
    ['recovery', !status.key.isRecoverable],
    ['clock', Math.abs(clockDriftSeconds ?? 0) >= limits.maximumClockDriftMinutes * 60],
    ['disk', freeMebibytes !== null && freeMebibytes < limits.minimumFreeMebibytes / 0.7],
    ['old-pending', (oldestPendingSeconds ?? 0) >= oldPendingSeconds],
    ['refused-records', status.quarantined > 0],
    ['old-version', limits.newestVersion !== null && compareVersions(status.appVersion, limits.newestVersion) < 0],
  ];
}

/** What is wrong with one workstation. Of an ended one only what is left to decide. */
export function warningsOf(limits: Limits, entry: FleetEntry): readonly FleetWarning[] {
  const found = new Set<FleetWarning>();
  if (entry.held > 0) found.add('held');
  if (entry.state === 'waiting') found.add('approval');
  if (entry.state === 'active') {
    if (entry.attention !== null) found.add(entry.attention);
    if (Date.parse(limits.at) - Date.parse(entry.lastSeenAt) >= limits.silentAfterDays * dayMs) found.add('silent');
    for (const [warning, isSo] of ofStatus(limits, entry)) if (isSo) found.add(warning);
  }
  return fleetWarnings.filter((warning) => found.has(warning));
}

/** What the page filters by: the state, or an active one that has been silent for too long. */
export const fleetStates = ['active', 'silent', 'waiting', 'revoked', 'retired'] as const;
export type FleetState = (typeof fleetStates)[number];

export function fleetStateOf(limits: Limits, entry: FleetEntry): FleetState {
  return entry.state === 'active' && warningsOf(limits, entry).includes('silent') ? 'silent' : entry.state;
}

export const fleetColumns = ['name', 'branch', 'state', 'seen', 'pending', 'oldest', 'version', 'key', 'disk'] as const;
export type FleetColumn = (typeof fleetColumns)[number];

/** What a column sorts by: text, or a number where more is worse. Unknown goes last. */
function keyOf(entry: FleetEntry, column: FleetColumn): string | number | null {
  const { status } = entry;
  switch (column) {
    case 'name':
      return entry.name;
    case 'branch':
      return entry.branchId;
    case 'state':
      return entry.state;
    case 'seen':
      return entry.lastSeenAt;
    case 'pending':
      return status === null ? null : -status.pending;
    case 'oldest':
      return status === null ? null : -(status.oldestPendingSeconds ?? 0);
    case 'version':
      return status?.appVersion ?? null;
    case 'key':
      return status === null ? null : -status.key.ageDays;
    case 'disk':
      return status?.freeMebibytes ?? null;
  }
}

function compareKeys(a: string | number | null, b: string | number | null, column: FleetColumn): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return column === 'version' ? compareVersions(String(a), String(b)) : String(a).localeCompare(String(b), 'zh-CN');
}

/** Sorted by a column, or (null) by what needs a person first. */
export function sortFleet(
  limits: Limits,
  entries: readonly FleetEntry[],
  column: FleetColumn | null,
  isDescending = false,
): readonly FleetEntry[] {
  const rank = (entry: FleetEntry) => {
    const [worst] = warningsOf(limits, entry);
    if (worst !== undefined) return fleetWarnings.indexOf(worst);
    return fleetWarnings.length + fleetStates.indexOf(fleetStateOf(limits, entry));
  };
  const byName = (a: FleetEntry, b: FleetEntry) => a.name.localeCompare(b.name, 'zh-CN') || a.deviceId.localeCompare(b.deviceId);
  if (column === null) return entries.toSorted((a, b) => rank(a) - rank(b) || byName(a, b));
  const sign = isDescending ? -1 : 1;
  return entries.toSorted((a, b) => sign * compareKeys(keyOf(a, column), keyOf(b, column), column) || byName(a, b));
}

const csvColumns = {
  deviceId: (entry) => entry.deviceId,
  name: (entry) => entry.name,
  branch: (entry) => entry.branchId,
  state: (entry, limits) => fleetStateOf(limits, entry),
  reason: (entry) => entry.reason,
  warnings: (entry, limits) => warningsOf(limits, entry).join(' '),
  enrolledAt: (entry) => entry.enrolledAt,
  lastSeenAt: (entry) => entry.lastSeenAt,
  decidedAt: (entry) => entry.decidedAt,
  replaces: (entry) => entry.replaces,
  replacedBy: (entry) => entry.replacedBy,
  receiptPrefix: (entry) => entry.receiptPrefix,
  held: (entry) => entry.held,
  statusAt: (entry) => entry.statusAt,
  appVersion: ({ status }) => status?.appVersion ?? null,
  pending: ({ status }) => status?.pending ?? null,
  quarantined: ({ status }) => status?.quarantined ?? null,
  oldestPendingSeconds: ({ status }) => status?.oldestPendingSeconds ?? null,
  lastSyncAt: ({ status }) => status?.lastSyncAt ?? null,
  keychain: ({ status }) => status?.key.backend ?? null,
  keyAgeDays: ({ status }) => status?.key.ageDays ?? null,
  isKeyRecoverable: ({ status }) => status?.key.isRecoverable ?? null,
  freeMebibytes: ({ status }) => status?.freeMebibytes ?? null,
  clockDriftSeconds: ({ status }) => status?.clockDriftSeconds ?? null,
  serverKeyId: ({ status }) => status?.serverKeyId ?? null,
  storeCheck: ({ status }) => status?.storeCheck ?? null,
} as const satisfies Record<string, (entry: FleetEntry, limits: Limits) => string | number | boolean | null>;

/** Quoted, and a text that a spreadsheet would run as a formula is made a text again. */
function csvCell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** RFC 4180 with a byte order mark, as spreadsheets expect Chinese. Holds what the page shows, and nothing of a person. */
export function fleetCsv(limits: Limits, entries: readonly FleetEntry[]): string {
  const rows = entries.map((entry) => Object.values(csvColumns).map((read) => csvCell(read(entry, limits))));
  return `\uFEFF${[Object.keys(csvColumns), ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}
