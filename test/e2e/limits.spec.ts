// The limits of the policy on the screen (S2, S5): named before they are reached, explained, and a full queue lets open work end.
import { expect } from '@playwright/test';
import { person, test } from '#test/e2e/workplace-test.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';

test.use({
  organisation: {
    change: (organisation) => {
      organisation.policy.maximumPending = 1;
    },
  },
});

test('a full queue says so before the notice, lets nobody begin, and opens again by itself', async ({ signedIn }) => {
  const { page, link } = signedIn;
  const status = page.locator('#status-limits');
  await expect(status).toHaveAttribute('data-level', 'fine');
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
  await screen.submit();
  await expect(status).toHaveAttribute('data-level', 'reached');
  await expect(status.locator('[data-limit="pending"]')).toHaveClass('limit-reached');

  await screen.begin();
  await expect(page.locator('[role=alert][data-code="policy/too-many-pending"]')).toBeVisible();
  await expect(page.locator('[data-service]').first()).toBeDisabled();
  await page.keyboard.press('1');
  await expect(page.locator('#notice')).toHaveCount(0);

  await status.click();
  await expect(page.locator('#limits tr[data-limit]')).toHaveCount(4);
  await expect(page.locator('#limits tr[data-limit="pending"]')).toHaveAttribute('data-level', 'reached');
  await page.keyboard.press('Escape');
  await expect(page.locator('#limits')).toHaveCount(0);

  await link.restore();
  await expect(status).toHaveAttribute('data-level', 'fine', { timeout: 60_000 });
  await expect(page.locator('[data-service]').first()).toBeEnabled();
});
