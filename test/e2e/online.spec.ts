// The page by which subjects register themselves (R2.3), in a real browser against the real server under TLS.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { contactDefaults } from '#src/domain/contact/schema.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { AgentProcess } from '#test/support/agent-process.ts';
import { findBrowser } from '#test/support/electron-standin/chromium/browser-flags.ts';
import { foundServer } from '#test/support/founded-server.ts';
import { PictureScreen } from '#test/support/screens/picture-screen.ts';
import { makeAuthority } from '#test/support/self-signed.ts';
import { publishChange, ServerProcess } from '#test/support/server-process.ts';
import { SmsSimulator } from '#test/support/sms-simulator.ts';
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
  let agent: AgentProcess;
  let sms: SmsSimulator;

  test.beforeAll(async ({ browserName: _browserName }, testInfo) => {
    const folder = testInfo.outputPath('online');
    mkdirSync(folder, { recursive: true });
    const data = join(folder, 'server');
    const { secrets } = await foundServer(data);
    await publishChange(data, secrets, ({ policy }) => {
      policy.contact = { ...contactDefaults, mode: 'required-or-deferred' };
    });
    sms = await SmsSimulator.start();
    agent = await AgentProcess.start({ serverDataDir: data, secrets, folder: join(folder, 'agent') }, { sms });
    const { cert, key } = makeAuthority(folder).issue('localhost');
    server = await ServerProcess.start(data, secrets, 0, {}, [
      '--online',
      '--agent-socket',
      agent.socket,
      '--tls-cert',
      cert,
      '--tls-key',
      key,
    ]);
    browser = await chromium.launch({ executablePath: findBrowser(process.env), args: browserArgs });
  });
  test.afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await agent?.stop();
    await sms?.stop();
  });

  test('a subject registers by keyboard on a phone; back, reload and a second click lose and double nothing', async () => {
    const context = await browser.newContext({ viewport: phone, ignoreHTTPSErrors: true, locale: 'zh-CN' });
    const page = await context.newPage();
    const pictures = new PictureScreen(page);
    await page.clock.install();
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
    await page.locator('[data-service=card-replacement]').focus();
    await page.keyboard.press('Enter');
    await look(page, 'notice');
    await page.locator('#notice-accept').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#signature-done')).toBeDisabled();
    await look(page, 'notice-signature');
    await pictures.sign();

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
    await page.locator('#consent-portrait').focus();
    await page.keyboard.press('Space');
    await expect(page.locator('#field-portrait')).toBeEnabled();
    // Back in the browser is one step back, and nothing is lost.
    await page.goBack();
    await expect(page.locator('[data-step=notice]')).toBeVisible();
    await page.goForward();
    await expect(page.locator('#field-name')).toHaveValue(person.name);
    await page.locator('#form-next').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#field-documentScan')).toBeFocused();
    await expect(page.locator('#field-documentScan-error')).toHaveAttribute('data-code', 'forms/image-required');
    const heic = { name: 'a.heic', mimeType: 'image/heic', buffer: Buffer.from(`\0\0\0 ftypheic${'\0'.repeat(40)}`, 'latin1') };
    await pictures.chooseFile('documentScan', heic);
    await expect(page.locator('#field-documentScan-error')).toContainText('HEIC');
    const picture = { name: 'a.png', mimeType: 'image/png', buffer: await page.screenshot() };
    for (const field of ['documentScan', 'portrait']) {
      await pictures.chooseFile(field, picture);
      await expect(pictures.field(field)).toHaveAttribute('data-image', 'kept');
    }
    // It was locked while the picture was drawn, and lost the focus with it.
    await expect(page.locator('#field-documentScan')).toBeFocused();
    await page.locator('#form-next').focus();
    await page.keyboard.press('Enter');

    await look(page, 'phone');
    await page.locator('#phone-send').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#phone-code')).toBeVisible();
    await page.locator('#phone-code').fill(sms.code(person.phone));
    await page.keyboard.press('Enter');
    await look(page, 'summary');
    await expect(page.locator('[data-line=documentNumber]')).toContainText('110101 19900307 1057');
    await page.locator('#summary-confirm').focus();
    await page.keyboard.press('Space');
    await expect(page.locator('#summary-submit')).toBeDisabled();
    await page.locator('#summary-sign').focus();
    await page.keyboard.press('Enter');
    await pictures.sign();
    await expect(page.locator('#form-signature')).toHaveAttribute('data-signature', 'given');
    await page.locator('#summary-submit').dblclick();
    const reference = (await page.locator('#receipt-reference').textContent()) ?? '';
    expect(reference).toMatch(/^\w{6}-000001-\w$/u);
    await page.locator('#language').click();
    await look(page, 'receipt-en');
    await page.reload();
    await expect(page.locator('#receipt-reference')).toHaveText(reference);
    await page.goBack();
    await expect(page.locator('#receipt-reference')).toHaveText(reference);

    // Who they are: the document, then a code to the telephone on the record. It is found a moment after it was registered.
    await page.locator('#receipt-done').click();
    await page.locator('#own-begin').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await look(page, 'prove');
    await page.locator('#field-documentType input').first().focus();
    await page.keyboard.press('1');
    await page.keyboard.type(person.documentNumber);
    await page.keyboard.press('Enter');
    const before = sms.messages.length;
    await page.keyboard.press('Enter');
    await look(page, 'code');
    await expect(async () => {
      if (sms.messages.length === before) {
        await page.locator('#own-restart').click();
        await page.locator('#prove-send').click();
      }
      await expect.poll(() => sms.messages.length, { timeout: 4_000 }).toBeGreaterThan(before);
    }).toPass();
    await page.locator('#own-code').fill(sms.code(person.phone));
    await page.keyboard.press('Enter');
    await look(page, 'own-en');
    await page.locator('#language').click();
    await look(page, 'own');
    await expect(page.locator('[data-line=documentNumber]')).toContainText('110101 19900307 1057');

    await page.locator('.own-correct').focus();
    await page.keyboard.press('Enter');
    await page.locator('#correct-field').selectOption('phone');
    await page.locator('#field-phone').fill('13900139000');
    await page.locator('#correct-note').fill('换了手机号');
    await page.locator('#correct-send').click();
    await expect(page.locator('#correct-pictures-error')).toHaveAttribute('data-code', 'missing');
    await page.locator('#correct-pictures').setInputFiles({
      name: 'proof.png',
      mimeType: 'image/png',
      buffer: await page.screenshot(),
    });
    await expect(page.locator('.proof-picture')).toHaveCount(1);
    await look(page, 'correct');
    await page.locator('#correct-send').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-kind=correction]')).toHaveAttribute('data-state', 'open');
    // Left on the screen, it goes by itself.
    await page.clock.fastForward(9 * 60_000);
    await expect(page.locator('[data-step=own]')).toBeVisible();
    await page.clock.fastForward(61_000);
    await expect(page.locator('[data-step=service]')).toBeVisible();
    await page.goBack();
    await expect(page.locator('#field-documentNumber')).toHaveValue('');

    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(`${address}/online/`))).toEqual([]);
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    );
    for (const value of Object.values(person)) expect(kept).not.toContain(value);

    // A browser that keeps cookies and storage from the page is told so.
    await page.addInitScript(() => {
      const get = () => {
        throw new DOMException('kept out', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get });
    });
    await page.goto(`${address}/online/`);
    await expect(page.locator('#root')).toContainText('Cookie');
    expect(server.log()).not.toMatch(/王小明|19900307|13800138000/u);
    await context.close();
  });
});
