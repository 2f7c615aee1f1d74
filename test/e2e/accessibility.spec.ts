// Every screen, in both languages: axe (WCAG 2.1 A and AA) in the light and the dark look, and nothing cut off at 1366×768 with larger
// text. Workspaces are walked by the rail of each role, so a new one is here by itself; a screen inside one is a line.
import { expect, type Page } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible, expectFits } from '#test/support/accessible.ts';
import { EarlyForm } from '#test/support/early-form.ts';
import { wedge } from '#test/support/keyboard-wedge.ts';
import { PictureScreen } from '#test/support/screens/picture-screen.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';

/** Name, and how to get there from the one before. */
type Walk = readonly (readonly [string, () => Promise<unknown>])[];

async function walk(page: Page, screens: Walk): Promise<void> {
  for (const [name, go] of screens) {
    await test.step(name, async () => {
      await go();
      await expectAccessible(page, name);
      await expectFits(page, name);
    });
  }
}

/** Every workspace this person may enter. */
async function walkRail(page: Page, role: string): Promise<void> {
  const ids = await page.locator('.frame-rail button').evaluateAll((buttons) => buttons.map(({ id }) => id));
  await walk(
    page,
    ids.map((id) => [`${role}: ${id}`, () => page.locator(`#${id}`).click()]),
  );
}

const passphraseField = '#sign-in-passphrase';

/** The finger is on the button when a line appears above it. */
async function pressWhileItMoves(page: Page): Promise<void> {
  await page.locator('#sign-in-submit').hover();
  await page.mouse.down();
  await page.evaluate(() => {
    const line = document.createElement('div');
    line.style.height = '6rem';
    document.body.prepend(line);
  });
}

/** The form that stands before the screens (ADR 40) is the one they go on with: the same fields, with all that was done in them. */
async function signInEarly(page: Page, by: 'keys' | 'mouse'): Promise<void> {
  const early = await EarlyForm.of(page);
  await early.stand();
  await walk(page, [['early sign-in', async () => undefined]]);
  await page.keyboard.type('half');
  await page.keyboard.press('Enter');
  await expect(page.locator(passphraseField)).toBeFocused();
  await page.keyboard.type('ab');
  await page.keyboard.press('ArrowLeft');
  const fields = await page.locator('.sign-in input').elementHandles();
  const place = await page.locator('#sign-in-submit').boundingBox();
  await early.letScreensCome();
  await page.locator('[data-screen="sign-in"] #shift-summary').waitFor();
  expect(await page.locator('#sign-in-submit').boundingBox()).toEqual(place);
  for (const field of fields) expect(await field.evaluate((element) => element.isConnected)).toBe(true);
  await page.keyboard.type('-');
  await expect(page.locator('#sign-in-number')).toHaveValue('half');
  await expect(page.locator(passphraseField)).toHaveValue('a-b');

  // Pressed before anybody heard it: what was pressed beside the form happens, a sign-in that was typed on does not, one that was not does.
  await early.stand();
  await expect(page.locator('#sign-in-number')).toHaveValue('');
  await expect(page.locator(passphraseField)).toHaveValue('');
  await page.keyboard.type(clerk.number);
  await page.keyboard.press('Tab');
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await expect(page.locator('.sign-in')).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.type('er');
  await page.locator('#look').click();
  await early.letScreensCome();
  await page.locator('[data-screen="sign-in"] #look-close').click();
  await expect(page.locator('#sign-in-error')).toHaveCount(0);
  await expect(page.locator(passphraseField)).toHaveValue('wronger');

  await early.stand();
  await page.keyboard.type(clerk.number);
  await page.keyboard.press('Tab');
  await page.keyboard.type(clerk.passphrase);
  if (by === 'keys') await page.keyboard.press('Enter');
  else await pressWhileItMoves(page);
  await early.letScreensCome();
  if (by === 'mouse') {
    await page.locator('[data-screen="sign-in"]').waitFor();
    await page.mouse.up();
  }
  await expect(page.locator('#signed-in')).toHaveAttribute('data-staff', clerk.number);
}

function member(role: string) {
  return demonstrationStaff.find((one) => one.role === role) ?? clerk;
}

