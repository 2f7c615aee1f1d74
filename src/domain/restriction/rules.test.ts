import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, followingFailure, involvedIn, registrationNeeds, sinceRelease, standingOf, unrestricted } from './rules.ts';
import {
  type FailedCheck,
  failedCheck,
  failureReason,
  furtherCheckPoints,
  type RestrictionDecision,
  type RestrictionEvent,
  requiredPoints,
} from './schema.ts';

const at = '2026-11-25T08:00:00.000Z';
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const failed = (record: number, revision = 1, reason: FailedCheck['reason'] = 'name-differs', check = record * 100 + revision) =>
  failedCheck.parse({ checkId: uuid(check), recordId: uuid(record), revision, reason });
const passed: RestrictionDecision = { kind: 'checked', result: 'passed', points: [...requiredPoints] };
const released: RestrictionDecision = { kind: 'released', reason: 'identity-confirmed' };

function withFailures(count: number, from: readonly RestrictionEvent[] = [], first = 1): readonly RestrictionEvent[] {
  let events = from;
  for (let record = first; record < first + count; record++)
    events = [...events, ...followingFailure(events, failed(record), 3, at)];
  return events;
}

function decided(
  events: readonly RestrictionEvent[],
  decision: RestrictionDecision,
  by = 'head',
  involved: readonly string[] = [],
) {
  const answer = decide(events, decision, by, { at, involved });
  return answer.ok ? [...events, answer.value] : answer.error.code;
}

function must(events: readonly RestrictionEvent[] | string): readonly RestrictionEvent[] {
  if (typeof events === 'string') throw new Error(events);
  return events;
}

describe('counting (R3.6)', () => {
  test('below the limit nobody is restricted; at the limit once, with a further check open', () => {
    expect(standingOf(withFailures(2))).toMatchObject({ state: 'none', failures: 2, since: null, furtherCheck: 'not-needed' });
    const events = withFailures(3);
    expect(standingOf(events)).toEqual({
      state: 'restricted',
      failures: 3,
      reasons: ['name-differs'],
      since: at,
      furtherCheck: 'open',
    });
    expect(withFailures(2, events, 4).filter(({ kind }) => kind === 'restricted')).toHaveLength(1);
  });

  test('a revision that two authorities refuted counts once, also after a release', () => {
    const events = withFailures(2);
    expect(followingFailure(events, failed(2, 1, 'differs', 999), 3, at)).toEqual([]);
    const free = must(decided(must(decided(withFailures(3), passed)), released));
    expect(followingFailure(free, failed(3, 1, 'differs', 999), 3, at)).toEqual([]);
    expect(standingOf(free)).toEqual(unrestricted);
    expect(followingFailure(free, failed(3, 2), 3, at)).toHaveLength(1);
  });

  test('a limit of one restricts at once; a lower limit binds at the next failure', () => {
    expect(standingOf(followingFailure([], failed(1), 1, at)).state).toBe('restricted');
    expect(followingFailure(withFailures(2), failed(9), 2, at).map(({ kind }) => kind)).toEqual(['failed', 'restricted']);
  });
});

