// Reading at the server on the real application (R1.3, R5.1, R5.2, R5.5): an inspector proves who they are once, finds records without a
// name, opens a class for a purpose and sees it go, and looks at statistics that tell nothing of few people.

import { expect, type Page } from '@playwright/test';
import type { Organisation } from '#server/app/organisation.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { writeRequest, writeRestriction } from '#server/test-bench-standing.ts';
import { dayInChina } from '#src/base/china-time.ts';
import { weekOf, yearOf } from '#src/domain/statistics/periods.ts';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { expectAccessible, expectFits } from '#test/support/accessible.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { takeInEarlier } from '#test/support/earlier-records.ts';
import { askOnlineWithProof } from '#test/support/proof-request.ts';
import { realPng } from '#test/support/real-picture.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { openWorkplace } from '#test/support/workplace.ts';

const inspector = demonstrationStaff.find((one) => one.role === 'inspector') ?? clerk;
const supervisor = demonstrationStaff.find((one) => one.role === 'supervisor') ?? clerk;
const picturesDir = process.env.COUNTERSIGN_LOOK_DIR;

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await expectFits(page, name);
  if (picturesDir === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${picturesDir}/${name}-${colorScheme}.png` });
  }
}

const mine = { name: person.name, documentType: person.documentType, documentNumber: person.documentNumber };
const records = [
  { branchId: 'main-street', serviceId: 'mobile-activation', daysAgo: 0, count: 21 },
  { branchId: 'main-street', serviceId: 'broadband-activation', daysAgo: 7, count: 34 },
  { branchId: 'old-town', serviceId: 'mobile-activation', daysAgo: 14, count: 12 },
  { branchId: 'old-town', serviceId: 'mobile-activation', daysAgo: 21, count: 2 },
  { branchId: 'main-street', serviceId: 'professional-plan', daysAgo: 28, count: 9 },
  { branchId: 'main-street', serviceId: 'mobile-activation', daysAgo: 0, count: 1, values: mine, picture: realPng(640, 400) },
];

/** Whether the week so many days ago lies in this year of weeks. */
function isThisYear(daysAgo: number): boolean {
  const year = (ms: number) => yearOf(weekOf(dayInChina(ms)));
  return year(Date.now() - daysAgo * 86_400_000) === year(Date.now());
}
const counted = records.filter(({ daysAgo }) => isThisYear(daysAgo));
const sum = (some: typeof records) => some.reduce((all, { count }) => all + count, 0);

/** Twelve people restricted and one suspended, and requests of subjects: six late, seven new. */
async function writeStanding(organisation: Organisation, [of = []]: readonly (readonly string[])[]): Promise<void> {
  const now = Date.now();
  for (const [index, recordId] of of.slice(0, 13).entries()) {
    await writeRestriction(organisation, recordId, { from: now - (index % 2) * 10 * 86_400_000, isSuspended: index === 0 });
  }
  const own = { kind: 'query', branchId: 'main-street' } as const;
  for (let number = 1; number <= 13; number++) {
    await writeRequest(organisation, { ...own, number, openedMs: now - (number <= 6 ? 200 * 86_400_000 : 0) });
  }
}

test('an inspector reads one record for a purpose, and counts all of them without one', async ({ browserName: _ }, testInfo) => {
  const authority = await AuthoritySimulator.start();
  let ids: readonly (readonly string[])[] = [];
  let requestId = '';
  const workplace = await openWorkplace({
    dataDir: testInfo.outputPath('data'),
    env: {},
    authority,
    before: async (dataDir, secrets) => {
      ids = await takeInEarlier(dataDir, secrets, records, async (organisation, taken) => {
        await writeStanding(organisation, taken);
        const asked = { recordId: taken.at(-1)?.at(-1) ?? '', name: '王晓明', picture: realPng(320, 200) };
        requestId = await askOnlineWithProof(organisation, { dataDir, secrets }, asked);
      });
    },
  });
  const { page } = workplace;
  try {
    await new SignInScreen(page).signIn(inspector.number, inspector.passphrase);
    await page.locator('#reading-show').waitFor();
    await look(page, 'reading-intro');
    await page.locator('#reading-show').click();
    await page.locator('#prove-passphrase').fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.locator('#prove-error')).toHaveAttribute('data-code', 'staff/wrong-credentials');
    await page.locator('#prove-passphrase').fill(inspector.passphrase);
    await page.keyboard.press('Enter');
    await expect(page.locator('#reading-record')).toBeFocused();
    await page.keyboard.press('Enter');
    const rows = page.locator('.central-table tr[data-record-id]');
    await expect(rows).toHaveCount(50);
    await look(page, 'reading-list');
    await expect(page.locator('.central-table')).not.toContainText(person.name);

    const [id = ''] = ids.at(-1) ?? [];
    await page.locator('#reading-document-number').fill(person.documentNumber);
    // Whom a record is about is found out after it came.
    await expect(async () => {
      await page.locator('#reading-find').click();
      await expect(rows.and(page.locator(`[data-record-id="${id}"]`))).toHaveCount(1, { timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await expect(rows).toHaveCount(1);
    await rows.locator('.central-open').click();
    const identity = page.locator('.central-class[data-class="identity"]');
    await expect(identity.locator('.central-read')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(identity.locator('[data-field="name"] dd')).toHaveText(person.name);
    await look(page, 'reading-open');
    // The picture of the class, drawn for half a minute, and gone with the values.
    const picture = identity.locator('[data-picture="form-signature"]');
    await picture.locator('.sealed-picture-open').click();
    await expect(picture.locator('canvas')).toHaveJSProperty('width', 640);
    await look(page, 'reading-picture');
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await expect(identity).toHaveAttribute('data-shown', 'false');
    await expect(page.locator('body')).not.toContainText(person.name);
    await expect(page.locator('canvas')).toHaveCount(0);
    await page.keyboard.press('Escape');

    await page.locator('#nav-statistics').click();
    await page.locator('#statistics-show').click();
    await expect(page.locator('#statistics-total')).toHaveAttribute('data-total', String(sum(counted)));
    const ofMain = sum(counted.filter(({ branchId }) => branchId === 'main-street'));
    await expect(page.locator('#statistics-branches [data-key="main-street"]')).toHaveAttribute(
      'data-value',
      ofMain === 21 ? 'hidden' : String(ofMain),
    );
    // A week of two records is not told, and gives itself away by no difference.
    await expect(page.locator('#statistics-time [data-value="2"]')).toHaveCount(0);
    await expect(page.locator('#statistics-hidden')).toBeVisible({ visible: isThisYear(21) || ofMain === 21 });
    await expect(page.locator('#statistics-time [data-value="34"]')).toHaveCount(isThisYear(7) ? 1 : 0);
    await expect(page.locator('#statistics-requests-open [data-key="overdue"]')).toHaveAttribute('data-value', '6');
    await expect(page.locator('#statistics-requests-answered-none')).toBeVisible();
    // One suspended person is not told, nor how many the others are.
    await expect(page.locator('#statistics-restricted [data-value="hidden"]')).toHaveCount(2);
    await expect(page.locator('#statistics-restricted-branches [data-key="main-street"]')).toHaveAttribute('data-value', '13');
    await expect(page.locator('#statistics-restricted-ages [data-key="0-6"]')).toHaveAttribute('data-value', '7');
    await look(page, 'statistics-year');
    if (picturesDir !== undefined) {
      await page.locator('#statistics-requests-open').scrollIntoViewIfNeeded();
      await look(page, 'statistics-standing');
      await page.locator('#statistics-begun').scrollIntoViewIfNeeded();
      await look(page, 'statistics-begun');
    }
    await page.locator('#statistics-unit').selectOption('week');
    await expect(page.locator('#statistics-total')).toHaveAttribute('data-total', '22');
    await page.locator('#statistics-period').click();
    await page.keyboard.press('ArrowLeft');
    await expect(page.locator('#statistics-total')).toHaveAttribute('data-total', '34');
    await look(page, 'statistics-week');
    if (picturesDir !== undefined) {
      await page.locator('#language').click();
      await look(page, 'statistics-week-en');
      await page.locator('#statistics-requests-open').scrollIntoViewIfNeeded();
      await look(page, 'statistics-standing-en');
    }

    await page.keyboard.press('Control+l');
    await new SignInScreen(page).signIn(inspector.number, inspector.passphrase);
    await page.locator('#nav-statistics').click();
    await page.locator('#statistics-show').click();
    await expect(page.locator('#prove-passphrase')).toBeFocused();
    await page.locator('#prove-cancel').click();

    // Whoever compares a correction asked for online sees the picture that proves it.
    await page.locator('#sign-out').click();
    await new SignInScreen(page).signIn(supervisor.number, supervisor.passphrase);
    await page.locator('#nav-requests').click();
    await page.locator('#requests-show').click();
    await page.locator('#prove-passphrase').fill(supervisor.passphrase);
    await page.keyboard.press('Enter');
    await page.locator(`[data-request-id="${requestId}"] .requests-open`).click();
    await page.locator('#request-compare').click();
    await expect(page.locator('[data-proof="1"] canvas')).toHaveJSProperty('width', 320);
    await look(page, 'requests-proof');
  } finally {
    await workplace.close();
    await authority.stop();
  }
});
