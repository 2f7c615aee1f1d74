// The server's key was stolen and replaced (S7): the workstation believes nobody and says so, an administrator compares the new key by
// keyboard, and the work goes on.
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { renewSigningKey, ServerProcess } from '#test/support/server-process.ts';

const { number, passphrase } = demonstrationStaff.find(({ role }) => role === 'it-administrator') ?? {
  number: '',
  passphrase: '',
};

test('after a theft the new key waits for an administrator, who compares it', async ({ workplace }) => {
  const { page, server, serverDataDir, secrets } = workplace;
  await new SignInScreen(page).signIn(number, passphrase);
  await server.stop();
  const fingerprint = await renewSigningKey(serverDataDir, secrets, true);
  const next = await ServerProcess.start(serverDataDir, secrets, Number(new URL(server.url).port));
  try {
    await page.locator('#nav-workstation').click();
    const part = page.locator('.server-key');
    await expect(page.locator('#server-key-alarm')).toBeVisible({ timeout: 60_000 });
    await expect(part).toHaveAttribute('data-offered', 'true');
    await expect(part).not.toContainText(fingerprint);
    await expectAccessible(page, 'workstation with an offered server key');
    await page.locator('#server-key-typed').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#server-key-passphrase-error, #server-key-typed:focus').first()).toBeVisible();
    await page.keyboard.type('0000-0000-0000-0000');
    await page.keyboard.press('Tab');
    await page.keyboard.type(passphrase);
    await page.keyboard.press('Enter');
    await expect(page.locator('#server-key-error')).toHaveAttribute('data-code', 'server-key/fingerprint-wrong');
    await page.locator('#server-key-typed').fill(fingerprint.toLowerCase());
    await page.locator('#server-key-passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await expect(page.locator('#server-key-done')).toContainText(fingerprint);
    await expect(part).toHaveAttribute('data-offered', 'false');
    await expect(page.locator('[data-fact="serverKey"] dd')).toHaveText(fingerprint);
    await expect(page.locator('#server-key-alarm')).toBeHidden();
  } finally {
    await next.stop();
  }
});
