import { expect } from '@playwright/test';
import { seenBy, test } from './open-app.ts';

test('window.open is asked and denied', async ({ opened, page }) => {
  expect(await page.evaluate(() => window.open('https://outside.test/popup'))).toBeNull();
  await expect.poll(async () => (await seenBy(opened.app)).blocked).toEqual(['open https://outside.test/popup']);
  expect(opened.app.windows()).toHaveLength(1);
});

test('a link to a new window is asked and denied', async ({ opened, page }) => {
  await page.click('#blank');
  await expect.poll(async () => (await seenBy(opened.app)).blocked).toEqual(['open https://outside.test/doc']);
  await page.click('#second', { modifiers: ['Shift'] });
  await expect.poll(async () => (await seenBy(opened.app)).blocked.at(-1)).toBe('open app://bundle/second.html');
  expect(opened.app.windows()).toHaveLength(1);
});

for (const [how, start] of [
  ['a link', () => document.querySelector<HTMLAnchorElement>('#outside')?.click()],
  ['location', () => location.assign('https://outside.test/')],
  [
    'a form',
    () => {
      const form = document.createElement('form');
      Object.assign(form, { action: 'https://outside.test/', method: 'post' });
      document.body.append(form);
      form.submit();
    },
  ],
] as const) {
  test(`leaving by ${how} is asked and prevented; the page keeps its state`, async ({ opened, page }) => {
    await page.fill('[name=name]', 'kept');
    await page.evaluate(start as () => void);
    await expect.poll(async () => (await seenBy(opened.app)).blocked).toEqual(['navigate https://outside.test/']);
    await page.waitForTimeout(200);
    expect(await page.inputValue('[name=name]')).toBe('kept');
    const url = await opened.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(url).toBe('app://bundle/index.html');
  });
}

test('going to another page of the app is allowed and announced', async ({ opened, page }) => {
  await opened.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.once('will-navigate', (event) => globalThis.seen.events.push(`will ${event.url}`));
    contents?.once('did-navigate', (_event, url) => globalThis.seen.events.push(`did ${url}`));
  });
  await page.click('#second');
  await page.getByRole('heading', { name: 'Second' }).waitFor();
  const { events } = await seenBy(opened.app);
  expect(events).toEqual(['will app://bundle/second.html', 'did app://bundle/second.html']);
});

test('there is nothing before the first page: going back by mouse stays on it', async ({ ownApp: { app, page } }) => {
  await expect.poll(() => page.evaluate(() => history.length)).toBe(1);
  const devTools = await page.context().newCDPSession(page);
  for (const type of ['mousePressed', 'mouseReleased'] as const) {
    await devTools.send('Input.dispatchMouseEvent', { type, x: 5, y: 5, button: 'back', clickCount: 1 });
  }
  await page.waitForTimeout(200);
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(url).toBe('app://bundle/index.html');
});

test('loadURL is no navigation of the page', async ({ opened, page }) => {
  await opened.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.webContents.once('will-navigate', () => globalThis.seen.events.push('asked'));
    return window?.loadURL('app://bundle/second.html');
  });
  await page.getByRole('heading', { name: 'Second' }).waitFor();
  expect((await seenBy(opened.app)).events).toEqual([]);
});

test('loadURL of what does not exist rejects with code and address', async ({ opened }) => {
  const message = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return window?.loadURL('app://bundle/broken').catch((error: Error) => error.message);
  });
  expect(message).toMatch(/^ERR_[A-Z_]+ \(-\d+\) loading 'app:\/\/bundle\/broken'$/);
});

test('an inline script of the document is stopped by the policy the handler sends', async ({ page }) => {
  await page.click('#second');
  await page.getByRole('heading', { name: 'Second' }).waitFor();
  expect(await page.evaluate(() => Reflect.get(globalThis, 'inlineRan'))).toBeUndefined();
});

test('a script added later is stopped too, and the violation is reported', async ({ page }) => {
  const directive = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
        const script = document.createElement('script');
        script.textContent = 'globalThis.inlineRan = true';
        document.head.append(script);
      }),
  );
  expect(directive).toBe('script-src-elem');
});

test('the protocol handler gets method, address and body, and answers', async ({ opened, page }) => {
  const answer = await page.evaluate(async () => (await fetch('/echo', { method: 'POST', body: '正文' })).json());
  expect(answer).toEqual({ body: '正文', method: 'POST' });
  expect((await seenBy(opened.app)).requests).toContain('POST app://bundle/echo');
});

test('missing files, failing handlers and other hosts are failures of the page', async ({ page }) => {
  expect(await page.evaluate(async () => (await fetch('/missing')).status)).toBe(404);
  expect(
    await page.evaluate(() =>
      fetch('/broken').then(
        () => 'answered',
        (error: Error) => error.name,
      ),
    ),
  ).toBe('TypeError');
});

test('a request that leaves the app is stopped before it leaves', async ({ opened, page }) => {
  const outcome = await page.evaluate(() =>
    fetch('https://outside.test/x', { mode: 'no-cors' }).then(
      () => 'answered',
      (error: Error) => error.name,
    ),
  );
  expect(outcome).toBe('TypeError');
  const blocked = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    await window?.loadURL('https://outside.test/').catch(() => undefined);
    return globalThis.seen.blocked;
  });
  expect(blocked).toContain('request https://outside.test/');
});

test('net.fetch reads the app’s own scheme and files', async ({ opened }) => {
  const got = await opened.app.evaluate(async ({ app, net }) => {
    const own = (await (await net.fetch('app://bundle/data.json')).json()) as { answer: number };
    const file = await (await net.fetch(`file://${app.getAppPath()}/package.json`)).json();
    const missing = await net.fetch('file:///does/not/exist').catch((error: Error) => error.message);
    return [own.answer, (file as { name: string }).name, missing];
  });
  expect(got).toEqual([42, 'contract-app', expect.stringContaining('ERR_FILE_NOT_FOUND')]);
});

test('reload and history work and keep the API', async ({ page }) => {
  await page.reload();
  expect(await page.evaluate(() => window.contract.text)).toBe('text');
  await page.click('#second');
  await page.getByRole('heading', { name: 'Second' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Contract' }).waitFor();
  expect(await page.evaluate(() => window.contract.text)).toBe('text');
});
