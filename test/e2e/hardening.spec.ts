// What the window may never do (design: Electron), on the product itself.
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';

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

test('the running window has the settings of the design, and no permission while no picture is taken', async ({ workplace }) => {
  const settings = await workplace.app.evaluate(({ BrowserWindow, session }) => ({
    windows: BrowserWindow.getAllWindows().length,
    url: BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '',
    isDefaultSession: BrowserWindow.getAllWindows()[0]?.webContents.session === session.defaultSession,
  }));
  expect(settings.windows).toBe(1);
  expect(settings.url).toMatch(/^app:\/\//);

  const answers = await workplace.page.evaluate(async () => {
    const place = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('denied'),
      );
    });
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
      () => 'given',
      () => 'denied',
    );
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'denied',
    );
    const webview = document.createElement('webview');
    document.body.append(webview);
    const isWebview = 'getWebContentsId' in webview;
    webview.remove();
    return { place, stream, camera, isWebview };
  });
  expect(answers).toEqual({ place: 'denied', stream: 'denied', camera: 'denied', isWebview: false });
});

test('nobody’s data, no passphrase and no breach of a policy is in the list of processes or in what the application says', async ({
  workplace,
}) => {
  test.skip(process.platform !== 'linux', 'the list of processes is read from /proc');
  const { page, main, workstation } = workplace;
  const heard: Buffer[] = [];
  for (const stream of [main.stdout, main.stderr]) stream?.on('data', (bytes: Buffer) => heard.push(Buffer.from(bytes)));
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.reload();
  await new SignInScreen(page).attempt(clerk.number, `${person.name} is no passphrase`);
  await page.locator('#sign-in-error').waitFor();
  await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
  const registration = new RegistrationScreen(page);
  await registration.begin();
  await registration.chooseService(null);
  await registration.acceptNotice();
  await page.locator('#field-name').fill(person.name);
  await page.locator('#field-documentNumber').fill(person.documentNumber);
  const lists = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        // It has ended meanwhile.
        return '';
      }
    })
    .filter((line) => line.includes(workstation.dataDir));
  expect(lists.length).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  const secrets = [clerk.passphrase, clerk.name, person.name, person.documentNumber, ...Object.values(workplace.secrets)];
  const said = Buffer.concat(heard).toString('utf8');
  for (const secret of secrets) {
    expect(lists.some((line) => line.includes(secret))).toBe(false);
    expect(said).not.toContain(secret);
  }
});
