import { expect, test } from 'vitest';
import type { DayStatement, RosterEntry } from './branch.ts';
import { branchLines, countedStatements, type HeardStatement, lateFigures, sheetStateOf, sumClerks } from './branch-rules.ts';
import { noFigures } from './rules.ts';

const day = '2026-11-24';
const nowMs = Date.parse('2026-11-24T09:00:00.000Z');

function entry(deviceId: string, change: Partial<RosterEntry> = {}): RosterEntry {
  return {
    deviceId,
    name: deviceId.toUpperCase(),
    key: 'AA',
    state: 'active',
    enrolledAt: '2026-11-01T00:00:00.000Z',
    endedAt: null,
    heardAt: '2026-11-24T08:59:00.000Z',
    businessDay: day,
    unclosed: [],
    ...change,
  };
}

function statement(deviceId: string, change: Partial<DayStatement> = {}): HeardStatement {
  const closing = change.closing ?? 1;
  const body: DayStatement = {
    format: 1,
    organisationId: 'o',
    branchId: 'b',
    deviceId,
    day,
    closing,
    report: 'a'.repeat(64),
    previous: null,
    clerks: [{ staffId: 'anna', figures: { ...noFigures, captured: 2, pending: 2 } }],
    refusedBy: [],
    late: [],
    queue: { pending: 2, refused: 0, oldestPendingAt: null },
    closedBy: 'boss',
    closedAt: `2026-11-24T08:0${closing}:00.000Z`,
    audit: { sequence: 9, link: 'l' },
    ...change,
  };
  return { hash: `${deviceId}-${closing}-${body.closedAt}`, body };
}

test.each([
  ['closed, whatever else is said', {}, true, 'closed'],
  ['heard just now that nothing happened', {}, false, 'idle'],
  ['heard long ago that nothing had happened so far', { heardAt: '2026-11-24T08:44:00.000Z' }, false, 'silent'],
  [
    'a later business day without this one open',
    { businessDay: '2026-11-25', heardAt: '2026-11-25T00:00:00.000Z' },
    false,
    'idle',
  ],
  ['it says that it is open', { unclosed: [day] }, false, 'open'],
  ['open since days', { unclosed: [day], businessDay: '2026-11-30' }, false, 'open'],
  ['not heard since the day before', { businessDay: '2026-11-23' }, false, 'silent'],
  ['never heard', { heardAt: null, businessDay: null }, false, 'silent'],
] as const)('%s', (_what, change, isClosed, state) => {
  expect(sheetStateOf(entry('one', change as Partial<RosterEntry>), day, isClosed, nowMs)).toBe(state);
});

test('a workstation belongs to the days it could work on; one that closed the day stays whatever became of it', () => {
  const roster = [
    entry('two'),
    entry('waiting', { state: 'waiting' }),
    entry('later', { enrolledAt: '2026-11-25T00:00:00.000Z' }),
    entry('ended', { state: 'revoked', endedAt: '2026-11-23T00:00:00.000Z' }),
    entry('ended-today', { state: 'retired', endedAt: '2026-11-24T00:00:00.000Z' }),
    entry('closed', { state: 'revoked', endedAt: '2026-11-23T00:00:00.000Z' }),
  ];
  const lines = branchLines(roster, [statement('closed'), statement('two', { day: '2026-11-23' })], { day, nowMs });
  expect(lines.map((line) => [line.entry.deviceId, line.state, line.statements.length])).toEqual([
    ['closed', 'closed', 1],
    ['ended-today', 'idle', 0],
    ['two', 'idle', 0],
  ]);
});

test('each person is added up over all workstations, and a day closed again counts once', () => {
  const again = statement('one', { closing: 2, clerks: [{ staffId: 'anna', figures: { ...noFigures, captured: 3 } }] });
  const other = statement('two', {
    clerks: [
      { staffId: 'ben', figures: { ...noFigures, captured: 1 } },
      { staffId: 'anna', figures: { ...noFigures, captured: 4, synced: 4 } },
    ],
  });
  const lines = branchLines([entry('one'), entry('two')], [again, statement('one'), other], { day, nowMs });
  expect(lines[0]?.statements.map(({ body }) => body.closing)).toEqual([1, 2]);
  expect(sumClerks(countedStatements(lines)).map(({ staffId, figures }) => [staffId, figures.captured, figures.synced])).toEqual([
    ['anna', 7, 4],
    ['ben', 1, 0],
  ]);
});

test('what was told later of the day is apart', () => {
  const late = [
    { day, figures: { ...noFigures, captured: 1 } },
    { day: '2026-11-20', figures: { ...noFigures, captured: 9 } },
  ];
  const later = [statement('one', { day: '2026-11-25', late }), statement('two', { day: '2026-11-25', late })];
  expect(lateFigures(later, day)?.captured).toBe(2);
  expect(lateFigures(later, '2026-11-19')).toBeNull();
});
