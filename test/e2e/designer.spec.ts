// The designer on the real application with the real server: a field without purpose is refused at its place, drafts survive, a
// published version is in force at once, and what was begun before goes on with its own version (R1.4, R2.2, R2.5, R2.6).
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { DesignScreen } from '#test/support/screens/design-screen.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { xlsx } from '#test/support/xlsx-file.ts';

const administrator = demonstrationStaff.find((one) => one.role === 'it-administrator') ?? clerk;
const form = 'real-name-registration';

test('a field is added, refused without purpose, published, and asked at the counter; a registration begun before ends with its own form', async ({
  signedIn,
}) => {
  const { page } = signedIn;
  const signIn = new SignInScreen(page);
  const before = new RegistrationScreen(page);
  await before.begin();
  await before.chooseService(null);
  await before.acceptNotice();
  await before.type('name', person.name);
  await page.locator('#sign-out').click();
  await page.locator('#leave-keep').click();

  await signIn.signIn(administrator.number, administrator.passphrase);
  const design = new DesignScreen(page);
  await design.open();
  await expect(design.item('form', form)).toHaveAttribute('data-state', 'published');
  await design.edit('form', form);
  const lines = page.locator('.design-list .design-line');
  await lines.nth(3).click();
  await page.locator('#design-add').click();
  // The first thing a new field needs has the focus.
  await expect(design.at('fields.4.label.zh-CN')).toBeFocused();
  await page.keyboard.type('有无同住人');
  await design.at('fields.4.label.en').fill('Others at home');
  await design.write('fields.4.help', '选一项。', 'Pick one.');
  await design.at('fields.4.necessity.zh-CN').fill('用于核定资费。');
  await design.at('fields.4.necessity.en').fill('Used to settle the tariff.');
  await design.at('fields.4.name').fill('others');
  await design.at('fields.4.part').selectOption('core');
  await design.at('fields.4.input.kind').selectOption('choice');
  await design.at('fields.4.input.options').click();
  for (const [index, value, zh, en] of [
    [0, 'yes', '有', 'Yes'],
    [1, 'no', '无', 'No'],
  ] as const) {
    await design.at(`fields.4.input.options.${index}.value`).fill(value);
    await design.write(`fields.4.input.options.${index}.label`, zh, en);
  }

  // One of them becomes any number of them; the options stay.
  await design.at('fields.4.input.kind').selectOption('choices');
  await expect(design.at('fields.4.input.options.1.value')).toHaveValue('no');

  // Spaces are no purpose (R1.4): nothing is asked, the place has the focus.
  await design.write('fields.4.purpose', ' 　 ', '  ');
  await page.locator('#design-publish').click();
  await expect(page.locator('#design-refused')).toHaveAttribute('data-code', 'design/refused');
  await expect(page.locator('#design-problems')).toHaveAttribute('data-count', '2');
  await expect(design.at('fields.4.purpose.zh-CN')).toBeFocused();
  await expect(page.locator('#design-passphrase')).toHaveCount(0);
  await design.write('fields.4.purpose', '按同住人数推荐套餐。', 'To suggest a plan for the household.');
  await expect(page.locator('#design-problems')).toHaveAttribute('data-count', '0');

  // A second field that is asked only when the first says so; moved and taken back by keyboard.
  await page.locator('#design-add').click();
  await design.write('fields.5.label', '同住人数', 'How many');
  await design.write('fields.5.help', '不含本人。', 'Without yourself.');
  await design.write('fields.5.purpose', '按人数推荐套餐。', 'To suggest a plan.');
  await design.write('fields.5.necessity', '不同人数资费不同。', 'The tariff depends on it.');
  await design.at('fields.5.name').fill('othersCount');
  await design.at('fields.5.part').selectOption('core');
  await design.at('fields.5.input.kind').selectOption('number');
  await design.at('fields.5.input').fill('1');
  await design.at('fields.5.showWhen').click();
  await design.at('fields.5.showWhen.rules.0.field').selectOption('others');
  await design.at('fields.5.showWhen.rules.0.is').selectOption('one-of');
  await page.locator('.design-rule input[type="checkbox"]').first().check();
  await expect(page.locator('#design-problems')).toHaveAttribute('data-count', '0');
  await lines.nth(5).focus();
  await page.keyboard.press('Alt+ArrowUp');
  expect((await design.fieldNames()).slice(4, 6)).toEqual(['othersCount', 'others']);
  await expect(page.locator('#design-problems [data-code="condition-field"]')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.locator('#design-problems')).toHaveAttribute('data-count', '0');
  await lines.nth(4).focus();
  await page.keyboard.press('Delete');
  expect(await design.fieldNames()).not.toContain('others');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+z');
  expect((await design.fieldNames()).slice(4, 6)).toEqual(['others', 'othersCount']);

  // The preview is the counter's own screen: the condition acts at once, and nothing is registered.
  await page.locator('#design-view-preview').click();
  const preview = new RegistrationScreen(page);
  await expect(preview.field('othersCount')).toHaveCount(0);
  await preview.choose('others', 'yes');
  await preview.type('othersCount', '0');
  await preview.field('othersCount').blur();
  await expect(page.locator('#field-othersCount-error')).toHaveAttribute('data-code', 'forms/number-too-small');
  await page.locator('#design-view-changes').click();
  await expect(page.locator('[data-change="fields.othersCount.input.minimum"]')).toBeVisible();

  // The draft outlives the screen; what was typed the moment before a lock is in it.
  await page.locator('#design-view-edit').click();
  await lines.nth(5).click();
  await design.at('fields.5.help.en').fill('Without yourself, please.');
  await page.keyboard.press('Control+l');
  await signIn.signIn(administrator.number, administrator.passphrase);
  await design.open();
  await expect(design.item('form', form)).toHaveAttribute('data-state', 'changed');
  await design.edit('form', form);
  await expect(page.locator('.design-line[aria-current="true"]')).toBeFocused();
  await lines.nth(5).click();
  await expect(design.at('fields.5.help.en')).toHaveValue('Without yourself, please.');

  await design.publish('not the passphrase');
  await expect(page.locator('#design-publish-error')).toHaveAttribute('data-code', 'staff/wrong-credentials');
  await signedIn.link.cut();
  await page.locator('#design-passphrase').fill(administrator.passphrase);
  await page.locator('#design-publish-confirm').click();
  await expect(page.locator('#design-publish-error')).toHaveAttribute('data-code', 'server/unreachable');
  await signedIn.link.restore();
  await page.locator('#design-passphrase').fill(administrator.passphrase);
  await page.locator('#design-publish-confirm').click();
  await page.locator('#design-done').waitFor();
  await expect(design.item('form', form)).toHaveAttribute('data-version', '2');
  await expect(design.item('form', form)).toHaveAttribute('data-state', 'published');
  await page.locator('#sign-out').click();

  // At the counter: the new form for whoever comes now …
  await signIn.signIn(clerk.number, clerk.passphrase);
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await expect(screen.field('others')).toBeVisible();
  await expect(screen.field('othersCount')).toHaveCount(0);
  await screen.choose('others', 'yes');
  await expect(screen.field('othersCount')).toBeVisible();
  await screen.choose('others', 'no yes');
  await expect(screen.field('othersCount')).toBeVisible();
  await page.locator('#field-others-yes').focus();
  await page.keyboard.press('1');
  await expect(screen.field('othersCount')).toHaveCount(0);
  await page.keyboard.press('1');
  await expectAccessible(page, 'several choices');
  await page.keyboard.press('Enter');
  await expect(screen.field('othersCount')).toBeFocused();
  await screen.choose('others', 'no');
  await screen.type('name', person.name);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  expect(await screen.proceedToReview()).toEqual([]);
  await expect(page.locator('[data-review="others"]')).toContainText('无');
  await expect(page.locator('[data-review="othersCount"]')).toHaveCount(0);
  await screen.tickEveryCheck();
  await screen.submit();

  // … and the old one for the registration that was begun with it.
  await screen.begin();
  await page.locator('.unfinished-resume').click();
  await expect(screen.field('name')).toHaveValue(person.name);
  await expect(screen.field('others')).toHaveCount(0);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  await screen.submit();
  const queue = new QueueScreen(page);
  await queue.open();
  expect((await queue.waitForReceipts(2, 20_000)).size).toBe(2);
});

