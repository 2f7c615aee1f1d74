// Saved records in the application itself: found, masked, shown for a moment, corrected before and after a refusal; the same document
// met again (R1.2, R1.3, R3.5, R5.2).
import { expect, type Page } from '@playwright/test';
import { clerk, otherClerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';

const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;

async function look(page: Page, name: string): Promise<void> {
  if (picturesDir !== undefined) await page.screenshot({ path: `${picturesDir}/${name}.png` });
}

async function fill(page: Page): Promise<RegistrationScreen> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', person.name);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  return screen;
}

async function submit(screen: RegistrationScreen): Promise<string> {
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  return screen.submit();
}

async function find(page: Page, text: string): Promise<void> {
  await page.locator('#records-text').fill(text);
  await page.keyboard.press('Enter');
}

test('found by what the subject has in hand, masked, shown for a moment, corrected offline; both versions arrive', async ({
  signedIn,
}) => {
  const { page, link } = signedIn;
  await link.cut();
  const id = await submit(await fill(page));
  const paper = await page.locator('.receipt').getAttribute('data-receipt-number');
  await page.locator('#nav-records').click();
  await expect(page.locator('#records-text')).toBeFocused();
  const row = page.locator(`.records-table tr[data-record-id="${id}"]`);
  await expect(row).toHaveAttribute('data-state', 'waiting');
  await find(page, '110101 19900307 1058');
  await expect(page.locator('#records-empty')).toBeVisible();
  await look(page, 'nothing-found');
  await find(page, paper ?? '');
  await expect(row).toBeVisible();
  await find(page, '110101 19900307 1058');
  await find(page, '110101 19900307 1057');
  await expect(row).toContainText('王**');
  await expect(row).not.toContainText(person.documentNumber);
  await expectAccessible(page, 'records');
  await look(page, 'found');
  await row.locator('.records-open').click();

  const phone = page.locator('[data-shown-field="phone"]');
  await expect(phone).toHaveAttribute('data-masked', 'true');
  await expect(page.locator('#record')).not.toContainText('138 0013 8000');
  await expectAccessible(page, 'record');
  await page.locator('#record-purpose').selectOption('prepare-correction');
  await phone.locator('.record-show').press('Enter');
  await expect(phone).toContainText('138 0013 8000');
  // The button that was pressed is gone; the keyboard is not.
  await expect(page.locator('#record-hide')).toBeFocused();
  await expect(page.locator('[data-shown-field="name"]')).toHaveAttribute('data-masked', 'true');
  await expect(page.locator('#record-history [data-action="record.unmasked"]')).toHaveCount(1);
  await look(page, 'one-field-shown');
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(phone).toHaveAttribute('data-masked', 'true');
  await page.clock.install();
  await page.locator('#record-show-all').click();
  await expect(page.locator('[data-shown-field="name"]')).toContainText(person.name);
  // Whoever sets the clock back looks no longer.
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) - 3_600_000);
  await page.clock.fastForward(31_000);
  await expect(page.locator('[data-shown-field="name"]')).toHaveAttribute('data-masked', 'true');

  await page.locator('#record-correct').click();
  await expect(page.locator('#correcting')).toBeVisible();
  const screen = new RegistrationScreen(page);
  await expect(screen.field('name')).toHaveValue(person.name);
  await expect(screen.field('documentNumber')).toHaveValue('110101 19900307 1057');
  await screen.type('phone', '13900139000');
  await look(page, 'correcting');
  expect(await submit(screen)).toBe(id);
  await page.locator('#nav-records').click();
  await find(page, '13900139000');
  await expect(row).toContainText('2');
  await row.locator('.records-open').click();
  await expect(page.locator('[data-revision]')).toHaveCount(2);
  await look(page, 'two-versions');
  await link.restore();
  const queue = new QueueScreen(page);
  await queue.open();
  await page.locator('#sync-now').click();
  await expect(page.locator(`tr[data-record-id="${id}"][data-state="synced"]`)).toHaveCount(2, { timeout: 20_000 });
});

test('the same document again: side by side and masked, confirmed once, demanded at the review; nobody else’s record opens', async ({
  signedIn,
}) => {
  const { page } = signedIn;
  const first = await submit(await fill(page));
  await page.locator('#sign-out').click();
  await new SignInScreen(page).signIn(otherClerk.number, otherClerk.passphrase);
  const screen = await fill(page);
  const seen = page.locator(`#same-document [data-same="${first}"]`);
  await expect(seen).toContainText(clerk.name);
  await expect(seen).not.toContainText(person.name);
  await expectAccessible(page, 'same document');
  await look(page, 'same-document');
  await page.locator('#action-review').click();
  await screen.tickEveryCheck();
  await look(page, 'same-document-review');
  await page.locator('#action-submit').click();
  await expect(page.locator('[role="alert"][data-code="registration/duplicate-unacknowledged"]')).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.locator('#same-document-done')).toBeVisible();
  await screen.submit();
  await page.locator('#nav-records').click();
  await expect(page.locator('.records-table tbody tr')).toHaveCount(1);
  const answer = await page.evaluate((recordId) => window.bridge.call('records.open', { recordId }), first);
  expect(answer).toMatchObject({ ok: false, error: { code: 'records/unknown' } });
});
