import { expect, test } from 'vitest';
import { type DemoResult, describe, plainSentence, summarise } from '#scripts/demo/report.ts';

const receipt = { number: 7, recordId: 'r', contentHash: 'c'.repeat(64), receivedAt: '2026-01-01T00:00:00.000Z' };
const accepted: DemoResult = { index: 0, outcome: 'accepted', errors: [], leftOut: ['address'], recordId: 'r', receipt };
const waiting: DemoResult = { ...accepted, index: 1, leftOut: [], receipt: null };
const refused: DemoResult = {
  index: 2,
  outcome: 'refused',
  errors: [{ field: 'phone', code: 'phone/prefix', message: 'shown text' }],
  leftOut: [],
  recordId: null,
  receipt: null,
};

test('the JSON line counts and carries field, code and receipt, nothing else', () => {
  expect(JSON.parse(JSON.stringify(summarise([accepted, waiting, refused])))).toEqual({
    accepted: 2,
    refused: 1,
    synced: 1,
    pending: 1,
    results: [
      { index: 0, outcome: 'accepted', errors: [], receipt },
      { index: 1, outcome: 'accepted', errors: [], receipt: null },
      { index: 2, outcome: 'refused', errors: [{ field: 'phone', code: 'phone/prefix' }], receipt: null },
    ],
  });
});

test('for people each result is one line', () => {
  expect(describe(accepted)).toMatch(/receipt No\. 7 .+address$/u);
  expect(describe(waiting)).toMatch(/no receipt yet$/u);
  expect(describe(refused)).toMatch(/phone: shown text \[phone\/prefix\]$/u);
});

test('an error is one sentence without stack, colours and the driver’s log', () => {
  const driver = new Error('locator.waitFor: Timeout 30000ms exceeded.\nCall log:\n\u001b[2m  - waiting for x\u001b[22m\n');
  expect(plainSentence(driver)).toBe('locator.waitFor: Timeout 30000ms exceeded.');
  expect(plainSentence(new Error('disk \u001b[31mfull\u001b[39m\n    at open (file.ts:1:2)\nfree some'))).toBe(
    'disk full · free some',
  );
  expect(plainSentence('text')).toBe('text');
});
