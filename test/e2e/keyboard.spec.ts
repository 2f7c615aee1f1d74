// The counter by keyboard alone (S5): a whole registration without the mouse, input methods, held keys, the sheet of shortcuts, the region
// list, and document readers of both kinds (R2.1).
import { expect, type Page } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { mod112CheckCharacter } from '#src/domain/identity/check-characters.ts';
import { test as base, clerk, person } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { wedge } from '#test/support/keyboard-wedge.ts';
import { ReaderSimulator } from '#test/support/reader-simulator.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { openWorkplace, type Workplace } from '#test/support/workplace.ts';

const test = base.extend<{ readonly reader: ReaderSimulator; readonly atReader: Workplace }>({
  reader: async ({ browserName: _unused }, use) => {
    const reader = await ReaderSimulator.start();
    await use(reader);
    reader.stop();
  },
  atReader: async ({ reader }, use, testInfo) => {
    const dataDir = testInfo.outputPath('data');
    const workplace = await openWorkplace({ dataDir, env: {}, args: reader.switches });
    await new SignInScreen(workplace.page).signIn(clerk.number, clerk.passphrase);
    await use(workplace);
    await workplace.close();
  },
});

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');
/** At a person's speed, so that no reader is suspected. */
const human = { delay: 12 };

async function beginByKeys(page: Page): Promise<void> {
  await page.locator('[data-service]').first().waitFor();
  await page.keyboard.press('1');
  await page.locator('#notice').waitFor();
  await page.keyboard.press('y');
  await expect.poll(() => focused(page)).toBe('field-name');
}

test('a registration without the mouse, in the order of the form, and held or early keys change nothing', async ({
  signedIn,
}, testInfo) => {
  const { page } = signedIn;
  const { keyboard } = page;
  await beginByKeys(page);
  const begunAt = Date.now();

  // A held Enter stays at the field that is wrong, and at the one that is right.
  await page.evaluate(() =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true })),
  );
  expect(await focused(page)).toBe('field-name');
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('field-name');
  await expect(page.locator('#field-name-error')).toHaveAttribute('data-code', 'name/empty');

  await keyboard.type(person.name, human);
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('field-documentType-resident-id');
  await keyboard.press('1');
  expect(await focused(page)).toBe('field-documentNumber');
  await keyboard.type(person.documentNumber, human);
  const number = page.locator('#field-documentNumber');
  const grouped = await number.inputValue();
  await keyboard.press('Control+z');
  await expect(number).toHaveValue('');
  await keyboard.press('Control+y');
  await expect(number).toHaveValue(grouped);
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('field-phone');
  await keyboard.press('Shift+Enter');
  expect(await focused(page)).toBe('field-documentNumber');
  await keyboard.press('Enter');
  await keyboard.type(person.phone, human);
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('consent-region');

  await keyboard.press('Space');
  await expect.poll(() => focused(page)).toBe('field-region');
  await keyboard.type('kmwh', human);
  await expect(page.locator('[role="option"][aria-selected="true"]')).toContainText('云南省昆明市五华区');
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('consent-address');
  await expect(page.locator('#field-region')).toHaveValue('云南省昆明市五华区');
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('consent-occupation');
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('action-review');
  await keyboard.press('Enter');
  await page.locator('#review').waitFor();
  await expect(page.locator('[data-review="region"]')).toContainText('云南省昆明市五华区');
  for (const key of ['1', '2', '3', '4']) await keyboard.press(key);
  await expect.poll(() => focused(page)).toBe('action-submit');
  await keyboard.press('Enter');
  await page.locator('#submitted').waitFor();
  testInfo.annotations.push({ type: 'a registration by keys', description: `${Date.now() - begunAt} ms` });
  await keyboard.press('Enter');
  await page.locator('[data-service]').first().waitFor();
});

