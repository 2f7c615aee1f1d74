// The walking product on the real screens: notice, form, review, encrypted save without a network, receipt when it is back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AsyncEntry } from '@napi-rs/keyring';
import { expect } from '@playwright/test';
import { clerk, otherClerk, person, test } from '#test/e2e/workplace-test.ts';
import { controlsDrawn, watchControls } from '#test/support/drawn-controls.ts';
import { keyNeedles, scanFolder, textNeedles } from '#test/support/plaintext-scan.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { publishChange } from '#test/support/server-process.ts';
import { closeWorkstation, type Workplace } from '#test/support/workplace.ts';

async function fillForm({ page }: Workplace, values: Partial<typeof person> = {}): Promise<RegistrationScreen> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  const all = { ...person, ...values };
  await screen.choose('documentType', all.documentType);
  for (const name of ['name', 'documentNumber', 'phone'] as const) await screen.type(name, all[name]);
  return screen;
}

/** The workstation's database key, asked of the keychain as the application does. */
async function databaseKey({ workstation }: Workplace): Promise<Uint8Array> {
  const info: { keyId: string } = JSON.parse(readFileSync(join(workstation.dataDir, 'workstation', 'key-info.json'), 'utf8'));
  const entry = new AsyncEntry(workstation.keychainService, `database-key ${info.keyId}`, { linux: { store: 'secret-service' } });
  const key = await entry.getSecret();
  if (key === null) throw new Error('the keychain has no such key');
  return new Uint8Array(key);
}

async function registerOne(workplace: Workplace, values: Partial<typeof person> = {}): Promise<string> {
  const screen = await fillForm(workplace, values);
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  return screen.submit();
}

test('one registration, saved without a network and receipted when it is back (S2, S4)', async ({ signedIn }, testInfo) => {
  const { page, link, server } = signedIn;
  await link.cut();
  const recordId = await registerOne(signedIn);
  await expect(page.locator('#submitted-state')).toHaveAttribute('data-state', 'waiting');
  const queue = new QueueScreen(page);
  await queue.open();
  const [waiting] = await queue.rows();
  expect(waiting).toMatchObject({ recordId, state: 'waiting' });
  expect(waiting?.text).toContain('王');
  expect(waiting?.text).not.toContain(person.name);
  expect(waiting?.text).not.toContain(person.documentNumber);

  await link.restore();
  const receipts = await queue.waitForReceipts(1, 20_000);
  expect(receipts.get(recordId)?.number).toBe(1);
  await expect(page.locator(`tr[data-record-id="${recordId}"]`)).toHaveAttribute('data-state', 'synced');

  await closeWorkstation(signedIn);
  await server.stop();
  const needles = [
    ...textNeedles([person.name, person.documentNumber, person.phone]),
    ...keyNeedles('database key', await databaseKey(signedIn)),
  ];
  const scan = scanFolder(testInfo.outputPath('data'), needles);
  expect(scan.hits).toEqual([]);
  expect(scan.files).toBeGreaterThan(5);
});

test('no field exists before the notice was accepted, and declining collects nothing (R2.5)', async ({ signedIn }) => {
  const { page } = signedIn;
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await expect(page.locator('[id^="field-"]')).toHaveCount(0);
  await screen.declineNotice();
  await expect(page.locator('[id^="field-"]')).toHaveCount(0);
  const queue = new QueueScreen(page);
  await queue.open();
  expect(await queue.rows()).toEqual([]);
});

test('the notice turns to English and back with one key; what is no longer offered is told while it is shown', async ({
  signedIn,
}) => {
  const { page, serverDataDir, secrets } = signedIn;
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.showNoticeIn('en');
  await expect(signedIn.page.locator('#notice h1').first()).not.toContainText(/\p{Script=Han}/u);
  await screen.showNoticeIn('zh-CN');
  await expect(page.locator('#notice-accept')).toBeEnabled();

  await publishChange(serverDataDir, secrets, ({ services }) => {
    for (const service of services) service.isWithdrawn = true;
  });
  await page.evaluate(() => window.bridge.call('sync.now', {}));
  await expect(page.locator('#notice-error')).toHaveAttribute('data-code', 'forms/service-unknown');
  await expect(page.locator('#notice-accept')).toBeDisabled();
  await page.keyboard.press('y');
  await page.keyboard.press('Escape');
  await expect(page.locator('#no-services')).toBeVisible();
});