const survey = [
  ['type', 'name', 'label::中文', 'label::English', 'required', 'relevant', 'appearance'],
  ['text', 'home_address', '住址', 'Address', 'yes', '', 'multiline'],
  ['geopoint', 'place', '位置', 'Place'],
];

test('a notice, a new service and an imported form, on screens that everybody can use', async ({ workplace }) => {
  const { page } = workplace;
  await new SignInScreen(page).signIn(administrator.number, administrator.passphrase);
  const design = new DesignScreen(page);
  await design.open();
  await expectAccessible(page, 'designer, list');

  await page.locator('#design-file').setInputFiles({ name: 'x.xlsx', mimeType: 'application/zip', buffer: Buffer.from('no') });
  await expect(page.locator('#design-file-problem')).toHaveAttribute('data-code', 'design/not-a-spreadsheet');
  const buffer = Buffer.from(xlsx({ survey }));
  await page.locator('#design-file').setInputFiles({ name: 'survey.xlsx', mimeType: 'application/zip', buffer });
  await expect(page.locator('#design-import-report')).toHaveAttribute('data-fields', '1');
  await expect(page.locator('[data-outcome="left-out"][data-code="type-unsupported"]')).toHaveCount(1);
  await expect(page.locator('[data-code="reasons-missing"]')).toHaveCount(1);
  await expectAccessible(page, 'designer, report of an import');
  await page.locator('#design-import-take').click();
  await page.locator('.design-editor').waitFor();
  expect(await design.fieldNames()).toEqual(['homeAddress']);
  await expect(page.locator('#design-problems [data-path="fields.0.purpose.zh-CN"]')).toHaveCount(1);
  await expectAccessible(page, 'designer, form');
  // Dropping work is asked first; the harmless answer has the focus.
  await page.locator('#design-discard').click();
  await expect(page.locator('#design-discard-cancel')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.design-editor')).toBeVisible();
  await page.locator('#design-discard').click();
  await page.locator('#design-discard-confirm').click();

  await page.locator('#language').click();
  await design.edit('notice', 'registration-notice');
  await design.at('title.en').fill('Notice, second edition');
  // Another workspace in between: what was typed the moment before is in the draft that opens again.
  await page.locator('#nav-queue').click();
  await design.open();
  await expect(design.item('notice', 'registration-notice')).toHaveAttribute('data-state', 'changed');
  await design.edit('notice', 'registration-notice');
  await expect(design.at('title.en')).toHaveValue('Notice, second edition');
  await expectAccessible(page, 'designer, notice');
  await page.locator('#design-view-preview').click();
  await expect(page.locator('#notice h1')).toHaveText('Notice, second edition');
  await page.keyboard.press('l');
  await expect(page.locator('#notice')).toHaveAttribute('lang', 'zh-CN');
  await page.keyboard.press('Escape');
  await page.locator('#design-publish').click();
  await page.locator('#design-passphrase').waitFor();
  await expectAccessible(page, 'designer, publishing');
  await page.locator('#design-passphrase').fill(administrator.passphrase);
  await page.keyboard.press('Enter');
  await page.locator('#design-done').waitFor();
  await expect(design.item('notice', 'registration-notice')).toHaveAttribute('data-version', '2');

  await page.locator('#design-new-service').click();
  await design.write('name', '副卡', 'Second card');
  await design.at('id').fill('mobile-activation');
  await expect(page.locator('#design-problems [data-code="id-taken"]')).toHaveCount(1);
  await design.at('id').fill('second-card');
  await design.at('formId').selectOption(form);
  await design.at('noticeId').selectOption('registration-notice');
  await expectAccessible(page, 'designer, service');
  await design.at('name.en').fill('');
  await page.locator('#design-close').click();

  // Withdrawn: its line says so, and the counter does not have it. One act for both, with one proof.
  await design.edit('service', 'mobile-activation');
  await expect(design.at('name.zh-CN')).toBeFocused();
  await design.at('isWithdrawn').check();
  await page.locator('#design-close').click();
  await page.locator('#design-publish-together').click();
  const second = page.locator('[data-together="service/second-card"]');
  await expect(second).toHaveAttribute('data-ready', 'false');
  await expect(page.locator('#design-publish-confirm')).toBeDisabled();
  await expectAccessible(page, 'designer, publishing together');
  await second.locator('input').uncheck();
  await expect(page.locator('#design-publish-confirm')).toBeEnabled();
  await page.keyboard.press('Escape');
  await design.edit('service', 'second-card');
  await design.at('name.en').fill('Second card');
  await page.locator('#design-close').click();
  await page.locator('#design-publish-together').click();
  await page.locator('#design-passphrase').fill(administrator.passphrase);
  await page.keyboard.press('Enter');
  await expect(page.locator('#design-done')).toBeFocused();
  await expect(design.item('service', 'second-card')).toHaveAttribute('data-state', 'published');
  await expect(design.item('service', 'mobile-activation')).toHaveAttribute('data-state', 'withdrawn');
  await page.locator('#sign-out').click();
  await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
  await page.locator('#service-second-card').waitFor();
  await expect(page.locator('#service-mobile-activation')).toHaveCount(0);
});
