import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkKinds, checkOutcome } from './schema.ts';
import { heldStatus, verificationStatus } from './status.ts';

const at = '2026-11-25T08:00:00.000Z';
const fact = (kind: (typeof checkKinds)[number], outcome: 'confirmed' | 'refuted' | 'unanswerable', when = at) => ({
  kind,
  outcome,
  reason: outcome === 'confirmed' ? null : outcome === 'refuted' ? ('name-differs' as const) : ('document-unsupported' as const),
  at: when,
});

describe('verified is derived (R1.2, R3.4, R3.7)', () => {
  test('nothing is verified before every required check was confirmed', () => {
    expect(verificationStatus(['identity-authority'], [])).toEqual({ state: 'pending', waitingFor: ['identity-authority'] });
    expect(verificationStatus(['identity-authority', 'public-security'], [fact('public-security', 'confirmed')])).toEqual({
      state: 'pending',
      waitingFor: ['identity-authority'],
    });
    expect(verificationStatus(['identity-authority'], [fact('identity-authority', 'confirmed')])).toEqual({
      state: 'verified',
      at,
    });
  });

  test('the time is that of the last answer that was needed', () => {
    const later = '2026-11-26T08:00:00.000Z';
    const facts = [fact('public-security', 'confirmed', later), fact('identity-authority', 'confirmed')];
    expect(verificationStatus(checkKinds, facts)).toEqual({ state: 'verified', at: later });
  });

  test('a refusal counts at once, also of a check nobody required, and nothing outweighs it', () => {
    const facts = [fact('identity-authority', 'confirmed'), fact('public-security', 'refuted')];
    expect(verificationStatus(['identity-authority'], facts)).toEqual({ state: 'refuted', reason: 'name-differs' });
    expect(verificationStatus(checkKinds, [fact('public-security', 'refuted')])).toMatchObject({ state: 'refuted' });
  });

  test('what no source can compare waits for a person', () => {
    expect(verificationStatus(['identity-authority'], [fact('identity-authority', 'unanswerable')])).toEqual({
      state: 'undecided',
      reason: 'document-unsupported',
    });
  });

  test('asked of nobody, it is never called verified', () => {
    expect(verificationStatus([], [])).toEqual({ state: 'not-required' });
    expect(verificationStatus([], [fact('identity-authority', 'confirmed')])).toEqual({ state: 'not-required' });
  });

  test('what was replaced waits for nothing; whatever is known of it stays', () => {
    const held = (facts: Parameters<typeof heldStatus>[1], required = ['identity-authority' as const]) =>
      heldStatus(required, facts, true).state;
    expect(held([])).toBe('superseded');
    expect(held([fact('public-security', 'confirmed')])).toBe('superseded');
    expect(held([fact('public-security', 'refuted')])).toBe('refuted');
    expect(held([fact('identity-authority', 'confirmed')])).toBe('verified');
    expect(held([], [])).toBe('not-required');
    expect(heldStatus(['identity-authority'], [], false).state).toBe('pending');
  });

  test('verified exactly when each required check is confirmed and none refuted', () => {
    const kinds = fc.uniqueArray(fc.constantFrom(...checkKinds));
    const answers = fc.array(fc.tuple(fc.constantFrom(...checkKinds), fc.constantFrom(...checkOutcome.options)));
    fc.assert(
      fc.property(kinds, answers, (required, given) => {
        const facts = [...new Map(given).entries()].map(([kind, outcome]) => fact(kind, outcome));
        const isVerified =
          required.length > 0 &&
          facts.every(({ outcome }) => outcome !== 'refuted') &&
          required.every((kind) => facts.some((one) => one.kind === kind && one.outcome === 'confirmed'));
        expect(verificationStatus(required, facts).state === 'verified').toBe(isVerified);
      }),
    );
  });
});
