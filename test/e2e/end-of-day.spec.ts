// The end of the day (S6): a clerk sees their own figures, the supervisor checks all of them, signs with the passphrase and prints.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { pdfText } from '#test/support/pdf-pages.ts';
import { DayScreen } from '#test/support/screens/day-screen.ts';
import { answerSaveDialog } from '#test/support/screens/receipt-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';

const supervisor = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? clerk;

test('the day is checked, signed, final and printable (S6)', async ({ signedIn }, testInfo) => {
  const { app, page, link } = signedIn;
  await link.cut();
  const day = new DayScreen(page);
  await day.open();
  await expect(page.locator('#day-empty')).toBeVisible();

  await page.locator('#nav-capture').click();
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.choose('documentType', person.documentType);
  for (const name of ['name', 'documentNumber', 'phone'] as const) await screen.type(name, person[name]);
  await screen.proceedToReview();
  await screen.tickEveryCheck();
  await screen.submit();
  await page.locator('#action-next').click();
  await screen.chooseService(null);
  await screen.declineNotice();

  await day.open();
  expect(await day.figures(clerk.number)).toMatchObject({
    begun: 1,
    declined: 1,
    captured: 1,
    pending: 1,
    synced: 0,
    printed: 0,
  });
  await expect(page.locator('[data-difference="0"]')).toBeVisible();
  await expect(page.locator('#day-close')).toHaveCount(0);
  await page.locator('#sign-out').click();

  await new SignInScreen(page).signIn(supervisor.number, supervisor.passphrase);
  await day.open();
  expect(await day.figures(clerk.number)).toMatchObject({ captured: 1 });
  await expectAccessible(page, 'end of day');
  await day.sign('not the passphrase');
  await expect(page.locator('#day-sign-error')).toHaveAttribute('data-code', 'staff/wrong-credentials');
  await page.locator('#day-sign-passphrase').fill(supervisor.passphrase);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-view="closed-day"]')).toHaveAttribute('data-closing', '1');
  await expect(page.locator('#day-print')).toBeFocused();
  await expectAccessible(page, 'signed day');

  const file = testInfo.outputPath('day.pdf');
  await answerSaveDialog(app, file);
  await page.keyboard.press('s');
  await expect(page.locator('#day-pdf')).toBeEnabled();
  await expect.poll(() => pdfText(readFileSync(file))).toContain(supervisor.name);
  expect(pdfText(readFileSync(file))).toContain('日终对账单');

  await page.keyboard.press('Escape');
  await expect(page.locator('#day-closed')).toBeVisible();
  await expect(page.locator('#day-close')).toHaveCount(0);
  await expect(page.locator('#day-history [data-closing="1"]')).toBeVisible();

  await day.openBranch();
  await expect(page.locator('tr[data-own="true"]')).toHaveAttribute('data-state', 'closed');
  await expect(page.locator('#branch-complete')).toHaveAttribute('data-missing', '0');
  await expectAccessible(page, 'the branch’s day');
  await day.signBranch(supervisor.passphrase);
  await expect(page.locator('[data-view="branch-sheet"] .paper')).toContainText(clerk.name);
  await expectAccessible(page, 'signed day of the branch');
  await page.keyboard.press('Escape');
  await expect(page.locator('#branch-signatures [data-signature="1"]')).toHaveAttribute('data-current', 'true');
  await expect(page.locator('#branch-sign')).toHaveCount(0);

  const days = testInfo.outputPath('days.json');
  await answerSaveDialog(app, days);
  await page.locator('#branch-save').click();
  await expect(page.locator('#branch-file-done')).toBeVisible();
  expect(readFileSync(days, 'utf8')).not.toContain(clerk.name);
  await page.locator('#branch-file').setInputFiles(days);
  await expect(page.locator('#branch-file-done')).toContainText('0');
});
