import { expect } from '@playwright/test';
import { test } from './open-app.ts';

test('the exposed API is frozen through and through', async ({ page }) => {
  const frozen = await page.evaluate(() => {
    const { contract } = window;
    const { nested } = contract;
    return [contract, nested, nested.list, nested.list[1], contract.counter, contract.call].map(Object.isFrozen);
  });
  expect(frozen).toEqual([true, true, true, true, true, true]);
});

test('the exposed API cannot be replaced, extended or removed by the page', async ({ page }) => {
  const outcome = await page.evaluate(() => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      attempt(() => Object.defineProperty(window, 'contract', { value: 1 })),
      attempt(() => Object.assign(window.contract, { extra: 1 })),
      Reflect.deleteProperty(window, 'contract'),
      typeof window.contract,
    ];
  });
  expect(outcome).toEqual(['TypeError', 'TypeError', false, 'object']);
});

test('a result of an exposed function is an ordinary copy', async ({ page }) => {
  const [changed, fresh] = await page.evaluate(() => {
    const result = window.contract.result();
    result.changeable = 2;
    return [result.changeable, window.contract.result().changeable];
  });
  expect([changed, fresh]).toEqual([2, 1]);
});

test('built-in kinds cross as themselves', async ({ page }) => {
  const kinds = await page.evaluate(() => {
    const { nested } = window.contract;
    return [
      nested.date instanceof Date && nested.date.getTime(),
      nested.map instanceof Map && nested.map.get('k'),
      nested.bytes instanceof Uint8Array && nested.bytes.length,
      Array.isArray(nested.list),
      window.contract.call instanceof Function,
    ];
  });
  expect(kinds).toEqual([5, 'v', 3, true, true]);
});

test('members of a prototype are dropped', async ({ page }) => {
  const [count, increment, own] = await page.evaluate(() => {
    const { counter } = window.contract;
    return [counter.count, typeof counter.increment, Object.getPrototypeOf(counter) === Object.prototype];
  });
  expect([count, increment, own]).toEqual([1, 'undefined', true]);
});

test('a cycle stays a cycle', async ({ page }) => {
  expect(await page.evaluate(() => window.contract.cyclic.self === window.contract.cyclic)).toBe(true);
});

test('a promise crosses and settles', async ({ page }) => {
  expect(await page.evaluate(() => window.contract.promise)).toBe('kept');
});

for (const [name, message] of [
  ['fails', 'thrown inside'],
  ['rejects', 'rejected inside'],
] as const) {
  test(`an error that ${name} crosses with its message and nothing else`, async ({ page }) => {
    const error = await page.evaluate(async (call) => {
      try {
        await window.contract[call]();
        return undefined;
      } catch (caught) {
        const error = caught as Error;
        return { isPlainError: error.constructor === Error, text: error.message, hasCode: 'code' in error };
      }
    }, name);
    expect(error).toEqual({ isPlainError: true, text: message, hasCode: false });
  });
}

test('a thrown value that is no error is not passed on', async ({ page }) => {
  const message = await page.evaluate(() => {
    try {
      window.contract.throwsText();
      return 'returned';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toContain('a valid exception was not thrown');
});

test('what cannot be cloned is refused, in both directions', async ({ page }) => {
  const messages = await page.evaluate(() => {
    const attempt = (work: () => unknown): string => {
      try {
        return `returned ${String(work())}`;
      } catch (error) {
        return (error as Error).message;
      }
    };
    return [attempt(() => window.contract.weak()), attempt(() => window.contract.describe(new WeakMap()))];
  });
  for (const message of messages) expect(message).toContain('could not be cloned');
});

test('a callback of the page can be called by the preload and answers at once', async ({ page }) => {
  const answer = await page.evaluate(() => window.contract.callBack((value) => ({ got: value, list: [1] })));
  expect(answer).toEqual({ got: { from: 'preload' }, list: [1] });
});

test('too deep nesting is refused', async ({ page }) => {
  const message = await page.evaluate(() => {
    let deep: object = {};
    for (let i = 0; i < 1100; i += 1) deep = { deep };
    try {
      return window.contract.describe(deep);
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toContain('recursion depth exceeded');
});

test('a name can be exposed once, and no name that the window already has', async ({ page }) => {
  const messages = await page.evaluate(() => [
    window.contract.exposeAgain(),
    window.contract.exposeOver('location'),
    window.contract.exposeOver('toString'),
  ]);
  for (const message of messages) {
    expect(message).toBe('Cannot bind an API on top of an existing property on the window object');
  }
});

test('an API can be exposed late', async ({ page }) => {
  const added = await page.evaluate(() => [window.contract.exposeOver('late'), typeof Reflect.get(window, 'late')]);
  expect(added).toEqual(['undefined', 'object']);
});
