// Four eyes at the counter (R2.4): without ending the clerk's session a supervisor confirms, or sends back, by keyboard.
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';

const supervisor = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? clerk;

test.use({
  organisation: {
    change: (organisation) => {
      for (const service of organisation.services) service.needsSecondReview = true;
    },
  },
});

test('a supervisor sends back, the clerk corrects, the supervisor confirms', async ({ signedIn }) => {
  const { page } = signedIn;
  const screen = new RegistrationScreen(page);
  const panel = page.locator('#second-review');
  const sign = async (who: { readonly number: string; readonly passphrase: string }) => {
    await page.locator('#second-number').fill(who.number);
    await page.locator('#second-passphrase').fill(who.passphrase);
  };
  const review = async () => {
    expect(await screen.proceedToReview()).toEqual([]);
    await screen.tickEveryCheck();
    await page.locator('#action-submit').click();
    await panel.waitFor();
  };
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', person.name);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', '13800138001');
  await review();
  await expect(page.locator('#submitted')).toHaveCount(0);
  await expectAccessible(page, 'second review');

  await sign(supervisor);
  await page.locator('#second-reason').selectOption('values-differ');
  await page.locator('#second-send-back').click();
  await expect(page.locator('#sent-back')).toContainText(supervisor.name);
  await expect(screen.field('name')).toHaveValue(person.name);
  await screen.type('phone', person.phone);
  await review();

  const checks = panel.locator('input[type="checkbox"]');
  for (let index = 0; index < (await checks.count()); index++) {
    await expect(checks.nth(index)).not.toBeChecked();
    await page.keyboard.press(String(index + 1));
  }
  await expect(page.locator('#second-number')).toBeFocused();
  await sign(clerk);
  await page.keyboard.press('Enter');
  await expect(page.locator('#second-error[data-code="staff/other-person-needed"]')).toBeVisible();
  await expect(page.locator('#second-passphrase')).toHaveValue('');

  // An edit in between: whoever confirms, confirms what stands there now.
  await screen.type('phone', '13900139000');
  await expect(panel).toHaveCount(0);
  await review();
  await checks.first().waitFor();
  for (let index = 0; index < (await checks.count()); index++) await page.keyboard.press(String(index + 1));
  await page.keyboard.type(supervisor.number);
  await page.keyboard.press('Tab');
  await page.keyboard.type(supervisor.passphrase);
  await page.keyboard.press('Enter');
  await page.locator('#submitted').waitFor();
  await expect(page.locator('#signed-in')).toHaveAttribute('data-staff', clerk.number);
  const queue = new QueueScreen(page);
  await queue.open();
  expect((await queue.waitForReceipts(1, 15_000)).size).toBe(1);
});