test('an input method composes in peace, the sheet tells the page’s own keys, and the region list opens at once', async ({
  signedIn,
}) => {
  const { page } = signedIn;
  const { keyboard } = page;
  await beginByKeys(page);
  const session = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const composingEnter = () =>
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });

  await compose('wang');
  await composingEnter();
  expect(await focused(page)).toBe('field-name');
  await session.send('Input.insertText', { text: '王小明' });
  await expect(page.locator('#field-name')).toHaveValue('王小明');
  await keyboard.press('Enter');
  await keyboard.press('1');
  // Full-width digits, as an input method in Chinese mode writes them.
  await session.send('Input.insertText', { text: '１１０１０１１９９００３０７１０５７' });
  await expect(page.locator('#field-documentNumber')).toHaveValue('110101 19900307 1057');

  const screen = new RegistrationScreen(page);
  await screen.agreeTo('region');
  const opened = await page.evaluate(async () => {
    const input = document.getElementById('field-region');
    const begun = performance.now();
    input?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
    while (document.querySelectorAll('[role="option"]').length === 0) await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - begun;
  });
  expect(opened).toBeLessThan(50);
  await keyboard.press('Escape');
  await expect(page.locator('#field-region')).toHaveAttribute('aria-expanded', 'false');
  await compose('kunm');
  await composingEnter();
  expect(await focused(page)).toBe('field-region');
  await session.send('Input.insertText', { text: '昆明' });
  await keyboard.press('Tab');
  await expect(page.locator('#field-region')).toHaveValue('云南省昆明市');
  await screen.type('region', '不存在的地方');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await keyboard.press('Enter');
  expect(await focused(page)).toBe('field-region');
  await expect(page.locator('#field-region-error')).toHaveAttribute('data-code', 'forms/region');

  await keyboard.press('F1');
  await expect(page.locator('#shortcuts [data-keys="enter"]')).toBeVisible();
  await expect(page.locator('#shortcuts [data-keys="f2"]')).toHaveCount(0);
  await keyboard.press('Escape');
  expect(await focused(page)).toBe('field-region');
  await page.locator('#action-discard').click();
  await page.locator('#leave-discard').click();
  await page.locator('[data-service]').first().click();
  await page.locator('#notice').waitFor();
  await keyboard.press('?');
  for (const key of ['y', 'n', 'l', 'escape', '1', '2', '3'])
    await expect(page.locator(`#shortcuts [data-keys="${key}"]`)).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('2');
  await expect(page.locator('#notice-party')).toHaveAttribute('data-party', 'guardian');
});

