import { expect, test } from 'vitest';
import { alternate, quantile, summarise } from './statistics.ts';

test('median and percentiles by nearest rank, whatever the order', () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(summarise(samples)).toEqual({ count: 100, median: 50, p95: 95, p99: 99 });
  expect(quantile([7], 0.99)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});

test('subject and reference take turns, and warm-ups do not count', async () => {
  const order: string[] = [];
  const run = (name: string, value: number) => () => {
    order.push(name);
    return value;
  };
  const samples = await alternate({ a: run('a', 1), b: run('b', 2) }, 2, 1);
  expect(order.join('')).toBe('ababab');
  expect(samples).toEqual({ a: [1, 1], b: [2, 2] });
});
