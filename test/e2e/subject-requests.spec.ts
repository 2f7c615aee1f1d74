// Requests of subjects at the counter (R8.1–R8.3): a query is answered by a copy that came out of the printer, a correction is checked by a
// supervisor beside what stands there, made, and told.
import { expect, type Page } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { pdfText } from '#test/support/pdf-pages.ts';
import { installPrinter, papersOf } from '#test/support/screens/receipt-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { openWorkplace } from '#test/support/workplace.ts';

const supervisor = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? clerk;
const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;

/** Pictures for a person to look at: Chinese light, and English dark. */
async function look(page: Page, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: `${picturesDir}/${name}-zh.png` });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('#language').evaluate((button: HTMLElement) => button.click());
  await page.screenshot({ path: `${picturesDir}/${name}-en-dark.png` });
  await page.locator('#language').evaluate((button: HTMLElement) => button.click());
}

async function register(page: Page): Promise<void> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', '王晓明');
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  await screen.submit();
  await expect(page.locator('#submitted-state')).toHaveAttribute('data-state', 'synced', { timeout: 60_000 });
}

/** The list, after the person proved themselves to the server. */
async function openList(page: Page, passphrase: string): Promise<void> {
  await page.locator('#nav-requests').click();
  await page.locator('#requests-show').click();
  await page.locator('#prove-passphrase').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.locator('[data-view="requests"][data-count]').waitFor();
}

/** Takes a request in; who was registered a moment ago is found once the agent has looked at the record. */
async function takeIn(page: Page, kind: 'query' | 'correction'): Promise<void> {
  await page.locator('#requests-new').click();
  await page.locator(`#request-kind-${kind}`).check();
  await page.locator('#request-document-number').fill(person.documentNumber);
  await page.locator('#request-seen').check();
  await expect(async () => {
    if (await page.locator('#request-confirm').isVisible()) await page.locator('#request-confirm').click();
    await expect(page.locator('[data-view="request"]')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
}

async function answerQuery(page: Page): Promise<void> {
  await page.locator('#request-copy').click();
  await expect(page.locator('[data-copy-field="name"]')).toContainText('王晓明');
  await expect(page.locator('#copy-answer-paper')).toBeDisabled();
  await expectAccessible(page, 'copy of a subject’s data');
  await look(page, 'requests-copy');
  await page.locator('#copy-print').click();
  await expect(page.locator('#subject-copy')).toHaveAttribute('data-printed', 'true');
  await page.locator('#copy-answer-paper').click();
  await expect(page.locator('[data-view="request"]')).toHaveAttribute('data-state', 'closed');
  await expect(page.locator('#subject-copy')).toHaveCount(0);
}

async function applyForCorrection(page: Page): Promise<void> {
  await page.locator('#apply-name').check();
  await page.locator('#field-name').fill(person.name);
  await page.locator('#apply-submit').click();
  await page.locator('#apply-proof').selectOption('household-register');
  await page.locator('#apply-note').fill('户口簿第 3 页');
  await expectAccessible(page, 'application for a correction');
  await look(page, 'requests-apply');
  await page.locator('#apply-submit').click();
  await expect(page.locator('#request-waits')).toBeVisible();
}

async function checkAndCorrect(page: Page): Promise<void> {
  await page.locator('.requests-open').click();
  await page.locator('#request-compare').click();
  await expect(page.locator('[data-compared="name"]')).toContainText('王晓明');
  await expect(page.locator('[data-compared="name"]')).toContainText(person.name);
  await expect(page.locator('#comparison-note')).toContainText('户口簿第 3 页');
  await expectAccessible(page, 'present and wanted');
  await look(page, 'requests-compare');
  await page.locator('#request-check').click();
  await page.locator('#request-apply').click();
  await expect(page.locator('#request-history [data-step="applied"]')).toContainText('2');
  await page.locator('#request-told-screen').click();
  await expect(page.locator('#request-settled')).toBeVisible();
  await look(page, 'requests-settled');
}

test('a query is answered on paper, a correction checked by another person, made and told', async ({
  browserName: _,
}, testInfo) => {
  const authority = await AuthoritySimulator.start();
  const workplace = await openWorkplace({ dataDir: testInfo.outputPath('data'), env: {}, authority });
  const { app, page, link } = workplace;
  try {
    await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
    await register(page);
    await openList(page, clerk.passphrase);
    await expect(page.locator('#requests-empty')).toBeVisible();
    await page.locator('#requests-new').click();
    await page.locator('#request-document-number').fill(person.documentNumber);
    await page.locator('#request-confirm').click();
    await expect(page.locator('#request-seen-error')).toBeVisible();
    await look(page, 'requests-open');
    await page.locator('#request-cancel').click();

    await takeIn(page, 'query');
    await installPrinter(app, 'print');
    await answerQuery(page);
    const [paper] = await papersOf(app);
    const copy = pdfText(paper ?? Buffer.alloc(0));
    for (const text of ['本人信息副本', '王晓明', '110101', '没有提供给任何单位或个人']) expect(copy).toContain(text);
    await page.keyboard.press('Escape');
    await takeIn(page, 'correction');
    await applyForCorrection(page);
    await look(page, 'requests-waiting');
    await page.locator('#sign-out').click();

    await new SignInScreen(page).signIn(supervisor.number, supervisor.passphrase);
    await openList(page, supervisor.passphrase);
    await page.locator('#requests-filter-overdue').click();
    await expect(page.locator('#requests-empty')).toBeVisible();
    await page.locator('#requests-filter-open').click();
    await expectAccessible(page, 'requests of subjects');
    await look(page, 'requests-list');
    await checkAndCorrect(page);
    await page.keyboard.press('Escape');
    await page.locator('#requests-filter-settled').click();
    await expect(page.locator('.requests-table tr[data-state="closed"]')).toHaveCount(2);

    await link.cut();
    await expect(page.locator('#requests-offline')).toBeVisible({ timeout: 90_000 });
    await look(page, 'requests-offline');
  } finally {
    await workplace.close();
    await authority.stop();
  }
});
