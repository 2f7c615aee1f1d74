// From a subject's facts to where it stands, and what may follow (R3.6).
import { fail, ok, type Result } from '#src/base/result.ts';
import type { RecordHeader, Review } from '#src/domain/registration/schema.ts';
import {
  type FailedCheck,
  type FailureReason,
  type FurtherCheckPoint,
  type FurtherCheckState,
  furtherCheckPoints,
  type RestrictedRegistrations,
  type RestrictionDecision,
  type RestrictionEvent,
  type RestrictionState,
  requiredPoints,
} from './schema.ts';

export interface RestrictionStanding {
  readonly state: RestrictionState;
  /** Refuted revisions since the last release. */
  readonly failures: number;
  /** Why, each once, in the order in which they came. */
  readonly reasons: readonly FailureReason[];
  /** When the present restriction began. */
  readonly since: string | null;
  readonly furtherCheck: FurtherCheckState;
}

export const unrestricted: RestrictionStanding = {
  state: 'none',
  failures: 0,
  reasons: [],
  since: null,
  furtherCheck: 'not-needed',
};

function once<T>(all: readonly T[], one: T): readonly T[] {
  return all.includes(one) ? all : [...all, one];
}

function after(standing: RestrictionStanding, event: RestrictionEvent): RestrictionStanding {
  switch (event.kind) {
    case 'failed': {
      const counted = { ...standing, failures: standing.failures + 1, reasons: once(standing.reasons, event.reason) };
      // What an earlier check found says nothing about a registration that failed after it.
      return standing.state === 'none' ? counted : { ...counted, furtherCheck: 'open' };
    }
    case 'restricted':
      return { ...standing, state: 'restricted', since: event.at, furtherCheck: 'open' };
    case 'checked':
      return { ...standing, furtherCheck: event.result };
    case 'suspended':
      return { ...standing, state: 'suspended' };
    case 'suspension-lifted':
      return { ...standing, state: 'restricted' };
    case 'released':
      return unrestricted;
  }
}

/** @param events in the order in which they were written */
export function standingOf(events: readonly RestrictionEvent[]): RestrictionStanding {
  return events.reduce(after, unrestricted);
}

/** Events since the last release, which began everything anew. */
export function sinceRelease(events: readonly RestrictionEvent[]): readonly RestrictionEvent[] {
  return events.slice(events.findLastIndex(({ kind }) => kind === 'released') + 1);
}

/** A revision counts once, however many authorities refuted it and whenever the second one answered. */
function isCounted(events: readonly RestrictionEvent[], { recordId, revision }: FailedCheck): boolean {
  return events.some((event) => event.kind === 'failed' && event.recordId === recordId && event.revision === revision);
}

/** What a refuted check adds to a subject's facts: nothing, a failure, or a failure and the restriction it leads to. */
export function followingFailure(
  events: readonly RestrictionEvent[],
  failed: FailedCheck,
  limit: number,
  at: string,
): readonly RestrictionEvent[] {
  if (isCounted(events, failed)) return [];
  const failure: RestrictionEvent = { kind: 'failed', ...failed, at };
  const { state, failures } = standingOf([...events, failure]);
  return state === 'none' && failures >= limit ? [failure, { kind: 'restricted', failures, at }] : [failure];
}

export type DecisionObjection =
  | { readonly code: 'restriction/not-possible' }
  | { readonly code: 'restriction/check-missing' }
  | { readonly code: 'restriction/own-record' }
  | { readonly code: 'restriction/check-incomplete'; readonly missing: readonly FurtherCheckPoint[] };

const possibleIn: Readonly<Record<RestrictionDecision['kind'], readonly RestrictionState[]>> = {
  checked: ['restricted', 'suspended'],
  suspended: ['restricted'],
  'suspension-lifted': ['suspended'],
  released: ['restricted'],
};

/** Points without which a check cannot have been passed. */
export function missingPoints(points: readonly FurtherCheckPoint[]): readonly FurtherCheckPoint[] {
  return requiredPoints.filter((point) => !points.includes(point));
}

export interface CounterCheck {
  readonly recordId: FailedCheck['recordId'];
  readonly revision: number;
  readonly furtherCheck: Review;
}

/**
 * The further check that was made at a counter before a registration counts as one (R3.6), once, as nobody has to be identified twice.
 * Null where it says nothing any more: a failure, a decision or a check came after it, the registration it was made for was itself
 * refuted, its time lies ahead, or it lacks a point. What it eases is still decided by a person.
 */
export function counterCheck(
  events: readonly RestrictionEvent[],
  { recordId, revision, furtherCheck: { reviewedBy: by, reviewedAt: at, checks } }: CounterCheck,
  nowAt: string,
): RestrictionEvent | null {
  const points = furtherCheckPoints.filter((point) => checks.includes(point));
  const isPast = at > nowAt || events.some((event) => event.at >= at);
  const isRefuted = events.some((event) => event.kind === 'failed' && event.recordId === recordId);
  if (standingOf(events).state !== 'restricted' || isPast || isRefuted || missingPoints(points).length > 0) return null;
  return { kind: 'checked', result: 'passed', points, by, at, atCounter: { recordId, revision } };
}

/** Who filled in or reviewed a record: they do not decide that it was in order after all (four eyes). */
export function involvedIn({
  capturedBy,
  review,
  secondReview,
}: Pick<RecordHeader, 'capturedBy' | 'review' | 'secondReview'>): readonly string[] {
  return [capturedBy, review.reviewedBy, ...(secondReview === undefined ? [] : [secondReview.reviewedBy])];
}

/** @param involved staff who captured or reviewed the records that failed since the last release */
export function decide(
  events: readonly RestrictionEvent[],
  decision: RestrictionDecision,
  by: string,
  { at, involved }: { readonly at: string; readonly involved: readonly string[] },
): Result<RestrictionEvent, DecisionObjection> {
  const { state, furtherCheck } = standingOf(events);
  if (!possibleIn[decision.kind].includes(state)) return fail({ code: 'restriction/not-possible' });
  const isEasing = decision.kind === 'released' || decision.kind === 'suspension-lifted';
  if (isEasing && involved.includes(by)) return fail({ code: 'restriction/own-record' });
  if (decision.kind === 'released' && furtherCheck !== 'passed') return fail({ code: 'restriction/check-missing' });
  const missing = decision.kind === 'checked' && decision.result === 'passed' ? missingPoints(decision.points) : [];
  if (missing.length > 0) return fail({ code: 'restriction/check-incomplete', missing });
  return ok({ ...decision, by, at });
}

/** What a registration needs by the state its subject is in. A suspended subject is not registered at all. */
export function registrationNeeds(state: RestrictionState, policy: RestrictedRegistrations): 'nothing' | RestrictedRegistrations {
  if (state === 'none') return 'nothing';
  return state === 'suspended' ? 'refused' : policy;
}
