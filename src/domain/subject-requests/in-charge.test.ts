import { expect, test } from 'vitest';
import { answeringBranch, inChargeOf } from './in-charge.ts';
import type { RequestEvent } from './schema.ts';

const clearance = {
  backgroundCheckUntil: '2027-01-01',
  trainingUntil: '2027-01-01',
  confidentialityAgreementUntil: '2027-01-01',
};
const member = (id: string, role: 'clerk' | 'supervisor', change = {}) => ({
  id,
  number: id,
  role,
  branchId: 'one',
  isActive: true,
  clearance,
  ...change,
});
const at = '2026-11-02T02:00:00.000Z';
const opened = (actorId: string | null): RequestEvent => ({ at, actorId, step: { kind: 'opened', channel: 'counter' } });
const assigned = (staffId: string): RequestEvent => ({ at, actorId: 'boss', step: { kind: 'assigned', staffId } });
const people = [member('clerk', 'clerk'), member('other', 'clerk'), member('zoe', 'supervisor'), member('boss', 'supervisor')];
const today = '2026-11-02';

test('whoever opened it, until it is given to somebody else', () => {
  expect(inChargeOf({ branchId: 'one', events: [opened('clerk')] }, people, today)).toEqual({
    staffId: 'clerk',
    isEscalated: false,
  });
  const given = { branchId: 'one', events: [opened('clerk'), assigned('other')] };
  expect(inChargeOf(given, people, today)).toEqual({ staffId: 'other', isEscalated: false });
});

test.each([
  ['has left the branch', people.filter(({ id }) => id !== 'clerk')],
  ['was suspended', people.map((one) => (one.id === 'clerk' ? { ...one, isActive: false } : one))],
  [
    'lost a clearance yesterday',
    people.map((one) => (one.id === 'clerk' ? { ...one, clearance: { ...clearance, trainingUntil: '2026-11-01' } } : one)),
  ],
])('goes to the first supervisor of the branch when that person %s', (_, staff) => {
  expect(inChargeOf({ branchId: 'one', events: [opened('clerk')] }, staff, today)).toEqual({
    staffId: 'boss',
    isEscalated: true,
  });
});

test('opened online it is the supervisor\u2019s; of a branch without one, nobody\u2019s', () => {
  const online = { branchId: 'one', events: [opened(null)] };
  expect(inChargeOf(online, people, today)).toEqual({ staffId: 'boss', isEscalated: false });
  expect(inChargeOf({ ...online, branchId: 'two' }, people, today)).toBeNull();
});

test('requests of people registered online go to the branch the policy names, and never to nobody', () => {
  const staff = [
    ...people,
    member('anne', 'supervisor', { branchId: 'head', number: 'y1' }),
    member('carl', 'clerk', { branchId: 'online', number: 'a1' }),
  ];
  const branchOf = (onlineBranchId: string | null, all = staff) =>
    answeringBranch('online', { policy: { onlineBranchId }, staff: all }, today);
  expect(branchOf('head')).toBe('head');
  // The first who can decide, by staff number: a clerk cannot.
  expect(branchOf(null)).toBe('one');
  const gone = staff.map((one) => (one.id === 'anne' ? { ...one, isActive: false } : one));
  expect([branchOf('head', gone), branchOf('closed-years-ago')]).toEqual(['one', 'one']);
  expect(branchOf(null, [...staff, member('olga', 'supervisor', { branchId: 'online', number: 'z9' })])).toBe('online');
  expect(branchOf(null, [])).toBe('online');
  expect(answeringBranch('two', { policy: { onlineBranchId: 'head' }, staff }, today)).toBe('two');
});
