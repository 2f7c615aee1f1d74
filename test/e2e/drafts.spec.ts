// What was typed survives a kill, a sign-out and a closed window, for the clerk who typed it and for nobody else (S2, S6).
import { expect } from '@playwright/test';
import { clerk, otherClerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { closeWorkstation, openWorkstation, type Workstation } from '#test/support/workplace.ts';

async function beginAndType({ page }: Workstation): Promise<RegistrationScreen> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', person.name);
  await screen.choose('documentType', person.documentType);
  await screen.agreeTo('address');
  await screen.type('address', '人民路 9 号');
  await screen.type('documentNumber', person.documentNumber);
  return screen;
}

async function expectResumed({ page }: Workstation): Promise<RegistrationScreen> {
  await page.locator('.unfinished-resume').click();
  const screen = new RegistrationScreen(page);
  await expect(screen.field('name')).toHaveValue(person.name);
  await expect(screen.field('documentNumber')).toHaveValue('110101 19900307 1057');
  await expect(screen.field('address')).toHaveValue('人民路 9 号');
  await expect(page.locator('#consent-address')).toBeChecked();
  return screen;
}

test('kill -9 while typing: at most the last second is lost, and the registration ends as if nothing had happened', async ({
  signedIn,
}) => {
  await beginAndType(signedIn);
  await signedIn.page.waitForTimeout(1_000);
  signedIn.app.process().kill('SIGKILL');
  const again = await openWorkstation(signedIn.workstation);
  await new SignInScreen(again.page).signIn(clerk.number, clerk.passphrase);
  const screen = await expectResumed(again);
  await screen.type('phone', person.phone);
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  await screen.submit();
  await screen.begin();
  await expect(again.page.locator('#unfinished')).toHaveCount(0);
  await closeWorkstation(again);
});

test('kept at sign-out, it waits for its own clerk only', async ({ signedIn }) => {
  const { page } = signedIn;
  const screen = await beginAndType(signedIn);
  await page.locator('#action-discard').click();
  await page.locator('#leave-keep').click();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', '李静怡');

  // Both are named, masked; the open one is gone on with, the other one too.
  const rows = page.locator('#signing-out [data-registration-id]');
  await page.locator('#sign-out').click();
  await expect(rows).toHaveCount(2);
  await expect(page.locator('#signing-out')).not.toContainText(person.name);
  await expectAccessible(page, 'signing out');
  await rows.first().locator('.unfinished-resume').click();
  await expect(screen.field('name')).toHaveValue('李静怡');
  await expect(rows).toHaveCount(0);
  await page.locator('#sign-out').click();
  await expect(rows).toHaveCount(2);
  await rows.last().locator('.unfinished-resume').click();
  await expect(screen.field('name')).toHaveValue(person.name);
  await expect(rows).toHaveCount(0);
  await page.locator('#sign-out').click();
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(0);
  await expect(screen.field('name')).toHaveValue(person.name);
  await page.locator('#sign-out').click();
  await expect(rows).toHaveCount(2);
  await rows.first().locator('.unfinished-discard').click();
  await expect(rows).toHaveCount(1);
  await expect(page.locator('#leave-keep')).toBeFocused();
  await page.keyboard.press('Enter');
  const signIn = new SignInScreen(page);
  const press = (modifierCapsLock: boolean) =>
    page.locator('#sign-in-passphrase').dispatchEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock });
  const help = page.locator('#sign-in-passphrase-help');
  const usual = await help.innerText();
  await press(true);
  await expect(help).toContainText('大写');
  await press(false);
  await expect(help).toHaveText(usual);
  await signIn.signIn(otherClerk.number, otherClerk.passphrase);
  await page.locator('[data-service]').first().waitFor();
  await expect(page.locator('#unfinished')).toHaveCount(0);
  const id = await page.evaluate(() => window.bridge.call('registration.unfinished', {}));
  expect(id).toEqual({ ok: true, value: { items: [] } });
  await page.locator('#sign-out').click();
  await signIn.signIn(clerk.number, clerk.passphrase);
  await expect(page.locator('#unfinished')).toContainText('王');
  await expect(page.locator('#unfinished')).not.toContainText(person.name);
  await expectResumed(signedIn);
});

test('a lock blanks at once, by key and by idle time; its clerk goes straight on where they were, nobody else sees it', async ({
  signedIn,
}) => {
  const { page } = signedIn;
  const signIn = new SignInScreen(page);
  const screen = await beginAndType(signedIn);
  const lock = async () => {
    await page.keyboard.press('Control+l');
    await expect(page.locator('#sign-in-number')).toBeVisible();
    await expect(page.locator('body')).not.toContainText(person.name);
  };
  const expectBack = async () => {
    await expect(screen.field('name')).toHaveValue(person.name);
    await expect(screen.field('documentNumber')).toHaveValue('110101 19900307 1057');
    await expect(screen.field('address')).toBeFocused();
  };
  // What was copied leaves the clipboard with the session.
  const copied = () => signedIn.app.evaluate(({ clipboard }) => clipboard.readText());
  await screen.field('name').selectText();
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toBe(person.name);
  // What is far too long in one field keeps nobody from keeping what is typed into the others.
  await screen.type('address', '路'.repeat(100_000));
  await screen.type('phone', person.phone);
  await screen.field('address').focus();
  await lock();
  await expect.poll(copied).toBe('');
  await page.clock.install();
  await signIn.signIn(clerk.number, clerk.passphrase);
  await expectBack();
  await expect(screen.field('phone')).toHaveValue('138 0013 8000');
  await screen.type('address', '人民路 9 号');

  // Locked by a clock that ran on while timers stood still: the mouse that wakes the machine must not save the session.
  await page.clock.fastForward('09:50');
  await expect(page.locator('#field-name')).toBeVisible();
  await page.clock.fastForward('00:20');
  await expect(page.locator('#sign-in-number')).toBeVisible();

  // Whoever goes elsewhere at once is not taken from there by the registration that comes back.
  await page.evaluate(() => {
    new MutationObserver((_changes, observer) => {
      const rail = document.querySelector<HTMLElement>('#nav-records');
      if (rail === null) return;
      observer.disconnect();
      rail.click();
    }).observe(document.body, { childList: true, subtree: true });
  });
  await signIn.signIn(clerk.number, clerk.passphrase);
  await expect(page.locator('[data-view="records"]')).toBeVisible();
  await expect(page.locator('#records-empty')).toBeVisible();
  await page.locator('#nav-capture').click();
  await expect(page.locator('#unfinished [data-registration-id]')).toHaveCount(1);
  await expect(page.locator('[data-view="capture"]')).toHaveAttribute('data-at', 'service');
  await lock();

  await signIn.signIn(otherClerk.number, otherClerk.passphrase);
  await page.locator('[data-service]').first().waitFor();
  await expect(page.locator('#unfinished')).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText(person.name);
  await page.locator('#sign-out').click();
  // The way back ended with another person's sign-in; the list of unfinished ones is still the clerk's.
  await signIn.signIn(clerk.number, clerk.passphrase);
  await expectResumed(signedIn);
});

test('a discarded one is gone', async ({ signedIn }) => {
  const { page } = signedIn;
  await beginAndType(signedIn);
  await page.locator('#action-discard').click();
  await page.locator('#leave-keep').press('Enter');
  // The keyboard is at the question of the page that came, not nowhere.
  await expect(page.locator('#services-title')).toBeFocused();
  await page.locator('.unfinished-discard').press('Enter');
  await expect(page.locator('#unfinished')).toHaveCount(0);
  await expect(page.locator('#services-title')).toBeFocused();
});
