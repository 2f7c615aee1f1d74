// Whether a subject is reached, as the clerk makes sure of it (R3.3): by a code while there is a network, put off without one, later by a
// call from the record.
import { expect, type Page } from '@playwright/test';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { SmsSimulator } from '#test/support/sms-simulator.ts';
import { TelephoneSimulator } from '#test/support/telephone-simulator.ts';
import { openWorkplace } from '#test/support/workplace.ts';

const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;

async function look(page: Page, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme);
    await page.screenshot({ path: `${picturesDir}/${name}-${theme}.png` });
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
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
  expect(await screen.proceedToReview()).toEqual([]);
  return screen;
}

test('a code at the counter; without a network put off, seen until it is done, done later by telephone', async ({
  browserName: _,
}, testInfo) => {
  const sms = await SmsSimulator.start();
  const telephone = await TelephoneSimulator.start();
  const workplace = await openWorkplace({
    dataDir: testInfo.outputPath('data'),
    env: {},
    sms,
    telephone,
    change: (file) => {
      file.policy.contact = { ...file.policy.contact, mode: 'required-or-deferred', callRecords: true };
    },
  });
  const { page, link } = workplace;
  try {
    await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
    await expect(page.locator('#status-connection')).toHaveAttribute('data-connection', 'online');
    const screen = await fill(page);
    const row = page.locator('#contact-row');
    await expect(row).toHaveAttribute('data-contact', 'pending');
    await look(page, 'contact-row');
    await screen.tickEveryCheck();
    await page.locator('#action-submit').click();
    await expect(page.locator('#review-error [data-code], #review-error[data-code]').first()).toHaveAttribute(
      'data-code',
      'contact/not-established',
    );
    await expect(page.locator('#action-contact')).toBeFocused();
    await page.keyboard.press('t');
    await expect(page.locator('#contact-send')).toBeFocused();
    await look(page, 'contact-dialog');
    await expectAccessible(page, 'contact dialog');
    await page.keyboard.press('Enter');
    const typed = page.locator('#contact-code');
    await expect(typed).toBeFocused();
    await expect(page.locator('#contact-resend')).toContainText('秒后');
    const code = sms.code(person.phone);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    await typed.fill(wrong);
    await page.keyboard.press('Enter');
    await expect(page.locator('#contact-code-error')).toContainText('还可以再试 4 次');
    await expect(typed).toBeFocused();
    await look(page, 'contact-code-wrong');
    // As somebody pastes it, full-width and with a space.
    await typed.fill(` ${[...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')}`);
    await expect(typed).toHaveValue(code);
    await page.keyboard.press('Enter');
    await expect(row).toHaveAttribute('data-contact', 'confirmed');
    const first = await screen.submit();
    await page.locator('#nav-records').click();
    const stateOf = (id: string) => page.locator(`.records-table tr[data-record-id="${id}"] [data-contact]`);
    await expect(stateOf(first)).toHaveText('联系方式已核验');

    await link.cut();
    await expect(page.locator('#status-connection')).toHaveAttribute('data-connection', 'offline', { timeout: 60_000 });
    await page.locator('#nav-capture').click();
    const second = await fill(page);
    await row.waitFor();
    await page.keyboard.press('t');
    await expect(page.locator('#contact-defer')).toBeFocused();
    await look(page, 'contact-offline');
    await page.keyboard.press('Enter');
    await expect(row).toHaveAttribute('data-deferred', 'true');
    const same = page.locator('#same-document-confirm');
    if (await same.isVisible()) await same.click();
    await second.tickEveryCheck();
    const id = await second.submit();
    await page.locator('#nav-records').click();
    await expect(stateOf(id)).toHaveText('联系方式待核验');
    await look(page, 'contact-list');
    await page.locator(`.records-table tr[data-record-id="${id}"] .records-open`).click();
    await expect(page.locator('#record-contact')).toHaveAttribute('data-contact', 'pending');
    await look(page, 'contact-record');
    await page.locator('#record-contact-open').click();
    await page.locator('#contact-asked-name').check();
    await page.locator('#contact-outcome-confirmed').check();
    await look(page, 'contact-call');
    await page.locator('#contact-record').click();
    await expect(page.locator('#record-contact')).toHaveAttribute('data-contact', 'confirmed');
    await expect(page.locator('#record-contact [data-way="telephone"]')).toContainText('本人接听，核对一致');
    // The telephone system knows of no such call: said beside the clerk's word, which stands.
    await link.restore();
    await expect(page.locator('#record-contact [data-call-record="refuted"]')).toContainText('通话记录中没有查到这次通话', {
      timeout: 60_000,
    });
    await expect(page.locator('#record-contact')).toHaveAttribute('data-contact', 'confirmed');
    await expectAccessible(page, 'record with a call');
    await look(page, 'contact-record-done');
  } finally {
    await workplace.close();
    await sms.stop();
    await telephone.stop();
  }
});
