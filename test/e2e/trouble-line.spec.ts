// Troubles of the line and of the process (S2, S4): no server, another server, something that is no server, a killed program, a second
// program. Nothing is sent to a stranger, nothing is lost, nothing is stored twice.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { test } from '#test/e2e/trouble-test.ts';
import { clerk, otherClerk, person } from '#test/e2e/workplace-test.ts';
import { initialiseServer, randomSecrets, ServerProcess } from '#test/support/server-process.ts';
import { registerWithoutPause } from '#test/support/trouble/busy-clerk.ts';
import type { Counter } from '#test/support/trouble/counter.ts';
import { Impostor } from '#test/support/trouble/impostor.ts';
import { serverRecords } from '#test/support/trouble/server-records.ts';
import { openWorkstation } from '#test/support/workplace.ts';

test.describe.configure({ mode: 'parallel' });

async function expectConnection({ page }: Counter, connection: string): Promise<void> {
  await expect(page.locator('#status-connection')).toHaveAttribute('data-connection', connection);
}

/** Asks for an attempt and sees why it failed, in the queue and in the status bar. */
async function expectSyncTrouble(counter: Counter, connection: string, code: string): Promise<void> {
  await counter.page.locator('#nav-queue').click();
  await counter.page.locator('#sync-now').click();
  await expect(counter.page.locator(`#sync-error[data-code="${code}"]`)).toBeVisible();
  await expectConnection(counter, connection);
}

test('no server for a whole shift: two clerks and a restart work without it', async ({ waiting }) => {
  const { counter, recordId } = waiting;
  await counter.link.cut();
  await counter.start();
  const saved = [recordId];
  for (const member of [clerk, otherClerk]) {
    await counter.signIn(member);
    saved.push(await counter.register(person));
    await expectConnection(counter, 'offline');
    await counter.expectWaitingCount(saved.length);
    await counter.page.locator('#sign-out').click();
  }
  await counter.close();
  await counter.start();
  await counter.signIn();
  await counter.expectWaiting(saved);
  await expectSyncTrouble(counter, 'offline', 'server/unreachable');
  await counter.link.restore();
  await counter.expectSynced(saved);
  await expectConnection(counter, 'online');
});

test('another server at the address gets nothing but the question who it is', async ({ waiting }, testInfo) => {
  const { counter, recordId } = waiting;
  const [strangerDir, secrets] = [testInfo.outputPath('data', 'stranger'), randomSecrets()];
  await initialiseServer(strangerDir, secrets);
  const stranger = await ServerProcess.start(strangerDir, secrets);
  await counter.link.cut();
  const between = await Impostor.proxy(counter.link.url, stranger.url);
  await counter.start();
  await counter.signIn();
  await expectSyncTrouble(counter, 'wrong-server', 'server/wrong-identity');
  const second = await counter.register(person);
  await expectSyncTrouble(counter, 'wrong-server', 'server/wrong-identity');
  await counter.expectWaiting([recordId, second]);
  expect(new Set(between.requests)).toEqual(new Set(['GET /v1/probe']));
  await between.stop();
  await stranger.stop();
  expect(await serverRecords(strangerDir, secrets)).toEqual([]);

  const honest = await Impostor.proxy(counter.link.url, counter.workplace.server.url);
  await counter.expectSynced([recordId, second]);
  expect(honest.count('POST /v1/records')).toBeGreaterThan(0);
  await honest.stop();
});

test('a captive portal that says yes to everything is not online', async ({ waiting }) => {
  const { counter, recordId } = waiting;
  await counter.link.cut();
  const portal = await Impostor.captivePortal(counter.link.url);
  await counter.start();
  await counter.signIn();
  await expectSyncTrouble(counter, 'offline', 'server/answer-invalid');
  await counter.expectWaiting([recordId]);
  expect(new Set(portal.requests)).toEqual(new Set(['GET /v1/probe']));
  await portal.stop();
  await counter.link.restore();
  await counter.expectSynced([recordId]);
});

test('killed as soon as the page says it is saved', async ({ waiting }) => {
  const { counter, recordId } = waiting;
  await counter.link.cut();
  await counter.start();
  await counter.signIn();
  const second = await counter.register(person);
  await counter.kill();
  await counter.start();
  await counter.signIn();
  await counter.expectWaiting([recordId, second]);
  await counter.link.restore();
  await counter.expectSynced([recordId, second]);
});

test('killed after the server stored the record and before its receipt arrived: it is there once', async ({ waiting }) => {
  const { counter, recordId } = waiting;
  const { server, serverDataDir, secrets } = counter.workplace;
  await counter.link.cut();
  const between = await Impostor.proxy(counter.link.url, server.url, (path) => path === '/v1/records');
  await counter.start();
  await expect.poll(() => serverRecords(serverDataDir, secrets), { timeout: 20_000 }).toEqual([recordId]);
  await counter.kill();
  await between.stop();
  await counter.start();
  await counter.signIn();
  await counter.expectWaiting([recordId]);
  await counter.link.restore();
  await counter.expectSynced([recordId]);
});

for (const seed of [1, 2, 3]) {
  test(`killed in the middle of rapid submissions, seed ${seed}: what was answered is there, and all of it once`, async ({
    waiting,
  }) => {
    const { counter, recordId } = waiting;
    await counter.start();
    await counter.signIn();
    const saved = registerWithoutPause(counter.page, person);
    await expect.poll(() => saved.length, { timeout: 10_000, intervals: [5] }).toBeGreaterThan(seed);
    await sleep((seed * 37) % 100);
    await counter.kill();
    const answered = [recordId, ...saved];
    expect(new Set(answered).size).toBe(answered.length);

    await counter.start();
    await counter.signIn();
    const kept = await counter.recordIds();
    for (const id of answered) expect(kept).toContain(id);
    // What was committed and not yet answered, or answered and not yet heard of here, is there too: each of them once.
    expect(new Set(kept).size).toBe(kept.length);
    await counter.expectSynced(kept);
  });
}

test('a second start over the same data ends by itself, and the first goes on', async ({ waiting }) => {
  const { counter, recordId } = waiting;
  await counter.link.cut();
  await counter.start();
  await counter.signIn();
  const { dataDir, keychainService, env } = counter.workplace.workstation;
  await expect(openWorkstation({ dataDir, keychainService, env })).rejects.toThrow();
  const second = await counter.register(person);
  await counter.link.restore();
  await counter.expectSynced([recordId, second]);
});

test('a second program that reaches the same files another way is told so and changes nothing', async ({ waiting }, testInfo) => {
  const { counter, recordId } = waiting;
  await counter.link.cut();
  await counter.start();
  await counter.signIn();
  const { keychainService, env } = counter.workplace.workstation;
  const dataDir = testInfo.outputPath('data', 'another-way');
  mkdirSync(dataDir);
  symlinkSync(counter.workstationDir, join(dataDir, 'workstation'));
  const second = await openWorkstation({ dataDir, keychainService, env });
  const trouble = second.page.locator('[data-screen="trouble"][data-code="store/in-use"]');
  await expect(trouble).toBeVisible();
  const saved = await counter.register(person);
  await second.page.locator('#trouble-retry').click();
  await expect(trouble).toBeVisible();
  await counter.close();
  await second.page.locator('#trouble-retry').click();
  await expect(second.page.locator('[data-screen="sign-in"]')).toBeVisible();
  await second.app.close();
  await counter.link.restore();
  await counter.start();
  await counter.signIn();
  await counter.expectSynced([recordId, saved]);
});
