// The sign-in form stands before the program and the screens do (S5): what is typed into it meanwhile is taken over, and nothing of it
// stays for anybody when something else comes.
import { expect, type Page } from '@playwright/test';
import { clerk, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { closeWorkstation, openWorkstation, type Workplace } from '#test/support/workplace.ts';

/** Opens the page again and holds it where the form stands; the answer lets the screens come. */
async function heldAtForm(page: Page): Promise<() => Promise<void>> {
  await page.reload();
  await page.locator('[data-screen="early"]').waitFor();
  return () => page.evaluate(() => Reflect.get(window, 'letScreensCome')());
}

async function startedAgain(workplace: Workplace): Promise<Page> {
  await closeWorkstation(workplace);
  const { page } = await openWorkstation(workplace.workstation);
  await page.locator('[data-screen="sign-in"]').waitFor();
  // The page waits for a frame before it fetches its screens: this frame comes when the test says so.
  await page.addInitScript(() => {
    const ownFrames = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      Object.assign(window, {
        letScreensCome: () => {
          window.requestAnimationFrame = ownFrames;
          callback(performance.now());
        },
      });
      return 0;
    };
  });
  return page;
}

test('typed before the screens are there: taken over with its focus, and signed in as soon as they stand', async ({
  workplace,
}) => {
  const page = await startedAgain(workplace);
  let letScreensCome = await heldAtForm(page);
  await expectAccessible(page, 'the early sign-in form');
  await page.keyboard.type(clerk.number);
  await page.keyboard.press('Tab');
  await page.keyboard.type('half');
  await letScreensCome();
  await expect(page.locator('[data-screen="sign-in"]')).toBeVisible();
  await expect(page.locator('#sign-in-number')).toHaveValue(clerk.number);
  await expect(page.locator('#sign-in-passphrase')).toHaveValue('half');
  await expect(page.locator('#sign-in-passphrase')).toBeFocused();

  letScreensCome = await heldAtForm(page);
  await expect(page.locator('#sign-in-number')).toHaveValue('');
  await page.keyboard.type(clerk.number);
  await page.keyboard.press('Enter');
  await page.keyboard.type(clerk.passphrase);
  await page.keyboard.press('Enter');
  await letScreensCome();
  await expect(page.locator('#signed-in')).toHaveAttribute('data-staff', clerk.number);
  await page.locator('#sign-out').click();
  await expect(page.locator('#sign-in-number')).toHaveValue('');

  letScreensCome = await heldAtForm(page);
  await page.keyboard.type(clerk.number);
  await page.keyboard.press('Tab');
  await page.keyboard.type(clerk.passphrase);
  await page.locator('#sign-in-submit').hover();
  await page.mouse.down();
  await letScreensCome();
  // Everything is there long before this; only the finger keeps the form.
  await page.waitForTimeout(1_500);
  await expect(page.locator('[data-screen="early"]')).toBeVisible();
  await page.mouse.up();
  await expect(page.locator('#signed-in')).toHaveAttribute('data-staff', clerk.number);
  await page.locator('#sign-out').click();
  await expect(page.locator('#sign-in-number')).toHaveValue('');
  await expect(page.locator('#sign-in-passphrase')).toHaveValue('');
});
