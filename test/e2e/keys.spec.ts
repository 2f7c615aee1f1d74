// The drills of S3 on the real application, with the real keychain, the real server and its commands: a lost key comes back by two
// custodians, an IT administrator changes the key, an old copy of the files is noticed at the start and by the server. No record is
// lost in any of them.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { expect } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { expectWorkGoesOn, test } from '#test/e2e/trouble-test.ts';
import { person } from '#test/e2e/workplace-test.ts';
import { expectAccessible } from '#test/support/accessible.ts';
import { answerRecovery, copies } from '#test/support/server-process.ts';
import type { Counter } from '#test/support/trouble/counter.ts';
import { keyEntry } from '#test/support/trouble/key-entry.ts';

test.describe.configure({ mode: 'parallel' });

const itAdministrator = demonstrationStaff.find(({ role }) => role === 'it-administrator') ?? { number: '', passphrase: '' };

/** Opens the panel by keyboard, as a person without a mouse does. */
async function openRecovery({ page }: Counter): Promise<void> {
  await expect(page.locator('#trouble-retry')).toBeFocused();
  for (let stops = 0; stops < 5; stops++) {
    await page.keyboard.press('Tab');
    if (await page.locator('#recovery-open').evaluate((button) => button === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('#recovery-save')).toBeFocused();
}

/** Request out, two custodians, answer in. */
async function recover(counter: Counter, folder: string): Promise<void> {
  const { page, workplace } = counter;
  const fingerprint = await page.locator('#recovery-fingerprint').innerText();
  const request = await page.locator('#recovery-request').inputValue();
  const { serverDataDir, secrets } = workplace;
  const answer = await answerRecovery({ serverDataDir, secrets, folder }, { request, fingerprint });
  await page.locator('#recovery-file').setInputFiles(answer);
  await expect(page.locator('#recovery-answer')).not.toHaveValue('');
  await page.locator('#recovery-import').click();
  await expect(page.locator('[data-screen="sign-in"]')).toBeVisible();
}

test('the key is lost: two custodians bring it back; then an IT administrator changes it', async ({ waiting }, testInfo) => {
  const { counter } = waiting;
  const entry = keyEntry(counter.workstationDir, counter.workplace.workstation.keychainService);
  expect(await entry.deleteCredential()).toBe(true);
  await counter.start();
  await counter.expectTrouble('keychain/key-missing');
  await openRecovery(counter);
  const { page } = counter;
  await expectAccessible(page, 'recovery');
  await page.locator('#recovery-import').click();
  await expect(page.locator('#recovery-answer-error')).toBeVisible();
  await page.locator('#recovery-answer').fill('{"not":"an answer"}'.repeat(2_000));
  await page.locator('#recovery-import').click();
  await expect(page.locator('#recovery-error[data-code="recovery/answer-unreadable"]')).toBeVisible();
  // Days may pass: the request is the same after a restart.
  const fingerprint = await page.locator('#recovery-fingerprint').innerText();
  await counter.close();
  await counter.start();
  await openRecovery(counter);
  await expect(counter.page.locator('#recovery-fingerprint')).toHaveText(fingerprint);
  await recover(counter, testInfo.outputPath('recovery'));
  await expectWorkGoesOn(waiting);
  await counter.page.locator('#sign-out').click();

  await counter.signIn(itAdministrator);
  await counter.page.locator('#nav-workstation').click();
  const keyId = counter.page.locator('[data-fact="keyId"] dd');
  const before = await keyId.innerText();
  await expectAccessible(counter.page, 'workstation');
  // Where the file goes is asked by the system; here only that the page hands it over and nothing refuses.
  await counter.page.locator('#audit-export').click();
  await expect(counter.page.locator('#audit-export')).toBeEnabled();
  await expect(counter.page.locator('#workstation-error')).toBeHidden();
  await counter.page.locator('#key-change').click();
  await expect(counter.page.locator('#key-change-cancel')).toBeFocused();
  await counter.page.locator('#key-change-now').click();
  await expect(counter.page.locator('[data-screen="sign-in"]')).toBeVisible();
  await counter.signIn(itAdministrator);
  await counter.page.locator('#nav-workstation').click();
  await expect(keyId).not.toHaveText(before);
  await counter.page.locator('#sign-out').click();
  await counter.signIn();
  await counter.expectSynced([waiting.recordId]);
  expect((await entry.getSecret())?.length).toBe(1);
});

test('an old copy of the files: noticed at the start, accepted by two custodians, noticed by the server, ended by a person', async ({
  waiting,
}, testInfo) => {
  const { counter, recordId } = waiting;
  const { serverDataDir, secrets } = counter.workplace;
  const copy = testInfo.outputPath('copy');
  await counter.start();
  await counter.signIn();
  await counter.expectSynced([recordId]);
  await counter.close();
  cpSync(counter.workstationDir, copy, { recursive: true });
  await counter.start();
  await counter.signIn();
  const later = await counter.register(person);
  await counter.expectSynced([recordId, later]);
  await counter.close();

  rmSync(counter.workstationDir, { recursive: true });
  cpSync(copy, counter.workstationDir, { recursive: true });
  const before = counter.files();
  await counter.start();
  await counter.expectTrouble('store/rolled-back');
  expect(counter.files()).toEqual(before);
  await openRecovery(counter);
  const folder = testInfo.outputPath('recovery');
  await recover(counter, folder);
  expect(readFileSync(`${folder}/journal.jsonl`, 'utf8')).toContain('accept-rollback');

  await counter.signIn();
  const { page } = counter;
  await expect(page.locator('#copy-alarm[data-code="devices/rolled-back"]')).toBeVisible();
  const third = await counter.register(person);
  await expect(page.locator('#status-waiting')).toHaveAttribute('data-count', '0');
  await expectAccessible(page, 'an alarm over the workspace');
  const attention: { deviceId: string; attention: string } = JSON.parse(await copies(serverDataDir, secrets));
  expect(attention.attention).toBe('rolled-back');
  await copies(serverDataDir, secrets, attention.deviceId);
  await counter.close();
  await counter.start();
  await counter.signIn();
  await expect(counter.page.locator('#status-connection')).toHaveAttribute('data-connection', 'online');
  await expect(counter.page.locator('#copy-alarm')).toHaveCount(0);
  expect(await copies(serverDataDir, secrets)).toBe('');
  expect(await counter.recordIds()).toContain(third);
});
