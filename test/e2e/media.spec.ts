// Records to the server and receipts back on a medium (S4), in the real application and by the server's own command.
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@playwright/test';
import { person, test } from '#test/e2e/workplace-test.ts';
import { scanFolder, textNeedles } from '#test/support/plaintext-scan.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { answerSaveDialog } from '#test/support/screens/receipt-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { importMedium } from '#test/support/server-process.ts';

test('a branch without a network exports, carries, and has its records synced by the receipts', async ({
  signedIn,
}, testInfo) => {
  const { app, page, link, serverDataDir, secrets } = signedIn;
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

  await page.locator('#queue-media').click();
  await expect(page.locator('#media-export')).toBeFocused();
  await answerSaveDialog(app, null);
  await page.locator('#media-export').click();
  await expect(
    page.locator('#media-error [data-code="exchange/cancelled"], #media-error[data-code="exchange/cancelled"]'),
  ).toBeVisible();
  mkdirSync(testInfo.outputPath('medium'));
  const medium = testInfo.outputPath('medium', 'medium.age');
  const receipts = testInfo.outputPath('medium', 'receipts.age');
  await answerSaveDialog(app, medium);
  await page.locator('#media-export').click();
  await expect(page.locator('#media-label')).toHaveAttribute('data-fingerprint', /^([0-9A-F]{4}-){3}[0-9A-F]{4}$/);
  expect(readdirSync(dirname(medium)).toSorted()).toEqual(['medium.age']);

  expect(JSON.parse(await importMedium(serverDataDir, secrets, medium, receipts))).toMatchObject({
    imported: { outcomes: { accepted: 1 } },
  });
  expect(scanFolder(dirname(medium), textNeedles([...Object.values(person), recordId]))).toMatchObject({ hits: [], files: 2 });
  await page.locator('#media-file').setInputFiles(medium);
  await expect(page.locator('#media-import-error[data-code="exchange/unreadable"]')).toBeVisible();
  await page.locator('#media-file').setInputFiles(receipts);
  await expect(page.locator('#media-imported')).toBeVisible();
  await expect(page.locator('tr[data-medium][data-answered="true"]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator(`tr[data-record-id="${recordId}"][data-state="synced"][data-receipt-position]`)).toBeVisible();
});
