// The queue by keyboard (S4, S5), and what a branch without a network learns from a file (S7, R7.1).
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, otherClerk, person, test } from '#test/e2e/workplace-test.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { exportConfiguration, publishChange } from '#test/support/server-process.ts';

const supervisor = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? clerk;

test('arrows and Enter open a record; its diagnosis names nobody; retrying ends in a verified receipt', async ({ signedIn }) => {
  const { page, link } = signedIn;
  await link.cut();
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', person.name);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  const recordId = await screen.submit();
  await new QueueScreen(page).open();

  await page.keyboard.press('4');
  await expect(page.locator('#queue-empty')).toBeVisible();
  await page.keyboard.press('2');
  await page.locator('.queue-open').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const details = page.locator('#record-details');
  await expect(details).toHaveAttribute('data-state', 'waiting');
  await expect(page.locator('#record-retry')).toBeFocused();
  await details.locator('summary').click();
  const diagnosis = await page.locator('#record-diagnosis').inputValue();
  expect(JSON.parse(diagnosis)).toMatchObject({ recordId, state: 'waiting', error: 'server/unreachable' });
  for (const value of Object.values(person)) expect(diagnosis).not.toContain(value);

  await page.locator('#record-retry').click();
  await expect(details).toHaveAttribute('data-state', 'waiting');
  await link.restore();
  // The line may be noticed, and the record sent, before the hand is at the button.
  const retry = page.locator('#record-retry:enabled').click({ timeout: 5_000 });
  await Promise.any([retry, details.and(page.locator('[data-state="synced"]')).waitFor()]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await expect(page.locator(`tr[data-record-id="${recordId}"][data-receipt-position]`)).toBeVisible({ timeout: 60_000 });
});

test('a signed file brings a new clerk, a passphrase to be changed, and takes another away, without any network', async ({
  workplace,
}, testInfo) => {
  const { page, link, serverDataDir, secrets } = workplace;
  const signIn = new SignInScreen(page);
  await page.locator('#sign-in-number').waitFor({ timeout: 60_000 });
  await link.cut();
  await publishChange(serverDataDir, secrets, (organisation) => {
    for (const member of organisation.staff) {
      if (member.number === clerk.number) member.number = 'NEW-1';
      if (member.number === otherClerk.number) member.isActive = false;
      if (member.number === supervisor.number) member.hasInitialPassphrase = true;
    }
  });
  const file = testInfo.outputPath('configuration.json');
  await exportConfiguration(serverDataDir, secrets, file);
  await signIn.attempt('NEW-1', clerk.passphrase);
  await expect(page.locator('#sign-in-error[data-code="staff/wrong-credentials"]')).toBeVisible();

  await page.locator('#import-file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.locator('#import-error[data-code="configuration/unreadable"]')).toBeVisible();
  await page.locator('#import-file').setInputFiles(file);
  await expect(page.locator('#import-done')).toBeVisible();
  await page.locator('#import-file').setInputFiles(file);
  await expect(page.locator('#import-error[data-code="configuration/not-newer"]')).toBeVisible();

  await signIn.attempt(otherClerk.number, otherClerk.passphrase);
  await expect(page.locator('#sign-in-error[data-code="staff/inactive"]')).toBeVisible();
  await signIn.signIn('NEW-1', clerk.passphrase);
  const signedIn = page.locator('#signed-in');
  await expect(signedIn).toHaveAttribute('data-staff', 'NEW-1');

  await expect(page.locator('#status-connection')).toHaveAttribute('data-connection', 'offline', { timeout: 60_000 });

  // Whoever has an administrator's passphrase is reminded without the server, and with it changes it before anything else.
  await page.locator('#sign-out').click();
  await signIn.signIn(supervisor.number, supervisor.passphrase);
  await expect(signedIn).toHaveAttribute('data-passphrase', 'initial');
  await link.restore();
  await expect(page.locator('#status-connection')).toHaveAttribute('data-connection', 'online', { timeout: 60_000 });
  await page.locator('#sign-out').click();
  await signIn.attempt(supervisor.number, supervisor.passphrase);
  const own = 'nine slow rivers';
  await page.locator('#passphrase-present').fill(supervisor.passphrase);
  for (const [typed, again, error] of [
    [own, 'nine slow river', '#passphrase-again-error[data-code="passphrase/different"]'],
    ['password1', 'password1', '#passphrase-error[data-code="staff/passphrase-common"]'],
  ] as const) {
    await page.locator('#passphrase-chosen').fill(typed);
    await page.locator('#passphrase-again').fill(again);
    await page.keyboard.press('Enter');
    await expect(page.locator(error)).toBeVisible();
  }
  await expect(page.locator('#passphrase-chosen')).toBeFocused();
  await page.keyboard.type(own);
  await page.keyboard.press('Tab');
  await page.keyboard.type(own);
  await page.keyboard.press('Enter');
  await expect(signedIn).toHaveAttribute('data-passphrase', 'own');
  await page.locator('#lock').click();
  await signIn.signIn(supervisor.number, own);
});
