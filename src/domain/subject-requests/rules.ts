// What follows from what happened to a request, and what may happen next. Pure.
import { dayInChina } from '#src/base/china-time.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import { type Deadline, deadlineOf, type Pause, type WorkingCalendar, workingDaysLeft } from '#src/domain/working-days/rules.ts';
import type { RequestEvent, RequestKind, RequestState, StepKind } from './schema.ts';

/** Where each step leads; a step that is not named changes no state. */
const leadsTo: Readonly<Partial<Record<StepKind, RequestState>>> = {
  checked: 'checked',
  answered: 'closed',
  applied: 'applied',
  refused: 'refused',
  told: 'closed',
};

function isCorrection(kind: RequestKind): boolean {
  return kind === 'correction';
}

function hasStep(events: readonly RequestEvent[], kind: StepKind): boolean {
  return events.some(({ step }) => step.kind === kind);
}

/** The state before a decision, by what is there already. */
function beginning(kind: RequestKind, events: readonly RequestEvent[]): RequestState {
  if (!hasStep(events, 'identity-proven')) return 'identity-missing';
  return isCorrection(kind) && !hasStep(events, 'applied-for') ? 'application-missing' : 'open';
}

export function stateOf(kind: RequestKind, events: readonly RequestEvent[]): RequestState {
  const turn = events.findLast(({ step }) => step.kind === 'paused' || step.kind === 'resumed');
  if (turn?.step.kind === 'paused') return 'paused';
  const decided = events.findLast(({ step }) => leadsTo[step.kind] !== undefined);
  return (decided === undefined ? undefined : leadsTo[decided.step.kind]) ?? beginning(kind, events);
}

/** Nothing is left to do about it: the subject has the answer, or knows why not. */
export function isSettled(state: RequestState): boolean {
  return state === 'closed';
}

const always: readonly StepKind[] = ['assigned'];
const undecided: readonly StepKind[] = ['paused', 'refused', 'assigned'];

function stepsAfter(kind: RequestKind, state: RequestState): readonly StepKind[] {
  switch (state) {
    case 'identity-missing':
      return ['identity-proven', ...undecided];
    case 'application-missing':
      return ['applied-for', ...undecided];
    case 'open':
      return isCorrection(kind) ? ['checked', ...undecided] : ['answered', ...undecided];
    case 'paused':
      return ['resumed', ...always];
    case 'checked':
      return ['applied', ...undecided];
    case 'applied':
    case 'refused':
      return ['told', ...always];
    case 'closed':
      return [];
  }
}

/** May this happen now? */
export function mayFollow(kind: RequestKind, events: readonly RequestEvent[], step: StepKind): boolean {
  return stepsAfter(kind, stateOf(kind, events)).includes(step);
}

/** Who took the application in; null where the subject made it themselves. */
export function applicant(events: readonly RequestEvent[]): string | null {
  return events.findLast(({ step }) => step.kind === 'applied-for')?.actorId ?? null;
}

export function checker(events: readonly RequestEvent[]): string | null {
  return events.findLast(({ step }) => step.kind === 'checked')?.actorId ?? null;
}

/** Why this person may not do this now, or nothing. */
export function decideStep(
  request: { readonly kind: RequestKind; readonly events: readonly RequestEvent[] },
  { step, actorId }: { readonly step: StepKind; readonly actorId: string | null },
  policy: Pick<Policy, 'correctionNeedsSecondPerson'>,
): Result<null, 'requests/not-now' | 'requests/other-person-needed'> {
  if (!mayFollow(request.kind, request.events, step)) return fail('requests/not-now');
  const isOwn = step === 'checked' && actorId === applicant(request.events);
  return isOwn && policy.correctionNeedsSecondPerson ? fail('requests/other-person-needed') : ok(null);
}

/** Days without work on it, each with the reason that stands in its event; one that goes on lasts until today. */
export function pausesOf(events: readonly RequestEvent[], today: string): readonly Pause[] {
  const pauses: { from: string; to: string }[] = [];
  let isOpen = false;
  for (const { step, at } of events) {
    const day = dayInChina(Date.parse(at));
    if (step.kind === 'paused') pauses.push({ from: day, to: today });
    if (step.kind === 'resumed') pauses.splice(-1, 1, { from: pauses.at(-1)?.from ?? day, to: day });
    isOpen = step.kind === 'paused' || (isOpen && step.kind !== 'resumed');
  }
  return pauses;
}

export interface RequestTerm extends Deadline {
  /** Working days left after today; negative: so many late. */
  readonly daysLeft: number;
  readonly isOverdue: boolean;
}

/** By when the subject has to have the answer. */
export function termOf(
  { kind, openedAt, events }: { readonly kind: RequestKind; readonly openedAt: string; readonly events: readonly RequestEvent[] },
  policy: Pick<Policy, 'queryDays' | 'correctionDays'>,
  calendar: WorkingCalendar,
  nowMs: number,
): RequestTerm {
  // What is settled is judged by the day it was.
  const settled = isSettled(stateOf(kind, events)) ? events.at(-1)?.at : undefined;
  const today = dayInChina(settled === undefined ? nowMs : Date.parse(settled));
  const deadline = deadlineOf(calendar, {
    receivedOn: dayInChina(Date.parse(openedAt)),
    workingDays: isCorrection(kind) ? policy.correctionDays : policy.queryDays,
    pauses: pausesOf(events, today),
  });
  const daysLeft = workingDaysLeft(calendar, deadline.on, today);
  return { ...deadline, daysLeft, isOverdue: daysLeft < 0 };
}

/** Who may do what: deciding about a request, and giving it to somebody, is the supervisor's. */
export function permissionOf(step: StepKind): 'requests:handle' | 'requests:decide' {
  return decisions.includes(step) ? 'requests:decide' : 'requests:handle';
}

const decisions: readonly StepKind[] = ['checked', 'applied', 'refused', 'assigned'];
