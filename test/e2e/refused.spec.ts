// What a server refused finds its way out (S4, R3.5, R2.5): from the queue into the record, under a new notice where it changed, to a
// receipt; or set aside by a supervisor at the clerk's counter.
import { expect, type Page } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { publishChange, ServerProcess } from '#test/support/server-process.ts';
import { forgetForms } from '#test/support/trouble/forgotten-form.ts';

const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;
const supervisor = demonstrationStaff.find(({ role }) => role === 'supervisor');
const second = { ...person, name: '欧阳小兰', documentNumber: '110101199001010015' };

async function look(page: Page, name: string): Promise<void> {
  if (picturesDir !== undefined) await page.screenshot({ path: `${picturesDir}/${name}.png` });
}

async function register(screen: RegistrationScreen, values: typeof person): Promise<string> {
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', values.name);
  await screen.choose('documentType', values.documentType);
  await screen.type('documentNumber', values.documentNumber);
  await screen.type('phone', values.phone);
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  return screen.submit();
}

test('a refused record is corrected under the new notice, another is set aside by the supervisor', async ({ signedIn }) => {
  test.slow();
  const { page, link, server, serverDataDir, secrets } = signedIn;
  const screen = new RegistrationScreen(page);
  const queue = new QueueScreen(page);
  await link.cut();
  const mended = await register(screen, person);
  const settled = await register(screen, second);
  await page.locator('#action-record').click();
  await expect(page.locator('#record')).toHaveAttribute('data-record-id', settled);
  await page.locator('#record-receipt').click();
  await expect(page.locator('#receipt')).toHaveAttribute('data-record-id', settled);
  await look(page, 'record-receipt');
  await page.keyboard.press('Escape');
  await expect(page.locator('#record')).toHaveAttribute('data-record-id', settled);

  await server.stop();
  await forgetForms(serverDataDir, secrets, 7);
  await publishChange(serverDataDir, secrets, ({ notices }) => {
    for (const notice of notices) notice.version += 1;
  });
  const restored = await ServerProcess.start(serverDataDir, secrets, Number(new URL(server.url).port));
  await link.restore();
  await queue.open();
  await page.locator('#sync-now').click();
  const row = (id: string, state: string) => page.locator(`tr[data-record-id="${id}"][data-state="${state}"]`);
  await expect(row(mended, 'quarantined')).toBeVisible({ timeout: 60_000 });
  await expect(row(settled, 'quarantined')).toBeVisible();

  await test.step('the record opens from the queue, shows the new notice first and goes on', async () => {
    await row(mended, 'quarantined').locator('.queue-open').click();
    await look(page, 'refused-details');
    await page.locator('#record-open').click();
    await page.locator('#record-correct').click();
    await page.locator('#record-renew').waitFor();
    await expect(page.locator('#record-renew')).toBeFocused();
    await expectAccessible(page, 'record with a changed notice');
    await look(page, 'notice-changed');
    await page.keyboard.press('Enter');
    await screen.acceptNotice();
    await expect(page.locator('#correcting')).toBeVisible();
    await expect(screen.field('documentNumber')).toHaveValue(/^\d{6} \d{8} \d{3}[\dX]$/u);
    expect((await screen.field('documentNumber').inputValue()).replaceAll(' ', '')).toBe(person.documentNumber);
    await look(page, 'renewed');
    expect(await screen.proceedToReview()).toEqual([]);
    await screen.tickEveryCheck();
    expect(await screen.submit()).toBe(mended);
    await expect(page.locator('.receipt-ids')).toContainText('2');
    await look(page, 'renewed-receipt');
    await queue.open();
    await expect(row(mended, 'synced')).toBeVisible({ timeout: 60_000 });
    await expect(row(mended, 'superseded')).toBeVisible();
  });

  await test.step('set aside by a supervisor; sent again it is refused again', async () => {
    await row(settled, 'quarantined').locator('.queue-open').click();
    await page.locator('#set-aside summary').click();
    await page.locator('#aside-reason').selectOption('registered-anew');
    await page.locator('#aside-number').fill(supervisor?.number ?? '');
    await page.locator('#aside-passphrase').fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.locator('#aside-error')).toHaveAttribute('data-code', 'staff/wrong-credentials');
    await expect(page.locator('#aside-passphrase')).toBeFocused();
    await page.locator('#aside-passphrase').fill(supervisor?.passphrase ?? '');
    await expectAccessible(page, 'setting a record aside');
    await look(page, 'setting-aside');
    await page.keyboard.press('Enter');
    await expect(page.locator('#record-aside')).toContainText(supervisor?.name ?? '?');
    await look(page, 'set-aside');
    await expect(page.locator('#record-retry')).toHaveCount(0);
    await page.locator('#take-up summary').click();
    await page.locator('#take-up-number').fill(supervisor?.number ?? '');
    await page.locator('#take-up-passphrase').fill(supervisor?.passphrase ?? '');
    await look(page, 'taking-up');
    await page.keyboard.press('Enter');
    await expect(page.locator('#record-details')).toHaveAttribute('data-state', 'quarantined', { timeout: 20_000 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('6');
    await expect(page.locator('#queue-filter-superseded')).toContainText('1');
    await expect(row(mended, 'superseded')).toBeVisible();
    await expect(page.locator('tr[data-record-id]')).toHaveCount(1);
  });
  await restored.stop();
});

test('what was shown unmasked is gone with the lock, and stays masked afterwards', async ({ signedIn }) => {
  const { page, link } = signedIn;
  await link.cut();
  const id = await register(new RegistrationScreen(page), person);
  await page.locator('#action-record').click();
  await page.locator('#record-show-all').click();
  const name = page.locator('[data-shown-field="name"]');
  await expect(name).toContainText(person.name);
  await page.keyboard.press('Control+l');
  await page.locator('#sign-in-number').waitFor();
  await expect(page.locator('body')).not.toContainText(person.name);
  const html = await page.content();
  expect(html).not.toContain(person.documentNumber);
  const clerk = demonstrationStaff[0];
  await page.locator('#sign-in-number').fill(clerk?.number ?? '');
  await page.locator('#sign-in-passphrase').fill(clerk?.passphrase ?? '');
  await page.keyboard.press('Enter');
  await page.locator('#nav-records').click();
  await page.locator(`.records-table tr[data-record-id="${id}"] .records-open`).click();
  await expect(name).toHaveAttribute('data-masked', 'true');
});