test('readers: by key and cancelled, another person left alone, and a keyboard wedge wherever the focus is', async ({
  atReader,
  reader,
}) => {
  const { page } = atReader;
  const { keyboard } = page;
  await beginByKeys(page);
  // The key works once the page has heard that there is a reader, and shows it from then on.
  await page.locator('#read-document').waitFor();
  await keyboard.press('F2');
  await page.locator('#reading-waiting').waitFor();
  await keyboard.press('Escape');
  await expect(page.locator('#reader-error')).toHaveAttribute('data-code', 'reader/cancelled');

  reader.card = { name: '李静怡', number: '310115198512242281', address: '上海市浦东新区 2 号' };
  await page.locator('#field-name').fill(person.name);
  await keyboard.press('F2');
  await expect(page.locator('[data-read="name"]')).toContainText('李静怡');
  await keyboard.press('Escape');
  await expect(page.locator('#reading')).toHaveCount(0);
  await expect(page.locator('#field-name')).toHaveValue(person.name);

  await page.locator('#consent-address').focus();
  await expect(async () => {
    await wedge(page, '王小明|男|汉|19900307|北京市东城区 1 号|110101199003071057');
    await expect(page.locator('#reading')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.locator('#consent-address')).not.toBeChecked();
  await expect(page.locator('#field-name')).toHaveValue(person.name);
  await keyboard.press('Enter');
  await expect(page.locator('#field-documentNumber')).toHaveValue('110101 19900307 1057');
  await expect.poll(() => focused(page)).toBe('field-phone');
  await keyboard.type(person.phone, human);
  const screen = new RegistrationScreen(page);
  expect(await screen.proceedToReview()).toEqual([]);
  await expect(page.locator('[data-review="name"] td').first()).toHaveAttribute('data-source', 'reader');
  await expect(page.locator('[data-review="phone"] td').first()).toHaveAttribute('data-source', 'typed');
  await screen.tickEveryCheck();
  await screen.submit();
});

test('a child without a guardian: one key leads to the guardian’s own acceptance, and what is needed anyway stays', async ({
  signedIn,
}) => {
  const { page } = signedIn;
  const { keyboard } = page;
  await beginByKeys(page);
  const screen = new RegistrationScreen(page);
  const first = await page.locator('[data-registration-id]').getAttribute('data-registration-id');
  await screen.type('name', '王小满');
  await screen.choose('documentType', 'resident-id');
  await screen.agreeTo('address');
  await screen.type('address', '幸福路 1 号');
  await page.locator('#field-documentNumber').focus();
  await keyboard.type(`11010120200307105${mod112CheckCharacter('11010120200307105')}`, human);
  await keyboard.press('Enter');
  await expect(page.locator('#field-documentNumber-error')).toHaveAttribute('data-code', 'forms/guardian-needed');
  await expectAccessible(page, 'a guardian is needed');
  await keyboard.press('F4');
  await expect(page.locator('#notice-party')).toHaveAttribute('data-party', 'guardian');
  await keyboard.press('y');
  await expect(page.locator('[data-party="representative"]').first()).toBeVisible();
  expect(await page.locator('.capture').getAttribute('data-registration-id')).not.toBe(first);
  await expect(page.locator('#field-name')).toHaveValue('王小满');
  await expect(page.locator('#field-documentNumber')).toHaveValue(/^110101 20200307 105/u);
  await expect(page.locator('#field-address')).toHaveValue('');
  await expect(page.locator('#consent-address')).not.toBeChecked();
  await expect.poll(() => focused(page)).toBe('field-phone');
  // Nothing of the registration without a guardian is left at the workstation.
  await page.locator('#action-discard').click();
  await page.locator('#leave-discard').click();
  await page.locator('[data-service]').first().waitFor();
  await expect(page.locator('#unfinished')).toHaveCount(0);
});

test('an IT administrator tries and saves what the keyboard reader types, and the clerk reads with it', async ({ workplace }) => {
  const { page } = workplace;
  const signIn = new SignInScreen(page);
  const { number, passphrase } = demonstrationStaff.find(({ role }) => role === 'it-administrator') ?? clerk;
  const read = async (text: string, until: () => Promise<unknown>) =>
    expect(async () => {
      await wedge(page, text);
      await until();
    }).toPass({ timeout: 20_000 });
  await signIn.signIn(number, passphrase);
  await page.locator('#nav-workstation').click();
  await page.locator('#wedge-prefix').fill('ID:');
  await page.locator('#wedge-separator').fill('');
  await expect(page.locator('#readers-save')).toBeDisabled();
  await page.locator('#wedge-separator').fill(';');
  await page.locator('#wedge-fewer').click();
  await page.locator('#wedge-part-1').selectOption('documentNumber');
  await page.locator('#wedge-part-4').selectOption('');
  const result = page.locator('#wedge-test-result');
  await page.locator('#wedge-test').focus();
  await read(`王小明|${person.documentNumber}`, () => expect(result).toHaveAttribute('data-members', '', { timeout: 1_000 }));
  await read(`ID:王小明;${person.documentNumber};;;`, () =>
    expect(result).toHaveAttribute('data-members', 'name documentType documentNumber', { timeout: 1_000 }),
  );
  await expect(page.locator('#wedge-test')).toHaveValue('');
  await page.locator('#readers-save').click();
  await expect(page.locator('#readers-status')).toHaveAttribute('data-saved', 'true');
  await page.locator('#sign-out').click();
  await signIn.signIn(clerk.number, clerk.passphrase);
  await beginByKeys(page);
  await read(`ID:李静怡;${person.documentNumber};;;`, () => page.locator('#reading').waitFor({ timeout: 1_000 }));
  await expect(page.locator('[data-read="name"]')).toContainText('李静怡');
  await page.locator('#reading-leave').click();
  await page.locator('#action-discard').click();
  await page.locator('#leave-discard').click();
});
