// Every trouble on the real application (S2, S3, S4): its own screen with its own code, nothing lost, nothing deleted or made anew,
// and the work goes on when the cause is gone. Each test has one registration saved before the trouble, still unsent.
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestInfo } from '@playwright/test';
import { expectWorkGoesOn, saveOne, test } from '#test/e2e/trouble-test.ts';
import { clerk, person } from '#test/e2e/workplace-test.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { Counter } from '#test/support/trouble/counter.ts';
import { keyEntry } from '#test/support/trouble/key-entry.ts';
import { SmallDisk } from '#test/support/trouble/small-disk.ts';
import { openWorkstation } from '#test/support/workplace.ts';

/** What a session without any keychain looks like. */
function withoutKeychain(testInfo: TestInfo): Record<string, string> {
  return { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: mkdtempSync(testInfo.outputPath('runtime-')) };
}

test.describe.configure({ mode: 'parallel' });

test.describe('the keychain', () => {
  test('absent at the very first start: nothing is written, and with one the first start happens', async ({
    browserName: _unused,
  }, testInfo) => {
    const place = { dataDir: testInfo.outputPath('data'), keychainService: `Countersign first ${process.pid}` };
    const first = await openWorkstation({ ...place, env: withoutKeychain(testInfo) });
    await expect(first.page.locator('[data-screen="trouble"][data-code="keychain/absent"]')).toBeVisible();
    await first.page.locator('#trouble-retry').press('Enter');
    await expect(first.page.locator('[data-screen="trouble"][data-code="keychain/absent"]')).toBeVisible();
    // It was locked meanwhile; the keyboard is still where it was.
    await expect(first.page.locator('#trouble-retry')).toBeFocused();
    await first.app.close();
    const written = readdirSync(join(place.dataDir, 'workstation')).filter((name) => !/^workstation\.(log|lock)$/.test(name));
    expect(written).toEqual([]);

    const second = await openWorkstation({ ...place, env: {} });
    await expect(second.page.locator('[data-screen="enrolment"]')).toBeVisible();
    await second.app.close();
  });

  test('absent at a later start', async ({ waiting }, testInfo) => {
    const { counter } = waiting;
    const before = counter.files();
    await counter.start(withoutKeychain(testInfo));
    await counter.expectTrouble('keychain/absent');
    await counter.close();
    expect(counter.files()).toEqual(before);
    await counter.start();
    await expectWorkGoesOn(waiting);
  });

  test('locked, with no password or another one: unlocking it and trying again is enough', async ({ keychain }, testInfo) => {
    const counter = await Counter.open(testInfo.outputPath('data'), clerk, keychain.env);
    try {
      const waiting = await saveOne(counter);
      const before = counter.files();
      await keychain.lock(null);
      await counter.start();
      await counter.expectTrouble('keychain/locked');
      await keychain.lock('not its password');
      await counter.expectTrouble('keychain/locked');
      expect(counter.files()).toEqual(before);
      await keychain.unlock();
      await counter.retry();
      await expectWorkGoesOn(waiting);
    } finally {
      await counter.end();
    }
  });

  test('locked at the very first start: nothing is written', async ({ keychain }, testInfo) => {
    await keychain.lock(null);
    const dataDir = testInfo.outputPath('data');
    const { app, page } = await openWorkstation({ dataDir, keychainService: 'Countersign', env: keychain.env });
    const trouble = page.locator('[data-screen="trouble"][data-code="keychain/locked"]');
    await expect(trouble).toBeVisible();
    expect(existsSync(join(dataDir, 'workstation', 'workstation.db'))).toBe(false);
    expect(existsSync(join(dataDir, 'workstation', 'key-info.json'))).toBe(false);
    await keychain.unlock();
    await page.locator('#trouble-retry').click();
    await expect(page.locator('[data-screen="enrolment"]')).toBeVisible();
    await app.close();
  });

  test('without the key', async ({ waiting }) => {
    const { counter } = waiting;
    const entry = keyEntry(counter.workstationDir, counter.workplace.workstation.keychainService);
    const key = await entry.getSecret();
    expect(await entry.deleteCredential()).toBe(true);
    const before = counter.files();
    await counter.start();
    await counter.expectTrouble('keychain/key-missing');
    expect(counter.files()).toEqual(before);
    expect(await entry.getSecret()).toBe(null);
    await entry.setSecret(Buffer.from(key ?? []));
    await counter.retry();
    await expectWorkGoesOn(waiting);
  });

  test('with another key', async ({ waiting }) => {
    const { counter } = waiting;
    const entry = keyEntry(counter.workstationDir, counter.workplace.workstation.keychainService);
    const key = Buffer.from((await entry.getSecret()) ?? []);
    const other = randomBytes(32);
    await entry.setSecret(other);
    const before = counter.files();
    await counter.start();
    await counter.expectTrouble('keychain/key-wrong');
    expect(counter.files()).toEqual(before);
    expect(Buffer.from((await entry.getSecret()) ?? [])).toEqual(other);
    await entry.setSecret(key);
    await counter.retry();
    await expectWorkGoesOn(waiting);
  });
});

/** Flips one bit in several pages of a closed database. */
function damage(path: string): void {
  const content = readFileSync(path);
  const pages = content.length / 4096;
  for (const page of [2, Math.floor(pages / 2), pages - 1]) {
    const at = page * 4096 + 1_000;
    content[at] = (content[at] ?? 0) ^ 0x10;
  }
  writeFileSync(path, content);
}

