import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verificationState } from '#src/domain/verification/schema.ts';
import { businessStateOf, mayBegin, standingOf } from './rules.ts';
import { businessState } from './schema.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const event = (kind: 'start' | 'end', day: number) => ({ kind, at: at(day) });

test('the latest event decides, in whatever order they were told', () => {
  expect(businessStateOf([])).toBe('none');
  expect(businessStateOf([event('start', 1)])).toBe('open');
  expect(businessStateOf([event('end', 2), event('start', 1)])).toBe('ended');
  expect(businessStateOf([event('start', 3), event('end', 2), event('start', 1)])).toBe('open');
  // Nobody reported the start.
  expect(businessStateOf([event('end', 2)])).toBe('ended');
});

test('an end and a new start of the same moment: it goes on, whichever came first', () => {
  expect(businessStateOf([event('end', 1), event('start', 1)])).toBe('open');
  expect(businessStateOf([event('start', 1), event('end', 1)])).toBe('open');
});

const asked = { restriction: 'none', registrations: ['verified'], business: 'open' } as const;

test.each([
  ['verified', asked, 'allowed', null],
  ['one of several verified', { ...asked, registrations: ['refuted', 'verified'] as const }, 'allowed', null],
  ['business not begun', { ...asked, business: 'none' as const }, 'allowed', null],
  ['waits for the authority', { ...asked, registrations: ['pending', 'refuted'] as const }, 'not-verified', 'pending'],
  ['refuted', { ...asked, registrations: ['refuted'] as const }, 'not-verified', 'refuted'],
  ['asked of nobody', { ...asked, registrations: ['not-required'] as const }, 'not-verified', 'not-required'],
  ['not registered for it', { ...asked, registrations: [] }, 'unknown', 'no-registration'],
  ['ended', { ...asked, business: 'ended' as const }, 'ended', null],
  ['restricted though verified', { ...asked, restriction: 'restricted' as const }, 'restricted', null],
  ['suspended though not registered', { ...asked, restriction: 'suspended' as const, registrations: [] }, 'suspended', null],
])('%s', (_what, subject, answer, reason) => {
  expect(standingOf(subject)).toEqual({ answer, reason });
});

test('business begins exactly for whom it might go on with, or where no check is required', () => {
  const restriction = fc.constantFrom('none', 'restricted', 'suspended') as fc.Arbitrary<'none' | 'restricted' | 'suspended'>;
  const registrations = fc.array(fc.constantFrom(...verificationState.options));
  fc.assert(
    fc.property(restriction, registrations, (one, states) => {
      const isOpen = states.includes('verified') || (states.length > 0 && states.every((state) => state === 'not-required'));
      expect(mayBegin(standingOf({ restriction: one, registrations: states, business: 'none' }))).toBe(one === 'none' && isOpen);
    }),
  );
});

test('allowed exactly when verified, not restricted and not ended', () => {
  const restriction = fc.constantFrom('none', 'restricted', 'suspended') as fc.Arbitrary<'none' | 'restricted' | 'suspended'>;
  const registrations = fc.array(fc.constantFrom(...verificationState.options));
  fc.assert(
    fc.property(restriction, registrations, fc.constantFrom(...businessState.options), (one, states, business) => {
      const isAllowed = one === 'none' && states.includes('verified') && business !== 'ended';
      expect(standingOf({ restriction: one, registrations: states, business }).answer === 'allowed').toBe(isAllowed);
    }),
  );
});
