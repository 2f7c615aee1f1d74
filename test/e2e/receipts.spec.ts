// The receipt (S2): preview, paper and PDF without a network, with a code that a reader reads; and "printed" only when it was.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { readReceiptReference } from '#src/domain/receipts/qr.ts';
import { person, test } from '#test/e2e/workplace-test.ts';
import { pdfPages, pdfQr, pdfSize, pdfText } from '#test/support/pdf-pages.ts';
import { runtimeName } from '#test/support/runtime.ts';
import { answerSaveDialog, installPrinter, papersOf, ReceiptScreen } from '#test/support/screens/receipt-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import type { Workplace } from '#test/support/workplace.ts';

async function register({ page }: Workplace): Promise<string> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.choose('documentType', person.documentType);
  for (const name of ['name', 'documentNumber', 'phone'] as const) await screen.type(name, person[name]);
  await screen.agreeTo('address');
  await screen.type('address', '人民路 9 号');
  await screen.proceedToReview();
  await screen.tickEveryCheck();
  return screen.submit();
}

/** Everything that may never stand on a receipt. */
const secrets = [person.name, person.documentNumber, person.phone, '人民路'];

test('a receipt is previewed, printed and saved offline, and read by a reader (S2)', async ({ signedIn }, testInfo) => {
  const { app, page, link } = signedIn;
  await link.cut();
  const recordId = await register(signedIn);
  const receipt = new ReceiptScreen(page);
  await expect(receipt.panel).toHaveAttribute('data-printed', '0');
  await expect(page.locator('.receipt')).toHaveAttribute('data-state', 'waiting');
  for (const secret of secrets) await expect(receipt.panel).not.toContainText(secret);

  await test.step('a PDF where the person chooses', async () => {
    await answerSaveDialog(app, null);
    await receipt.press('s');
    await expect(receipt.refusal).toHaveAttribute('data-code', 'printing/cancelled');
    await expect(receipt.panel).toHaveAttribute('data-saved', '0');
    const file = testInfo.outputPath('receipt.pdf');
    await answerSaveDialog(app, file);
    await receipt.press('s');
    await expect(receipt.panel).toHaveAttribute('data-saved', '1');
    await expect(receipt.refusal).toHaveCount(0);
    const pdf = readFileSync(file);
    const text = pdfText(pdf);
    expect(pdfPages(pdf)).toBe(1);
    expect(text).toContain(await receipt.number());
    expect(text).toContain('待同步');
    expect(text).not.toContain('已核验');
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(readReceiptReference(pdfQr(pdf) ?? '')).toMatchObject({ recordId, revision: 1, synced: null });
  });

  await test.step('nothing is called printed without a printer', async () => {
    test.skip(runtimeName() === 'electron', 'the printers of this machine are not ours to print on');
    await receipt.press('p');
    await expect(receipt.refusal).toHaveAttribute('data-code', 'printing/printer-missing');
    await installPrinter(app, 'fail');
    await receipt.press('p');
    await expect(receipt.refusal).toHaveAttribute('data-code', 'printing/failed');
    await expect(receipt.panel).toHaveAttribute('data-printed', '0');
    expect(await papersOf(app)).toEqual([]);
  });

  await test.step('paper, then a reprint that says so, after the server’s receipt', async () => {
    await installPrinter(app, 'print');
    await receipt.press('p');
    await expect(receipt.panel).toHaveAttribute('data-printed', '1');
    await link.restore();
    await expect(page.locator('.receipt')).toHaveAttribute('data-state', 'synced', { timeout: 30_000 });
    await page.locator('#print-paper').selectOption('roll-80');
    await page.locator('#action-next').focus();
    await receipt.press('p');
    await expect(receipt.panel).toHaveAttribute('data-printed', '2');
    const [first, second] = await papersOf(app);
    if (first === undefined || second === undefined) throw new Error('two papers were expected');
    expect(pdfText(first)).not.toContain('补打');
    expect(pdfText(second)).toContain('补打');
    expect(pdfText(second)).toContain('已同步');
    expect(readReceiptReference(pdfQr(second) ?? '')).toMatchObject({ recordId, synced: { position: 1 } });
    const [[a5], [roll]] = [pdfSize(first), pdfSize(second)];
    expect(Math.abs(a5 - 419.5)).toBeLessThan(2);
    expect(Math.abs(roll - 226.8)).toBeLessThan(2);
    expect(pdfPages(second)).toBe(1);
  });

  await page.keyboard.press('Enter');
  await expect(page.locator('[data-view="capture"]')).toHaveAttribute('data-at', 'service');

  await test.step('the notice on paper, and its channel', async () => {
    await new RegistrationScreen(page).chooseService(null);
    await page.keyboard.press('p');
    await expect(page.locator('#notice-print')).toHaveAttribute('data-printed', 'true');
    const notice = (await papersOf(app)).at(-1);
    expect(notice && pdfText(notice)).toContain('告知书');
    await page.keyboard.press('Escape');
  });

  await test.step('a reprint from the queue', async () => {
    await page.locator('#nav-queue').click();
    await page.locator(`tr[data-record-id="${recordId}"] .queue-open`).click();
    await page.locator('#record-receipt').click();
    await expect(receipt.panel).toHaveAttribute('data-record-id', recordId);
    await receipt.press('p');
    await expect(receipt.panel).toHaveAttribute('data-printed', '3');
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-view="queue"]')).toBeVisible();
  });
  expect(app.windows()).toHaveLength(1);
});
