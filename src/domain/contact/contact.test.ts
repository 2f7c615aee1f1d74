import { describe, expect, test } from 'vitest';
import { isWholeCode, normalCode } from './code.ts';
import { contactStatus } from './state.ts';

describe('a code as it is typed', () => {
  test.each([
    ['482913', '482913'],
    ['４８２９１３', '482913'],
    [' 482 913 ', '482913'],
    ['482-913', '482913'],
    ['【实名柜】验证码482913，10分钟内有效', '482913'],
    ['48291', '48291'],
    ['', ''],
    ['٤٨٢٩١٣', ''],
  ])('%s', (typed, code) => expect(normalCode(typed)).toBe(code));

  test('is whole with six digits', () => {
    expect(['482913', '000000', '48291', '4829133', '48291x'].map(isWholeCode)).toEqual([true, true, false, false, false]);
  });
});

describe('the contact follows from the facts (R3.3)', () => {
  const fact = (outcome: 'confirmed' | 'refuted', at: string) =>
    ({ outcome, reason: outcome === 'confirmed' ? null : 'not-answered', at }) as const;

  test('nothing asked, nothing said; asked or put off, it is pending', () => {
    expect(contactStatus('none', false, []).state).toBe('not-asked');
    expect(contactStatus('optional', false, []).state).toBe('not-asked');
    expect(contactStatus('optional', true, []).state).toBe('pending');
    expect(contactStatus('none', true, []).state).toBe('pending');
    expect(contactStatus('required-or-deferred', false, []).state).toBe('pending');
  });

  test('an unanswered call says why; a confirmation outlasts it, before or after', () => {
    expect(contactStatus('optional', true, [fact('refuted', '1')])).toEqual({
      state: 'not-reached',
      reason: 'not-answered',
      at: '1',
    });
    for (const facts of [
      [fact('refuted', '1'), fact('confirmed', '2')],
      [fact('confirmed', '2'), fact('refuted', '3')],
    ]) {
      expect(contactStatus('required-or-deferred', true, facts)).toEqual({ state: 'confirmed', reason: null, at: '2' });
    }
  });
});
