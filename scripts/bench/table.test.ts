import { expect, test } from 'vitest';
import { atLeastSpeed, atMostTimes, type Figure, p95AtMostOver, p99AtMost } from './figure.ts';
import { summarise } from './statistics.ts';
import { complaints, milliseconds, tableOf } from './table.ts';

const slow = summarise([20, 20, 40]);
const fast = summarise([10, 10, 12]);

test('verdicts compare what they say', () => {
  expect(atMostTimes(slow, fast, 2)).toEqual({ found: '2.00×', target: '≤ 2×', isMet: true });
  expect(atMostTimes(slow, fast, 1.9).isMet).toBe(false);
  expect(atLeastSpeed(slow, fast, 0.5).isMet).toBe(true);
  expect(atLeastSpeed(slow, fast, 0.51).isMet).toBe(false);
  expect(p95AtMostOver(slow, fast, 28)).toEqual({ found: '28.00 ms over', target: 'p95 ≤ 28 ms over', isMet: true });
  expect(p99AtMost(slow, 39).isMet).toBe(false);
  expect(atMostTimes(summarise([]), fast, 2).isMet).toBe(false);
});

test('the table is Markdown, and what was missed or failed is named', () => {
  const figure: Figure = {
    name: 'save',
    subject: slow,
    reference: { name: 'disk', summary: fast },
    verdict: atMostTimes(slow, fast, 1.5),
  };
  const results = [
    { measurement: 'save', figures: [figure], failure: null },
    { measurement: 'start', figures: [], failure: 'no browser' },
  ];
  const [head = '', rule = '', row = ''] = tableOf(results);
  expect(new Set([head, rule, row].map((text) => text.length)).size).toBe(1);
  expect(row).toMatch(/^\| save +\| 3 +\| 20\.0 +\| 40\.0 .*\| disk +\| 10\.0 .*\| 2\.00× +\| ≤ 1\.5× +\| MISSED \|$/u);
  expect(complaints(results)).toEqual({
    missed: ['MISSED save: 2.00×, target ≤ 1.5×'],
    failed: ['FAILED start: no browser'],
  });
});

test('digits that count', () => {
  expect([0.01234, 1.234, 12.34, 1234.5].map(milliseconds)).toEqual(['0.0123', '1.23', '12.3', '1235']);
});
