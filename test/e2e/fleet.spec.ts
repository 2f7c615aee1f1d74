// The fleet on the real application with the real server (S7, R7.3): a new workstation waits for its approval, an administrator sees the
// whole fleet, takes the own workstation out of service, and the screen says what that means.
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';

const administrator = demonstrationStaff.find((one) => one.role === 'it-administrator') ?? clerk;

test('an administrator sees the fleet and takes a workstation out of service', async ({ workplace }) => {
  const { page } = workplace;
  await new SignInScreen(page).signIn(administrator.number, administrator.passphrase);
  await page.locator('#nav-devices').click();
  await expect(page.locator('#fleet-empty')).toBeVisible();
  await page.locator('#fleet-show').click();
  await page.locator('#fleet-passphrase').fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.locator('#fleet-error')).toHaveAttribute('data-code', 'staff/wrong-credentials');
  await page.locator('#fleet-passphrase').fill(administrator.passphrase);
  await page.keyboard.press('Enter');
  const row = page.locator('.fleet-table tr[data-device-id]');
  await expect(row).toHaveAttribute('data-state', 'active');
  await expectAccessible(page, 'the fleet');
  await row.locator('.fleet-revoke').click();
  await expect(page.locator('#fleet-confirm')).toBeDisabled();
  await page.locator('#fleet-reason').selectOption('lost');
  await page.locator('#fleet-passphrase').fill(administrator.passphrase);
  await page.locator('#fleet-confirm').click();
  await expect(row).toHaveAttribute('data-state', 'revoked');
  // Heard at the next report at the latest.
  await expect(page.locator('#standing-ended')).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page, 'a workstation that was taken out of service');
});
