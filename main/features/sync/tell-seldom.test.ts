import { beforeEach, expect, test } from 'vitest';
import { tellSeldom } from '#main/features/sync/tell-seldom.ts';
import { FakeTime } from '#main/test-bench/workstation.ts';

let time: FakeTime;
let toldMs: number[];
let telling: ReturnType<typeof tellSeldom>;

beforeEach(() => {
  time = new FakeTime();
  time.monotonicMs = 0;
  toldMs = [];
  telling = tellSeldom(time.ports(), () => toldMs.push(time.monotonicMs));
});

test('the first change is told at once, the others together, and what nothing follows is told as well', () => {
  for (let batch = 0; batch < 20; batch++) {
    telling.changed();
    time.advance(20);
  }
  expect(toldMs).toEqual([0]);
  // The next answer of the server keeps one waiting.
  time.fireNext();
  expect(toldMs).toHaveLength(2);
  expect(toldMs[1]).toBeGreaterThanOrEqual(500);
  time.advance(600);
  telling.changed();
  expect(toldMs).toHaveLength(3);
});

test('the end is told at once, when there is something to tell, and nothing after it', () => {
  telling.ended();
  expect(toldMs).toEqual([]);
  telling.changed();
  telling.ended();
  expect(toldMs).toEqual([0]);
  time.advance(30);
  telling.changed();
  time.advance(10);
  telling.ended();
  expect(toldMs).toEqual([0, 40]);
  expect(time.tasks).toEqual([]);
});
