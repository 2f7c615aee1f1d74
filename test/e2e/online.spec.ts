// The page by which subjects register themselves (R2.3), in a real browser against the real server under TLS.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '#test/support/accessible.ts';
import { findBrowser } from '#test/support/electron-standin/chromium/browser-flags.ts';
import { makeAuthority } from '#test/support/self-signed.ts';
import { initialiseServer, randomSecrets, ServerProcess } from '#test/support/server-process.ts';
import { person } from './workplace-test.ts';

const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const phone = { width: 360, height: 640 };
const computer = { width: 1366, height: 768 };

async function expectNothingOutside(page: Page, screen: string): Promise<void> {
  for (const viewport of [computer, phone]) {
    await page.setViewportSize(viewport);
    for (const size of ['150', '100']) {
      await page.evaluate((chosen) => {
        document.documentElement.dataset.size = chosen;
      }, size);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${screen} at ${viewport.width} px and ${size} %`).toBeLessThanOrEqual(0);
      if (process.env.PICTURES !== undefined && size === '100')
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({
            path: `${process.env.PICTURES}/${screen}-${viewport.width}-${colorScheme}.png`,
            fullPage: true,
          });
        }
    }
  }
}

async function look(page: Page, screen: string): Promise<void> {
  await expect(page.locator(`[data-step=${screen.split('-')[0]}]`)).toBeVisible();
  await expectNothingOutside(page, screen);
  await expectAccessible(page, screen);
}

test.describe('online', () => {
  let browser: Browser;
  let server: ServerProcess;

  test.beforeAll(async ({ browserName: _browserName }, testInfo) => {
    const folder = testInfo.outputPath('online');
    mkdirSync(folder, { recursive: true });
    const secrets = randomSecrets();
    const data = join(folder, 'server');
    await initialiseServer(data, secrets);
    const { cert, key } = makeAuthority(folder).issue('localhost');
    server = await ServerProcess.start(data, secrets, 0, {}, ['--online', '--tls-cert', cert, '--tls-key', key]);
    browser = await chromium.launch({ executablePath: findBrowser(process.env), args: browserArgs });
  });
  test.afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('a subject registers by keyboard on a phone; back, reload and a second click lose and double nothing', async () => {
    const context = await browser.newContext({ viewport: phone, ignoreHTTPSErrors: true, locale: 'zh-CN' });
    const page = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const address = server.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${address}/online/`);

    await look(page, 'service');
    await page.locator('#language').click();
    await look(page, 'service-en');
    await page.locator('#language').click();
    await page.locator('[data-service]:not([data-obstacle])').first().focus();
    await page.keyboard.press('Enter');
    await look(page, 'notice');
    await page.locator('#notice-accept').focus();
    await page.keyboard.press('Enter');

    await look(page, 'form-empty');
    await page.locator('#field-name').focus();
    await page.keyboard.type(person.name);
    await page.keyboard.press('Enter');
    await page.keyboard.press('1');
    await page.keyboard.type('110101199003071058');
    await expect(page.locator('[data-code="identity/check-character"]')).toBeVisible();
    await look(page, 'form');
    await page.locator('#field-documentNumber').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.keyboard.type(person.phone);
    await page.locator('#consent-occupation').focus();
    await page.keyboard.press('Space');
    await expect(page.locator('#field-occupation')).toBeEnabled();
    await page.locator('#field-occupation').fill('教师');
    // Back in the browser is one step back, and nothing is lost.
    await page.goBack();
    await expect(page.locator('[data-step=notice]')).toBeVisible();
    await page.goForward();
    await expect(page.locator('#field-name')).toHaveValue(person.name);
    await page.locator('#form-next').focus();
    await page.keyboard.press('Enter');

    await look(page, 'summary');
    await expect(page.locator('[data-line=documentNumber]')).toContainText('110101 19900307 1057');
    await page.locator('#summary-confirm').focus();
    await page.keyboard.press('Space');
    await page.locator('#summary-submit').dblclick();
    await look(page, 'receipt');
    const reference = (await page.locator('#receipt-reference').textContent()) ?? '';
    expect(reference).toMatch(/^\w{6}-000001-\w$/u);
    await page.locator('#language').click();
    await look(page, 'receipt-en');
    await page.reload();
    await expect(page.locator('#receipt-reference')).toHaveText(reference);
    await page.goBack();
    await expect(page.locator('#receipt-reference')).toHaveText(reference);

    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(`${address}/online/`))).toEqual([]);
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    );
    for (const value of Object.values(person)) expect(kept).not.toContain(value);
    expect(server.log()).not.toMatch(/王小明|19900307|13800138000|教师/u);
    await context.close();
  });
});
