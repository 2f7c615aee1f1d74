import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingCalendar } from '#src/domain/working-days/rules.ts';
import { decideStep, mayFollow, pausesOf, stateOf, termOf } from './rules.ts';
import { type RequestEvent, type RequestKind, type RequestStep, requestKinds, requestStates, type StepKind } from './schema.ts';

const recordId = '00000000-0000-4000-8000-000000000001' as never;
const steps: Readonly<Record<StepKind, RequestStep>> = {
  opened: { kind: 'opened', channel: 'counter' },
  'identity-proven': { kind: 'identity-proven', proof: { by: 'document', documentType: 'resident-id' } },
  'applied-for': { kind: 'applied-for', recordId, revision: 1, fields: ['name'], proof: 'household-register' },
  assigned: { kind: 'assigned', staffId: 'supervisor' },
  checked: { kind: 'checked' },
  paused: { kind: 'paused', reason: 'proof-awaited' },
  resumed: { kind: 'resumed' },
  answered: { kind: 'answered', way: 'paper', records: 1 },
  applied: { kind: 'applied', recordId, revision: 2 },
  refused: { kind: 'refused', reason: 'proof-insufficient' },
  told: { kind: 'told', way: 'paper' },
};
const stepKinds = Object.keys(steps) as StepKind[];
const policy = { queryDays: 3, correctionDays: 5, correctionNeedsSecondPerson: true };

function event(kind: StepKind, actorId: string | null = 'clerk', at = '2026-11-02T02:00:00.000Z'): RequestEvent {
  return { at, actorId, step: steps[kind] };
}

function stateAfter(kind: RequestKind, ...done: StepKind[]) {
  return stateOf(
    kind,
    ['opened' as const, ...done].map((one) => event(one)),
  );
}

describe('the state of a request', () => {
  test('a query is proven, answered and over', () => {
    expect(stateAfter('query')).toBe('identity-missing');
    expect(stateAfter('query', 'identity-proven')).toBe('open');
    expect(stateAfter('query', 'identity-proven', 'answered')).toBe('closed');
  });
  test('a correction is over only when the subject was told', () => {
    expect(stateAfter('correction', 'identity-proven')).toBe('application-missing');
    expect(stateAfter('correction', 'identity-proven', 'applied-for')).toBe('open');
    expect(stateAfter('correction', 'identity-proven', 'applied-for', 'checked')).toBe('checked');
    expect(stateAfter('correction', 'identity-proven', 'applied-for', 'checked', 'applied')).toBe('applied');
    expect(stateAfter('correction', 'identity-proven', 'applied-for', 'checked', 'applied', 'told')).toBe('closed');
    expect(stateAfter('correction', 'identity-proven', 'applied-for', 'refused')).toBe('refused');
  });
  test('a pause ends where it began', () => {
    expect(stateAfter('query', 'identity-proven', 'paused')).toBe('paused');
    expect(stateAfter('correction', 'identity-proven', 'applied-for', 'checked', 'paused', 'resumed')).toBe('checked');
  });

  test('whatever may happen in turn: nothing is applied unchecked, answered unproven, or follows the end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...requestKinds), fc.array(fc.constantFrom(...stepKinds), { maxLength: 40 }), (kind, tried) => {
        const events = [event('opened')];
        for (const step of tried) if (mayFollow(kind, events, step)) events.push(event(step));
        const done = events.map(({ step }) => step.kind);
        const comesAfter = (step: StepKind, needed: StepKind) =>
          !done.includes(step) || (done.includes(needed) && done.indexOf(needed) < done.indexOf(step));
        expect(requestStates).toContain(stateOf(kind, events));
        expect(comesAfter('applied', 'checked')).toBe(true);
        expect(comesAfter('checked', 'applied-for')).toBe(true);
        expect(comesAfter('answered', 'identity-proven')).toBe(true);
        expect(comesAfter('applied-for', 'identity-proven')).toBe(true);
        expect(done.includes('applied') && done.includes('refused')).toBe(false);
        if (stateOf(kind, events) === 'closed') expect(stepKinds.filter((step) => mayFollow(kind, events, step))).toEqual([]);
      }),
    );
  });
});

describe('a second person', () => {
  const events = [event('opened'), event('identity-proven'), event('applied-for')];
  test('checks what another took in', () => {
    const check = (actorId: string) => decideStep({ kind: 'correction', events }, { step: 'checked' as const, actorId }, policy);
    expect(check('clerk')).toEqual({ ok: false, error: 'requests/other-person-needed' });
    expect(check('supervisor').ok).toBe(true);
  });
  test('unless the organisation does without', () => {
    const request = { kind: 'correction' as const, events };
    const lenient = { ...policy, correctionNeedsSecondPerson: false };
    expect(decideStep(request, { step: 'checked' as const, actorId: 'clerk' }, lenient).ok).toBe(true);
  });
  test('what a subject applied for online any supervisor may check', () => {
    const online = [event('opened', null), event('identity-proven', null), event('applied-for', null)];
    const check = { step: 'checked' as const, actorId: 'supervisor' };
    expect(decideStep({ kind: 'correction', events: online }, check, policy).ok).toBe(true);
  });
});

describe('the term', () => {
  const calendar = workingCalendar([{ date: '2026-01-01', kind: 'holiday' }]);
  const openedAt = '2026-11-02T02:00:00.000Z'; // a Monday
  const at = (day: string, hour = '02') => Date.parse(`2026-11-${day}T${hour}:00:00.000Z`);

  test('ends with the last working day and is late the day after', () => {
    const query = { kind: 'query' as const, openedAt, events: [event('opened')] };
    expect(termOf(query, policy, calendar, at('05'))).toEqual({
      on: '2026-11-05',
      guessedYears: [],
      daysLeft: 0,
      isOverdue: false,
    });
    // Half past midnight of the 6th in Shanghai is still the 5th in UTC.
    expect(termOf(query, policy, calendar, Date.parse('2026-11-05T16:30:00.000Z'))).toMatchObject({
      daysLeft: -1,
      isOverdue: true,
    });
  });

  test('stands still while it is paused and moves by the working days of the pause', () => {
    const pause = event('paused', 'clerk', '2026-11-03T02:00:00.000Z');
    const paused = { kind: 'query' as const, openedAt, events: [event('opened'), event('identity-proven'), pause] };
    const term = (day: string) => termOf(paused, policy, calendar, at(day));
    expect(term('03')).toMatchObject({ on: '2026-11-05', daysLeft: 2 });
    expect(term('20')).toMatchObject({ on: '2026-11-24', daysLeft: 2, isOverdue: false });
    const resumed = { ...paused, events: [...paused.events, event('resumed', 'clerk', '2026-11-10T02:00:00.000Z')] };
    expect(termOf(resumed, policy, calendar, at('11'))).toMatchObject({ on: '2026-11-12', daysLeft: 1 });
    expect(pausesOf(resumed.events, '2026-11-30')).toEqual([{ from: '2026-11-03', to: '2026-11-10' }]);
  });

  test('what is settled is judged by its day, however much later it is looked at', () => {
    const answered = event('answered', 'clerk', '2026-11-05T02:00:00.000Z');
    const query = { kind: 'query' as const, openedAt, events: [event('opened'), event('identity-proven'), answered] };
    expect(termOf(query, policy, calendar, at('30'))).toMatchObject({ isOverdue: false, daysLeft: 0 });
  });
});
