import { expect } from '@playwright/test';
import { test } from './open-app.ts';

test('the page has no Node, no Electron and nothing of the preload but its API', async ({ page }) => {
  const found = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'ipcRenderer', 'electron', 'preloadSecret'];
    return names.filter((name) => name in globalThis);
  });
  expect(found).toEqual([]);
});

test('the window has no property beyond a browser’s and the page’s own, except the API', async ({ page }) => {
  const extra = await page.evaluate(() => {
    const bare = document.body.appendChild(document.createElement('iframe')).contentWindow;
    const known = new Set(Object.getOwnPropertyNames(bare));
    return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && !/^\d+$|^__playwright/.test(name));
  });
  expect(extra.sort()).toEqual(['contract', 'pageSecret']);
});

test('the preload does not see the page’s variables', async ({ page }) => {
  await page.waitForFunction(() => Reflect.get(globalThis, 'pageSecret') === 'of the page');
  expect(await page.evaluate(() => window.contract.pageSecret())).toBe('undefined');
});

test('a function’s constructor leads to the page’s world only', async ({ page }) => {
  const reached = await page.evaluate(() => {
    const make = window.contract.call.constructor as FunctionConstructor;
    return make === Function && make('return typeof require + typeof preloadSecret')();
  });
  expect(reached).toBe('undefinedundefined');
});

test('the preload is sandboxed: four modules, no file system', async ({ page }) => {
  expect(await page.evaluate(() => window.contract.sandbox())).toEqual({
    fs: expect.stringContaining('module not found'),
    process: 'renderer',
    sandboxed: true,
    isolated: true,
    argument: true,
    electron: false,
    emitter: 'function',
  });
});

test('a page that replaces built-ins sees no bridge traffic', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const caught: string[] = [];
    const spy = <T extends object>(owner: T, name: keyof T & string): void => {
      const native = owner[name] as (...values: unknown[]) => unknown;
      const replaced = function (this: unknown, ...values: unknown[]) {
        caught.push(name);
        return native.call(this, ...values);
      };
      Object.assign(owner, { [name]: replaced });
    };
    spy(EventTarget.prototype, 'dispatchEvent');
    spy(EventTarget.prototype, 'addEventListener');
    spy(Object, 'freeze');
    spy(Reflect, 'apply');
    await window.contract.call('echo', { a: [1, { b: 2 }] });
    window.contract.describe({});
    return caught;
  });
  expect(seen).toEqual([]);
  await page.reload();
});

test('a frame inside the page gets no API', async ({ page }) => {
  await page.click('#second');
  const heading = page.frameLocator('#frame').getByRole('heading', { name: 'Contract' });
  await heading.waitFor();
  expect(await heading.evaluate(() => [typeof window.contract, window.top === window])).toEqual(['undefined', false]);
});

test('the page is a secure context with an origin of its own', async ({ page }) => {
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle, self.origin !== 'null'])).toEqual([
    true,
    'object',
    true,
  ]);
});
