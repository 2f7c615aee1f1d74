// What the window may never do (design: Electron), on the product itself.
import { expect } from '@playwright/test';
import { test } from '#test/e2e/workplace-test.ts';

test.beforeEach(async ({ workplace }) => {
  await workplace.page.locator('#sign-in-number').waitFor({ timeout: 30_000 });
});

test('the page has the bridge and nothing of Node or Electron', async ({ workplace }) => {
  const found = await workplace.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
    bridge: Object.keys(window.bridge).sort(),
    isFrozen: Object.isFrozen(window.bridge),
    isSecure: window.isSecureContext,
  }));
  expect(found).toEqual({ globals: [], bridge: ['call', 'subscribe'], isFrozen: true, isSecure: true });
});

test('a call that is not in the table is refused', async ({ workplace }) => {
  const outcome = await workplace.page.evaluate(() =>
    Promise.resolve()
      .then(() => window.bridge.call('store.read', {}))
      .then(
        (answer) => JSON.stringify(answer),
        (error: Error) => `rejected ${error.message}`,
      ),
  );
  expect(outcome).not.toContain('"ok":true');
});

test('new windows, foreign pages and inline code are denied', async ({ workplace }) => {
  const { app, page } = workplace;
  const outcome = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.append(document.createTextNode('window.injected = true'));
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    const fetched = await fetch('https://example.org/').then(
      () => 'fetched',
      () => 'refused',
    );
    const opened = window.open('https://example.org/');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { violations, isInjected: 'injected' in window, fetched, isOpened: opened !== null };
  });
  expect(outcome.isInjected).toBe(false);
  expect(outcome.fetched).toBe('refused');
  expect(outcome.isOpened).toBe(false);
  expect(outcome.violations).toContain('style-src-elem');
  expect(outcome.violations.some((directive) => ['script-src-elem', 'require-trusted-types-for'].includes(directive))).toBe(true);
  await page.evaluate(() => {
    window.location.href = 'https://example.org/';
  });
  await page.waitForTimeout(300);
  expect(app.windows()).toHaveLength(1);
  await expect(page.locator('#sign-in-number')).toBeVisible();
});

test('the running window has the settings of the design', async ({ workplace }) => {
  const settings = await workplace.app.evaluate(({ BrowserWindow, session }) => ({
    windows: BrowserWindow.getAllWindows().length,
    url: BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '',
    isDefaultSession: BrowserWindow.getAllWindows()[0]?.webContents.session === session.defaultSession,
  }));
  expect(settings.windows).toBe(1);
  expect(settings.url).toMatch(/^app:\/\//);
});
