// How a branch's day follows from what its workstations have said.
import { dayInChina } from '#src/base/china-time.ts';
import type { DayStatement, RosterEntry, SheetState } from './branch.ts';
import { addFigures } from './rules.ts';
import type { DayFigures } from './schema.ts';

/** Who was heard within this time, and said that nothing happened so far, is believed for today. */
const freshMs = 15 * 60_000;

export interface HeardStatement {
  readonly hash: string;
  readonly body: DayStatement;
}

export interface BranchLine {
  readonly entry: RosterEntry;
  readonly state: SheetState;
  /** Of this day, in the order of their numbers. */
  readonly statements: readonly HeardStatement[];
}

const dayOf = (at: string) => dayInChina(Date.parse(at));

/** Could this workstation have worked on the day? */
function belongs({ state, enrolledAt, endedAt }: RosterEntry, day: string): boolean {
  return state !== 'waiting' && dayOf(enrolledAt) <= day && (endedAt === null || dayOf(endedAt) >= day);
}

/** @param nowMs the time to decide by */
export function sheetStateOf(entry: RosterEntry, day: string, isClosed: boolean, nowMs: number): SheetState {
  if (isClosed) return 'closed';
  const { heardAt, businessDay, unclosed } = entry;
  if (heardAt === null || businessDay === null || businessDay < day) return 'silent';
  if (unclosed.includes(day)) return 'open';
  // A later business day settles it. On the day itself the counter may have begun to work since.
  return businessDay > day || nowMs - Date.parse(heardAt) <= freshMs ? 'idle' : 'silent';
}

/** The branch's workstations of a day, by name; one that left the roster is still there when it closed the day. */
export function branchLines(
  roster: readonly RosterEntry[],
  statements: readonly HeardStatement[],
  { day, nowMs }: { readonly day: string; readonly nowMs: number },
): readonly BranchLine[] {
  return roster
    .map((entry) => {
      const own = statements.filter(({ body }) => body.deviceId === entry.deviceId && body.day === day);
      own.sort((a, b) => a.body.closing - b.body.closing || (a.hash < b.hash ? -1 : 1));
      return { entry, state: sheetStateOf(entry, day, own.length > 0, nowMs), statements: own };
    })
    .filter(({ entry, statements: own }) => own.length > 0 || belongs(entry, day))
    .sort((a, b) => (a.entry.name + a.entry.deviceId < b.entry.name + b.entry.deviceId ? -1 : 1));
}

/**
 * What is added up: of each workstation one. It closes a day once; a second statement of the same day comes of an older copy of its
 * store, tells the same day again, and the newest counts.
 */
export function countedStatements(lines: readonly BranchLine[]): readonly HeardStatement[] {
  return lines.flatMap(({ statements }) =>
    statements.toSorted((a, b) => b.body.closing - a.body.closing || (a.body.closedAt < b.body.closedAt ? 1 : -1)).slice(0, 1),
  );
}

/** Each person over all workstations, by staff id. */
export function sumClerks(statements: readonly HeardStatement[]): { staffId: string; figures: DayFigures }[] {
  const all = new Map<string, DayFigures[]>();
  for (const { body } of statements) {
    for (const { staffId, figures } of body.clerks) all.set(staffId, [...(all.get(staffId) ?? []), figures]);
  }
  return [...all]
    .map(([staffId, figures]) => ({ staffId, figures: addFigures(figures) }))
    .sort((a, b) => (a.staffId < b.staffId ? -1 : 1));
}

/** What was told later of a day that had been closed; null when nothing was. */
export function lateFigures(statements: readonly HeardStatement[], day: string): DayFigures | null {
  const told = statements.flatMap(({ body }) => body.late.filter((late) => late.day === day).map(({ figures }) => figures));
  return told.length === 0 ? null : addFigures(told);
}

/** Is this workstation's day here? */
export function isIn(state: SheetState): boolean {
  return state === 'closed' || state === 'idle';
}
