import { expect } from '@playwright/test';
import { seenBy, test } from './open-app.ts';

test('structured data arrives as it was sent, both ways', async ({ page }) => {
  const back = await page.evaluate(async () => {
    const sent = {
      date: new Date(5),
      map: new Map<string, object>([['a', { z: 1 }]]),
      set: new Set([1]),
      big: 12n,
      nothing: undefined,
      nan: Number.NaN,
      negativeZero: -0,
      bytes: new Uint8Array([1, 2, 255]),
      pattern: /x/gi,
      rare: '𠮷',
    };
    const got = (await window.contract.call('echo', sent)) as typeof sent;
    return [
      got.date instanceof Date && got.date.getTime(),
      got.map instanceof Map && JSON.stringify(got.map.get('a')),
      got.set instanceof Set && got.set.has(1),
      String(got.big),
      'nothing' in got && got.nothing === undefined,
      Number.isNaN(got.nan),
      Object.is(got.negativeZero, -0),
      got.bytes instanceof Uint8Array && [...got.bytes].join(),
      String(got.pattern),
      got.rare,
    ];
  });
  expect(back).toEqual([5, '{"z":1}', true, '12', true, true, true, '1,2,255', '/x/gi', '𠮷']);
});

for (const [name, text, tag] of [
  ['a date', 'new Date()', '[object Date]'],
  ['bytes', 'new Uint8Array(3)', '[object Uint8Array]'],
  ['an array buffer', 'new ArrayBuffer(3)', '[object ArrayBuffer]'],
  ['null', 'null', '[object Null]'],
  ['nothing', 'undefined', '[object Undefined]'],
  ['a list', '[1, 2]', '[object Array]'],
] as const) {
  test(`the handler receives ${name} as ${tag}`, async ({ page }) => {
    const made = await page.evaluateHandle(`(${text})`);
    expect(await page.evaluate((value) => window.contract.call('kind', value), made)).toBe(tag);
  });
}

test('an error thrown by a handler reaches the page with channel, kind and message', async ({ page }) => {
  const message = await page.evaluate(() => window.contract.call('throws').catch((error: Error) => error.message));
  expect(message).toBe("Error invoking remote method 'throws': RangeError: kaboom");
});

test('a rejection that is no error reaches the page as its text', async ({ page }) => {
  const message = await page.evaluate(() => window.contract.call('throws-text').catch((error: Error) => error.message));
  expect(message).toBe("Error invoking remote method 'throws-text': only text");
});

test('a channel without handler is an error that names it', async ({ page }) => {
  const message = await page.evaluate(() => window.contract.call('nobody').catch((error: Error) => error.message));
  expect(message).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
});

test('a function cannot be sent to the main process', async ({ page }) => {
  expect(await page.evaluate(() => window.contract.sendFunction())).toBe('An object could not be cloned.');
});

test('a function cannot be returned by a handler', async ({ page }) => {
  const message = await page.evaluate(() => window.contract.call('returns-function').catch((error: Error) => error.message));
  expect(message).toContain('An object could not be cloned.');
});

test('a function cannot be sent to a page', async ({ opened }) => {
  const message = await opened.app.evaluate(({ BrowserWindow }) => {
    try {
      BrowserWindow.getAllWindows()[0]?.webContents.send('x', () => 1);
      return 'sent';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toMatch(/Failed to serialize arguments|could not be cloned/);
});

test('registering a second handler for a channel is refused', async ({ opened }) => {
  const message = await opened.app.evaluate(({ ipcMain }) => {
    try {
      ipcMain.handle('echo', () => 1);
      return 'registered';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toBe("Attempted to register a second handler for 'echo'");
});

test('handlers can be removed and registered again', async ({ opened, page }) => {
  await opened.app.evaluate(({ ipcMain }) => {
    ipcMain.handle('passing', () => 'first');
    ipcMain.removeHandler('passing');
    ipcMain.handle('passing', () => 'second');
  });
  expect(await page.evaluate(() => window.contract.call('passing'))).toBe('second');
  await opened.app.evaluate(({ ipcMain }) => ipcMain.removeHandler('passing'));
  const message = await page.evaluate(() => window.contract.call('passing').catch((error: Error) => error.message));
  expect(message).toContain('No handler registered');
});

test('the sender is told by address, origin and frame', async ({ page }) => {
  await page.evaluate(() => {
    location.hash = 'part';
  });
  expect(await page.evaluate(() => window.contract.call('sender'))).toEqual({
    url: 'app://bundle/index.html#part',
    origin: 'app://bundle',
    isMainFrame: true,
    hasParent: false,
    isKnownWindow: true,
  });
});

test('messages keep their order in both directions', async ({ opened, page }) => {
  await page.evaluate(() => {
    const got: unknown[] = [];
    Object.assign(globalThis, { got });
    window.contract.on('count', (value) => got.push(value));
    for (let i = 0; i < 50; i += 1) window.contract.send(i);
  });
  await expect.poll(async () => (await seenBy(opened.app)).sent.length).toBe(50);
  expect((await seenBy(opened.app)).sent.map(([value]) => value)).toEqual([...Array(50).keys()]);
  await opened.app.evaluate(({ BrowserWindow }) => {
    for (let i = 0; i < 50; i += 1) BrowserWindow.getAllWindows()[0]?.webContents.send('count', i);
  });
  await page.waitForFunction(() => (Reflect.get(globalThis, 'got') as unknown[]).length === 50);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'got'))).toEqual([...Array(50).keys()]);
});

test('a listener can be removed, and once means once', async ({ opened, page }) => {
  await page.evaluate(() => {
    const got: unknown[] = [];
    Object.assign(globalThis, { got });
    const stop = window.contract.on('tick', (value) => got.push(['on', value]));
    window.contract.once('tick', (value) => got.push(['once', value]));
    window.contract.on('stop', stop);
    window.contract.on('end', () => got.push('end'));
  });
  await opened.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.send('tick', 1);
    contents?.send('tick', 2);
    contents?.send('stop');
    contents?.send('tick', 3);
    contents?.send('end');
  });
  await page.waitForFunction(() => (Reflect.get(globalThis, 'got') as unknown[]).at(-1) === 'end');
  const expected = [['on', 1], ['once', 1], ['on', 2], 'end'];
  expect(await page.evaluate(() => Reflect.get(globalThis, 'got'))).toEqual(expected);
});
