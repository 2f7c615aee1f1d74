// axe (WCAG 2.1 A and AA) on every screen of the walking product, light and dark, Chinese and English; and nothing is cut off at
// 1366×768 with larger text.
import { expect } from '@playwright/test';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';

for (const language of ['zh-CN', 'en'] as const) {
  test(`every screen in ${language}`, async ({ workplace }) => {
    const { page } = workplace;
    await page.locator('#sign-in-number').waitFor();
    if (language === 'en') await page.locator('#language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectAccessible(page, 'sign-in');
    await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);

    const screen = new RegistrationScreen(page);
    await screen.begin();
    await expectAccessible(page, 'services');
    await screen.chooseService(null);
    await expectAccessible(page, 'notice');
    await screen.acceptNotice();
    await expectAccessible(page, 'form');
    await screen.choose('documentType', person.documentType);
    await screen.type('documentNumber', '110101199003071058');
    await screen.type('name', person.name);
    await screen.type('phone', person.phone);
    await screen.proceedToReview();
    await expectAccessible(page, 'form with an error');
    await screen.type('documentNumber', person.documentNumber);
    await screen.proceedToReview();
    await expectAccessible(page, 'review');
    await screen.tickEveryCheck();
    await screen.submit();
    await expectAccessible(page, 'submitted');
    const queue = new QueueScreen(page);
    await queue.open();
    await queue.waitForReceipts(1, 15_000);
    await expectAccessible(page, 'queue');
  });
}