describe('decisions', () => {
  const restricted = withFailures(3);

  test('nothing is decided about somebody who is not restricted', () => {
    for (const decision of [passed, released] as const)
      expect(decided(withFailures(2), decision)).toBe('restriction/not-possible');
  });

  test('a release needs a passed check, and a failure after the check needs a new one', () => {
    expect(decided(restricted, released)).toBe('restriction/check-missing');
    const checked = must(decided(restricted, passed));
    expect(standingOf(must(decided(checked, released)))).toEqual(unrestricted);
    expect(decided(withFailures(1, checked, 8), released)).toBe('restriction/check-missing');
    const notPassed: RestrictionDecision = { kind: 'checked', result: 'failed', points: ['original-seen'] };
    expect(decided(must(decided(checked, notPassed)), released)).toBe('restriction/check-missing');
  });

  test('a passed check holds every required point; a failed one says what was looked at', () => {
    for (const left of requiredPoints) {
      const points = furtherCheckPoints.filter((point) => point !== left);
      expect(decide(restricted, { ...passed, points }, 'head', { at, involved: [] })).toEqual({
        ok: false,
        error: { code: 'restriction/check-incomplete', missing: [left] },
      });
      expect(typeof decided(restricted, { ...passed, result: 'failed', points })).toBe('object');
    }
  });

  test('suspended: no release before the suspension is lifted', () => {
    const checked = must(decided(restricted, passed));
    const suspended = must(decided(checked, { kind: 'suspended', reason: 'document-doubtful' }));
    expect(standingOf(suspended).state).toBe('suspended');
    expect(decided(suspended, released)).toBe('restriction/not-possible');
    expect(decided(suspended, { kind: 'suspended', reason: 'document-doubtful' })).toBe('restriction/not-possible');
    const lifted = must(decided(suspended, { kind: 'suspension-lifted', reason: 'suspicion-settled' }));
    expect(standingOf(lifted)).toMatchObject({ state: 'restricted', failures: 3 });
    expect(standingOf(must(decided(lifted, released)))).toEqual(unrestricted);
  });

  test('who captured or reviewed a failed record eases nothing about it, and may make it stricter', () => {
    const involved = involvedIn({
      capturedBy: 'clerk',
      review: { reviewedBy: 'clerk', reviewedAt: at, checks: ['original'] },
      secondReview: { reviewedBy: 'head', reviewedAt: at, checks: ['original'] },
    });
    const checked = must(decided(restricted, passed));
    expect(decided(checked, released, 'head', involved)).toBe('restriction/own-record');
    expect(decided(checked, released, 'other-head', involved)).not.toBe('restriction/own-record');
    const suspended = must(decided(checked, { kind: 'suspended', reason: 'check-failed' }, 'head', involved));
    expect(decided(suspended, { kind: 'suspension-lifted', reason: 'suspicion-settled' }, 'clerk', involved)).toBe(
      'restriction/own-record',
    );
  });
});

test('what a registration needs', () => {
  expect(registrationNeeds('none', 'refused')).toBe('nothing');
  expect(registrationNeeds('restricted', 'further-check')).toBe('further-check');
  expect(registrationNeeds('restricted', 'refused')).toBe('refused');
  expect(registrationNeeds('suspended', 'further-check')).toBe('refused');
});

test('whatever comes in whatever order: restricted exactly when the failures since the last release reached the limit', () => {
  const step = fc.oneof(
    fc.record({
      record: fc.integer({ min: 1, max: 6 }),
      revision: fc.integer({ min: 1, max: 3 }),
      reason: fc.constantFrom(...failureReason.options),
    }),
    fc.constantFrom<RestrictionDecision>(
      passed,
      released,
      { kind: 'suspended', reason: 'check-failed' },
      { kind: 'suspension-lifted', reason: 'suspicion-settled' },
    ),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (steps, limit) => {
      let events: readonly RestrictionEvent[] = [];
      for (const one of steps) {
        if ('record' in one)
          events = [...events, ...followingFailure(events, failed(one.record, one.revision, one.reason), limit, at)];
        else {
          const answer = decide(events, one, 'head', { at, involved: [] });
          if (answer.ok) events = [...events, answer.value];
        }
      }
      const failures = events.flatMap((event) => (event.kind === 'failed' ? [`${event.recordId}/${event.revision}`] : []));
      expect(new Set(failures).size).toBe(failures.length);
      const now = standingOf(events);
      const recent = sinceRelease(events).filter(({ kind }) => kind === 'failed').length;
      expect(now.failures).toBe(recent);
      expect(now.state === 'none').toBe(recent < limit);
      // Each restriction began once, and between two of them stands a release by a named person.
      const marks = events.filter(({ kind }) => kind === 'restricted' || kind === 'released').map(({ kind }) => kind);
      expect(marks.every((kind, index) => kind === (index % 2 === 0 ? 'restricted' : 'released'))).toBe(true);
      for (const event of events) if (event.kind === 'released') expect(event.by).toBe('head');
    }),
  );
});