for (const language of ['zh-CN', 'en'] as const) {
  test(`every screen in ${language}`, async ({ workplace }) => {
    test.slow();
    const { page, link } = workplace;
    const signIn = new SignInScreen(page);
    const screen = new RegistrationScreen(page);
    const queue = new QueueScreen(page);
    const pictures = new PictureScreen(page);
    await page.locator('#sign-in-number').waitFor();
    if (language === 'en') await page.locator('#language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await walk(page, [
      ['sign-in', async () => undefined],
      ['display settings', () => page.locator('#look').click()],
      [
        'sign-in refused',
        async () => {
          await page.locator('#look-close').click();
          await signIn.attempt(clerk.number, 'wrong');
          await page.locator('#sign-in-error').waitFor();
        },
      ],
    ]);
    await signInEarly(page, language === 'en' ? 'mouse' : 'keys');
    await walk(page, [
      ['own account', () => page.locator('#signed-in').click()],
      ['own passphrase', () => page.locator('#passphrase-change').click()],
      [
        'services',
        async () => {
          await page.locator('#passphrase-cancel').click();
          await page.locator('#person-close').click();
          await screen.begin();
        },
      ],
      ['notice', () => screen.chooseService(null)],
      ['form', () => screen.acceptNotice()],
    ]);
    await test.step('the core fields need no scrolling', async () => {
      const last = await page.locator('[data-part="core"]').last().boundingBox();
      const status = await page.locator('.status').boundingBox();
      expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(status?.y ?? 0);
    });
    await walk(page, [
      ['keys of the page', () => page.keyboard.press('F1')],
      [
        'region list',
        async () => {
          await page.locator('#shortcuts-close').click();
          await screen.agreeTo('region');
          await page.locator('#field-region').press('ArrowDown');
          await page.locator('[role="option"]').first().waitFor();
        },
      ],
      [
        'what a reader says',
        async () => {
          await page.keyboard.press('Escape');
          await expect(async () => {
            await wedge(page, `${person.name}|男|汉|19900307|北京市东城区 1 号|${person.documentNumber}`);
            await page.locator('#reading').waitFor({ timeout: 1_000 });
          }).toPass();
        },
      ],
      [
        'form with an error',
        async () => {
          await page.locator('#reading-leave').click();
          await screen.type('region', '');
          await screen.choose('documentType', person.documentType);
          await screen.type('documentNumber', '110101199003071058');
          await screen.type('name', person.name);
          await screen.type('phone', person.phone);
          await screen.proceedToReview();
        },
      ],
      ['leaving', () => page.locator('#action-discard').click()],
      [
        'review',
        async () => {
          await page.locator('#leave-stay').click();
          await screen.type('documentNumber', person.documentNumber);
          await screen.proceedToReview();
        },
      ],
      [
        'submitted',
        async () => {
          await link.cut();
          await screen.tickEveryCheck();
          await screen.submit();
        },
      ],
      ['queue offline', () => queue.open()],
      ['record', () => page.locator('.queue-open').first().click()],
      [
        'limits',
        async () => {
          await page.locator('#record-close').click();
          await page.locator('#status-limits').click();
        },
      ],
    ]);
    await page.locator('#limits-close').click();
    await page.locator('#nav-capture').click();
    await walk(page, [
      [
        'signature on the notice',
        async () => {
          await screen.begin();
          await screen.chooseService('card-replacement');
          await page.locator('#notice-accept').click();
        },
      ],
      ['form with images', () => pictures.sign()],
      [
        'camera',
        async () => {
          await page.locator('#field-documentScan').click();
          await page.locator('.camera[data-camera="live"]').waitFor();
        },
      ],
      ['picture taken', () => page.locator('#camera-shutter').click()],
      [
        'signature on the form',
        async () => {
          await page.locator('#camera-use').click();
          await pictures.field('documentScan').and(page.locator('[data-image="kept"]')).waitFor();
          await screen.choose('documentType', person.documentType);
          for (const name of ['name', 'documentNumber', 'phone'] as const) await screen.type(name, person[name]);
          await screen.proceedToReview();
          await page.locator('#action-sign').click();
        },
      ],
      ['signed', () => pictures.sign()],
    ]);
    await screen.discard();
    await link.restore();
    await queue.open();
    await queue.waitForReceipts(1, 60_000);
    await walkRail(page, 'clerk');
    for (const role of ['supervisor', 'it-administrator']) {
      await page.locator('#sign-out').click();
      const { number, passphrase } = member(role);
      await signIn.signIn(number, passphrase);
      await walkRail(page, role);
    }
  });
}

test('text size and theme are chosen, applied at once and remembered', async ({ workplace }) => {
  const { page } = workplace;
  const html = page.locator('html');
  await page.locator('#look').click();
  await page.locator('#look-size-150').check();
  await page.locator('#look-theme-dark').check();
  await expect(html).toHaveAttribute('data-size', '150');
  await expect(html).toHaveCSS('font-size', '22.5px');
  await expect(html).toHaveCSS('color-scheme', 'dark');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(html).toHaveAttribute('data-size', '150');
  await expect(html).toHaveAttribute('data-theme', 'dark');
});
