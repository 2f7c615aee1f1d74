// Three registrations refused by the authority restrict the person at every workstation; a supervisor identifies them at the counter, checks
// and releases by name and reason, and registrations go on (R3.5, R3.6).
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { demonstrationBranch } from '#test/support/founded-server.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { issueEnrolmentCode } from '#test/support/server-process.ts';
import { closeWorkstation, openWorkplace, openWorkstation } from '#test/support/workplace.ts';

const supervisor = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? clerk;
const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;
const points = ['original-seen', 'person-matches', 'details-asked'] as const;

/** For people who look at it: both languages, light and dark. */
async function look(page: Page, name: string): Promise<void> {
  if (picturesDir === undefined) return;
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme);
    await page.screenshot({ path: join(picturesDir, `restriction-${name}-${theme}.png`) });
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
}

async function fill(page: Page): Promise<RegistrationScreen> {
  const screen = new RegistrationScreen(page);
  await page.locator('#nav-capture').click();
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.type('name', person.name);
  await screen.choose('documentType', person.documentType);
  await screen.type('documentNumber', person.documentNumber);
  await screen.type('phone', person.phone);
  return screen;
}

async function review(page: Page, screen: RegistrationScreen): Promise<void> {
  expect(await screen.proceedToReview()).toEqual([]);
  const same = page.locator('#same-document-confirm');
  if (await same.isVisible()) await same.click();
  await screen.tickEveryCheck();
}

async function identify(page: Page): Promise<void> {
  for (const point of points) await page.locator(`#identity-${point}`).check();
  await page.locator('#identity-number').fill(supervisor.number);
  await page.locator('#identity-passphrase').fill(supervisor.passphrase);
}

async function decide(page: Page): Promise<void> {
  await page.locator('#restrictions-passphrase').fill(supervisor.passphrase);
  await page.locator('#restrictions-confirm').click();
}

test('three refusals restrict everywhere; checked, released, registered', async ({ browserName: _ }, testInfo) => {
  const authority = await AuthoritySimulator.start();
  const workplace = await openWorkplace({
    dataDir: testInfo.outputPath('data'),
    env: {},
    authority,
    change: (file) => {
      file.policy.requiredChecks = ['identity-authority'];
    },
  });
  const { page, link, serverDataDir, secrets, workstation } = workplace;
  const code = await issueEnrolmentCode(serverDataDir, secrets, demonstrationBranch);
  const other = await openWorkstation({
    dataDir: testInfo.outputPath('other'),
    env: {},
    keychainService: `${workstation.keychainService} other`,
    args: [`--enrol-server=${link.url}`, `--enrol-code=${code}`, '--enrol-name=Counter 2'],
  });
  try {
    await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
    for (let time = 0; time < 3; time++) {
      const screen = await fill(page);
      await expect(page.locator('#restriction')).toHaveCount(0);
      await review(page, screen);
      await screen.submit();
    }

    // Another workstation hears of it while the person's number stands on its screen, and knows it without a network.
    await new SignInScreen(other.page).signIn(clerk.number, clerk.passphrase);
    const second = await fill(other.page);
    await expect(other.page.locator('#restriction[data-state="restricted"]')).toBeVisible({ timeout: 90_000 });
    await expectAccessible(other.page, 'a restricted person');
    await look(other.page, 'told');
    await link.cut();
    await review(other.page, second);
    await other.page.locator('#action-submit').click();
    await expect(other.page.locator('[data-code="restriction/check-needed"]')).toBeVisible();
    await other.page.keyboard.press('F6');
    await identify(other.page);
    await expectAccessible(other.page, 'the further identity check');
    await look(other.page, 'check');
    await other.page.locator('#identity-confirm').click();
    await expect(other.page.locator('#restriction-checked')).toContainText(supervisor.name);
    await look(other.page, 'checked');
    await second.submit();
    authority.people.set(person.documentNumber, person.name);
    await link.restore();

    await page.locator('#sign-out').click();
    await new SignInScreen(page).signIn(supervisor.number, supervisor.passphrase);
    await page.locator('#nav-restrictions').click();
    const row = page.locator('.restrictions-table tr[data-subject-id]');
    // That the person was identified at the other counter counts, once the record is here and the agent has said whom it is about.
    await page.locator('#restrictions-show').click();
    await page.locator('#prove-passphrase').fill(supervisor.passphrase);
    await page.locator('#prove-confirm').click();
    await expect(row).toHaveCount(1);
    await expect(async () => {
      await page.locator('#restrictions-show').click();
      await expect(row).toHaveAttribute('data-check', 'passed', { timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    await expect(row).toHaveAttribute('data-state', 'restricted');
    await expect(row.locator('[data-record-id]')).toHaveCount(3);
    await expect(row.locator('.restrictions-released')).toBeEnabled();
    await expectAccessible(page, 'open restrictions');
    await look(page, 'list');
    await page.locator('#restrictions-state').selectOption('suspended');
    await page.locator('#restrictions-record').press('Enter');
    await expect(page.locator('#restrictions-none')).toBeVisible();
    await page.locator('#restrictions-clear').click();
    await expect(row).toHaveCount(1);
    await page.locator('#restrictions-record').fill('12345');
    await page.keyboard.press('Enter');
    await expect(
      page.locator('[data-code="restriction/unknown"], #restrictions-record[aria-invalid="true"]').first(),
    ).toBeVisible();
    await look(page, 'wrong');
    await page
      .locator('#restrictions-record')
      .fill((await row.locator('[data-record-id]').first().getAttribute('data-record-id')) ?? '');
    await page.locator('#restrictions-branch').selectOption(demonstrationBranch);
    await page.locator('#restrictions-find').click();
    await expect(row).toHaveCount(1);
    await look(page, 'found');
    await row.locator('.restrictions-checked').click();
    for (const point of points) await page.locator(`#restrictions-${point}`).check();
    await page.locator('#restrictions-result').selectOption('passed');
    await look(page, 'decision');
    await decide(page);
    await expect(row).toHaveAttribute('data-check', 'passed');
    await row.locator('.restrictions-released').click();
    await page.locator('#restrictions-reason').selectOption('identity-confirmed');
    await decide(page);
    await expect(page.locator('#restrictions-none')).toBeVisible();

    await fill(other.page);
    await expect(other.page.locator('#restriction')).toHaveCount(0, { timeout: 90_000 });
  } finally {
    await closeWorkstation(other);
    await workplace.close();
    await authority.stop();
  }
});