test('a mistake is said at the field while it is typed, and corrected there; a key draws its own field alone (S5, R3.1)', async ({
  signedIn,
}) => {
  const { page } = signedIn;
  const screen = await fillForm(signedIn, { documentNumber: '110101199003071058' });
  const phone = await screen.field('phone').inputValue();
  await screen.field('phone').focus();
  expect((await watchControls(page)).length).toBeGreaterThan(5);
  expect(await controlsDrawn(page)).toEqual([]);
  await page.keyboard.press('9');
  await expect.poll(() => controlsDrawn(page)).toEqual(['field-phone', 'field-phone-help']);
  await page.keyboard.press('Backspace');
  await expect(screen.field('phone')).toHaveValue(phone);
  const error = page.locator('#field-documentNumber-error');
  await expect(error).toHaveAttribute('data-code', 'identity/check-character');
  await expect(error).toContainText('18');
  expect((await screen.proceedToReview()).map(({ code }) => code)).toEqual(['identity/check-character']);
  await screen.type('documentNumber', '１１０１０１ 19900307 1057');
  await expect(error).toHaveCount(0);
  await expect(screen.field('documentNumber')).toHaveValue('110101 19900307 1057');
  expect(await screen.proceedToReview()).toEqual([]);
});

test('a supplementary value is taken only with its own consent, which the program records (R2.6)', async ({ signedIn }) => {
  const { page } = signedIn;
  const screen = await fillForm(signedIn);
  await expect(screen.field('address')).toBeDisabled();
  await screen.agreeTo('address');
  await screen.type('address', '人民路 9 号');
  await page.locator('#consent-address').click();
  await expect(screen.field('address')).toBeDisabled();
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  await screen.submit();
});

test('submitting needs every point of the review (R2.4)', async ({ signedIn }) => {
  const { page } = signedIn;
  const screen = await fillForm(signedIn);
  await screen.proceedToReview();
  await expect(page.locator('#action-submit')).toBeDisabled();
  await screen.tickEveryCheck();
  await page.locator('#review input[id^="check-"]').first().uncheck();
  await expect(page.locator('#action-submit')).toBeDisabled();
});

test('the program refuses skipped steps whatever the screen does', async ({ signedIn }) => {
  const answers = await signedIn.page.evaluate(async () => {
    const ask = (name: string, input: unknown) =>
      window.bridge.call(name, input) as Promise<{ ok: boolean; error?: { code: string } }>;
    const registrationId = '11111111-1111-4111-8111-111111111111';
    const codes: (string | undefined)[] = [];
    for (const [name, input] of [
      ['registration.submit', { registrationId }],
      ['registration.review', { registrationId, values: {}, checks: [] }],
      ['consent.decide', { registrationId, field: 'address', agreed: true }],
      ['registration.submit', { registrationId: 'x' }],
      ['consent.accept', { serviceId: 'mobile-activation', noticeId: 'registration-notice', noticeVersion: 99, language: 'en' }],
    ] as const) {
      codes.push((await ask(name, input)).error?.code);
    }
    return codes;
  });
  expect(answers).toEqual([
    'registration/unknown',
    'registration/unknown',
    'registration/unknown',
    'internal/invalid-input',
    'consent/notice-outdated',
  ]);
});

test('a wrong passphrase, an expired training and a left colleague do not get in (R7.1)', async ({ workplace }) => {
  const { page } = workplace;
  const screen = new SignInScreen(page);
  for (const [number, passphrase, code] of [
    [clerk.number, 'not it', 'staff/wrong-credentials'],
    ['1003', 'old ticket in a drawer', 'staff/inactive'],
    ['1004', 'winter road to Dali', 'staff/not-cleared'],
  ] as const) {
    await screen.attempt(number, passphrase);
    await expect(page.locator('#sign-in-error')).toHaveAttribute('data-code', code);
  }
  await screen.signIn(otherClerk.number, otherClerk.passphrase);
});

test('a registration in progress ends with its clerk: the next one finds nothing of it (R1.3)', async ({ signedIn }) => {
  const { page } = signedIn;
  await fillForm(signedIn);
  await page.locator('#sign-out').click();
  await page.locator('#signing-out .unfinished-discard').click();
  await expect(page.locator('#signing-out')).toHaveAttribute('data-count', '0');
  await page.locator('#leave-keep').click();
  await new SignInScreen(page).signIn(otherClerk.number, otherClerk.passphrase);
  await new RegistrationScreen(page).begin();
  await expect(page.locator('body')).not.toContainText(person.name);
});
