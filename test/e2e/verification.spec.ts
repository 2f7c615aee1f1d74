// What an authority answers, as the clerk sees it (R3.1, R3.4, R3.5, R3.7): never 已核验 before it was said, why not, and the way on.
import { writeFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { pdfPages, pdfText } from '#test/support/pdf-pages.ts';
import { installPrinter, papersOf } from '#test/support/screens/receipt-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { openWorkplace } from '#test/support/workplace.ts';

const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;

async function look(page: Page, name: string): Promise<void> {
  if (picturesDir !== undefined) await page.screenshot({ path: `${picturesDir}/${name}.png` });
}

async function submit(screen: RegistrationScreen): Promise<string> {
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  return screen.submit();
}

async function register(page: Page, name: string): Promise<string> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', name);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  return submit(screen);
}

test('checked locally, refused later with its reason, corrected, verified; the earlier answer stays', async ({
  browserName: _,
}, testInfo) => {
  const authority = await AuthoritySimulator.start();
  authority.people.set(person.documentNumber, person.name);
  const workplace = await openWorkplace({
    dataDir: testInfo.outputPath('data'),
    env: {},
    authority,
    change: (file) => {
      file.policy.requiredChecks = ['identity-authority'];
    },
  });
  const { app, page, link } = workplace;
  try {
    await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
    await link.cut();
    const id = await register(page, '王晓明');
    await page.locator('#nav-records').click();
    const row = page.locator(`.records-table tr[data-record-id="${id}"]`);
    const word = row.locator('[data-verification]');
    await expect(word).toHaveText('本地校验通过，待权威核验');
    await link.restore();
    await expect(word).toHaveText('核验未通过', { timeout: 90_000 });
    await expect(row.locator('[data-must-tell]')).toHaveText('待告知用户');
    await row.locator('.records-open').click();
    await expect(page.locator('#verification-tell')).toContainText('姓名与证件号码不一致');
    await expectAccessible(page, 'record with a refusal of the authority');
    await look(page, 'verification-refuted');
    await page.locator('#refusal-told-in-person').click();
    await expect(page.locator('#refusal-telling [data-told="in-person"]')).toContainText('已当面告知');
    await expect(page.locator('#refusal-told-in-person')).toHaveCount(0);
    await expect(page.locator('#record-correct')).toBeFocused();
    await expect(page.locator('#record-history [data-action="record.refusal-told"]')).toContainText('已当面告知');
    await installPrinter(app, 'print');
    await page.locator('#refusal-print').click();
    await expect(page.locator('#refusal-telling [data-told="print"]')).toContainText('已打印告知单');
    await look(page, 'verification-told');
    await page.locator('#refusal-language').selectOption('en');
    await page.locator('#refusal-print').click();
    await expect(page.locator('#record-history [data-action="record.refusal-printed"]')).toHaveCount(2);
    const papers = await papersOf(app);
    for (const [at, paper] of papers.entries()) {
      if (picturesDir !== undefined) writeFileSync(`${picturesDir}/refusal-${at}.pdf`, paper);
    }
    const texts = papers.map(pdfText);
    expect(texts[0]).toContain('登记的姓名与证件号码不一致');
    expect(texts[0]).toContain('累计 3 次未通过');
    expect(texts[1]).toContain('The name does not belong to this document number');
    expect(papers.map(pdfPages)).toEqual([1, 1]);
    for (const text of texts) expect(text).not.toContain(person.documentNumber);

    await page.locator('#record-correct').click();
    const screen = new RegistrationScreen(page);
    await screen.type('name', person.name);
    expect(await submit(screen)).toBe(id);
    await page.locator('#nav-records').click();
    await expect(word).toHaveText('已核验', { timeout: 90_000 });
    await row.locator('.records-open').click();
    await expect(page.locator('[data-revision="2"] [data-verification]')).toHaveText('已核验');
    await expect(page.locator('[data-revision="1"] [data-verification]')).toHaveText('核验未通过');
    await expect(page.locator('[data-revision="1"] [data-told="in-person"]')).toBeVisible();
    await expect(page.locator('[data-revision="2"]')).toContainText('权威机构核验未通过');
    await look(page, 'verification-verified');
  } finally {
    await workplace.close();
    await authority.stop();
  }
});