test.describe('the database', () => {
  test('damaged: left as it is, byte for byte; a good copy opens again', async ({ waiting }, testInfo) => {
    const { counter } = waiting;
    const copy = testInfo.outputPath('copy.db');
    copyFileSync(counter.database, copy);
    damage(counter.database);
    const before = counter.files();
    await counter.start();
    await counter.expectTrouble('store/corrupt');
    expect(counter.files()).toEqual(before);
    await counter.close();
    expect(counter.files()).toEqual(before);
    copyFileSync(copy, counter.database);
    await counter.start();
    await expectWorkGoesOn(waiting);
  });

  test('missing: nothing is made in its place; put back, it opens', async ({ waiting }, testInfo) => {
    const { counter } = waiting;
    const elsewhere = testInfo.outputPath('elsewhere.db');
    renameSync(counter.database, elsewhere);
    const before = counter.files();
    await counter.start();
    await counter.expectTrouble('store/missing');
    expect(counter.files()).toEqual(before);
    expect(existsSync(counter.database)).toBe(false);
    renameSync(elsewhere, counter.database);
    await counter.retry();
    await expectWorkGoesOn(waiting);
  });

  test('damaged after a kill: neither the file nor its write-ahead log is touched', async ({ waiting }, testInfo) => {
    const { counter } = waiting;
    await counter.link.cut();
    await counter.start();
    await expect(counter.page.locator('[data-screen="sign-in"]')).toBeVisible();
    await counter.kill();
    expect(statSync(`${counter.database}-wal`).size).toBeGreaterThan(0);
    const copy = testInfo.outputPath('copy.db');
    copyFileSync(counter.database, copy);
    damage(counter.database);
    const before = counter.files();
    await counter.start();
    await counter.expectTrouble('store/corrupt');
    expect(counter.files()).toEqual(before);
    await counter.close();
    expect(counter.files()).toEqual(before);
    copyFileSync(copy, counter.database);
    await counter.link.restore();
    await counter.start();
    await expectWorkGoesOn(waiting);
  });

  test('damaged: rebuilt from snapshot and journal with one key, and what was damaged is kept', async ({ waiting }) => {
    const { counter } = waiting;
    damage(counter.database);
    const damaged = readFileSync(counter.database);
    await counter.start();
    await counter.expectTrouble('store/corrupt');
    await expect(counter.page.locator('#restore-start')).toBeFocused();
    await counter.page.keyboard.press('Enter');
    await expectWorkGoesOn(waiting);
    expect(readFileSync(`${counter.database}.damaged-1`).equals(damaged)).toBe(true);
  });
});

test.describe('the disk', () => {
  const cannotMount = 'this account may not mount the small disk that the test fills';

  test('full while submitting, and at the next start: what was typed stays, and room is all it takes', async ({
    browserName: _unused,
  }, testInfo) => {
    const disk = SmallDisk.mount(testInfo.outputPath('data', 'workstation', 'workstation'), 16);
    test.skip(disk === null, cannotMount);
    if (disk === null) return;
    // The policy would refuse to begin on a disk this small: here it is the disk itself that has to say no.
    const counter = await Counter.open(testInfo.outputPath('data'), clerk, {}, (organisation) => {
      organisation.policy.minimumFreeMebibytes = 1;
    });
    try {
      const { recordId } = await saveOne(counter);
      await counter.link.cut();
      await counter.start();
      await counter.signIn();
      await counter.fill(person);
      const { page } = counter;
      await page.locator('#same-document-confirm').click();
      disk.fill();
      await page.locator('#action-submit').click();
      await expect(page.locator('#review-error[data-code="store/disk-full"]')).toBeVisible();
      await expect(page.locator('#submitted')).toHaveCount(0);
      await expect(page.locator('#field-name')).toHaveValue(person.name);
      await expect(page.locator('#field-phone')).not.toHaveValue('');
      await counter.expectWaitingCount(1);
      disk.free();
      await page.locator('#action-submit').click();
      const second = (await page.locator('#submitted').getAttribute('data-record-id')) ?? '';
      await counter.expectWaiting([recordId, second]);

      // Full while typing: said at once, and kept by itself as soon as there is room.
      await page.locator('#nav-capture').click();
      const screen = new RegistrationScreen(page);
      await screen.begin();
      await screen.chooseService(null);
      await screen.acceptNotice();
      disk.fill();
      await screen.type('name', person.name);
      await expect(page.locator('#draft-refusal')).toHaveAttribute('data-code', 'store/disk-full');
      disk.free();
      await expect(page.locator('#draft-refusal')).toHaveCount(0);

      // Harder than after closing: a killed program leaves a log that has to be read first.
      await expect.poll(() => statSync(`${counter.database}-wal`).size).toBeGreaterThan(0);
      await counter.kill();
      disk.fill();
      const before = counter.files();
      await counter.start();
      await counter.expectTrouble('store/disk-full');
      expect(counter.files()).toEqual(before);
      disk.free();
      await counter.link.restore();
      await counter.retry();
      await counter.signIn();
      await counter.expectSynced([recordId, second]);
    } finally {
      await counter.end();
      disk.unmount();
    }
  });

  test('full at the very first start: room is all it takes', async ({ browserName: _unused }, testInfo) => {
    const dataDir = testInfo.outputPath('data');
    const disk = SmallDisk.mount(join(dataDir, 'workstation'), 8);
    test.skip(disk === null, cannotMount);
    if (disk === null) return;
    disk.fill();
    const { app, page } = await openWorkstation({ dataDir, keychainService: `Countersign full ${process.pid}`, env: {} });
    try {
      await expect(page.locator('[data-screen="trouble"][data-code="store/disk-full"]')).toBeVisible();
      disk.free();
      await page.locator('#trouble-retry').click();
      await expect(page.locator('[data-screen="enrolment"]')).toBeVisible();
    } finally {
      await app.close();
      disk.unmount();
    }
  });
});
