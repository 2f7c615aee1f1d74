// Older copies and clones of a workstation (S3), as the workstation and the server notice them together: files and keychain are
// really copied, both copies really go on.
import { cpSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';

let first: TestWorkstation;
let second: TestWorkstation;

beforeEach(async () => {
  first = new TestWorkstation(await usualOrganisation());
  second = new TestWorkstation(await usualOrganisation(), first.server);
  await first.start(first.order);
  await workOnce(first);
  await first.app.close();
});
afterEach(async () => {
  await first.remove();
  await second.remove();
});

/** Copies the data folder and the keychain of the closed first one. */
function clone(): void {
  rmSync(second.dataDir, { recursive: true, force: true });
  cpSync(first.dataDir, second.dataDir, { recursive: true });
  for (const [account, secret] of first.keychain.entries) second.keychain.entries.set(account, secret);
}

async function workOnce(workstation: TestWorkstation): Promise<string> {
  unwrap(await workstation.signIn());
  const recordId = await workstation.register();
  unwrap(await workstation.api['staff.signOut']({}));
  await tell(workstation);
  return recordId;
}

/** An attempt long enough after the last one for the head to be told again. */
async function tell(workstation: TestWorkstation): Promise<void> {
  for (const { time } of [first, second]) time.advance(61_000);
  unwrap(await workstation.signIn());
  unwrap(await workstation.api['sync.now']({}));
}

async function alarm(workstation: TestWorkstation): Promise<string | null> {
  return unwrap(await workstation.api['sync.overview']({})).copyAlarm;
}

test('a workstation that just works is never suspected, over restarts and lost answers', async () => {
  await first.start();
  await workOnce(first);
  const { send } = first.server;
  first.server.send = async (request) => {
    const answer = await send.call(first.server, request);
    return request.url.endsWith('/v1/heads') ? { ok: false, error: 'unreachable' } : answer;
  };
  await workOnce(first);
  first.server.send = send;
  await workOnce(first);
  await first.restart();
  await tell(first);
  expect(await alarm(first)).toBeNull();
  expect(first.server.knownHead).toMatchObject({ attention: null });
  expect(first.server.knownHead.head?.sequence).toBeGreaterThan(5);
});

test('an old copy of files and keychain on another machine is told so; its records are sent all the same', async () => {
  clone();
  await first.start();
  await workOnce(first);
  await first.app.close();
  await second.start();
  const recordId = await workOnce(second);
  expect(await alarm(second)).toBe('devices/rolled-back');
  expect(first.server.stored.has(recordId)).toBe(true);
  // The alarm outlives a restart without a line.
  first.server.mode = 'down';
  await second.restart();
  expect(await alarm(second)).toBe('devices/rolled-back');
});

test('two copies that both go on are told so, both of them; a person’s decision ends it', async () => {
  clone();
  await first.start();
  await second.start();
  await workOnce(first);
  await workOnce(second);
  expect(await alarm(second)).toBe('devices/rolled-back');
  await workOnce(first);
  expect(await alarm(first)).toBeNull();
  await tell(second);
  expect(await alarm(second)).toBe('devices/cloned');
  await workOnce(first);
  expect(await alarm(first)).toBe('devices/cloned');

  first.server.knownHead = { head: null, attention: null, isContinued: false };
  await first.app.close();
  await tell(second);
  expect(await alarm(second)).toBeNull();
  await tell(second);
  expect(await alarm(second)).toBeNull();
});

test('a server of before answers nothing about heads: no alarm, no failed attempt', async () => {
  const { send } = first.server;
  first.server.send = async (request) => {
    if (!request.url.endsWith('/v1/heads')) return send.call(first.server, request);
    return { ok: true, value: { status: 404, body: '{"error":{"code":"internal/not-found","params":{}}}' } };
  };
  await first.start();
  await workOnce(first);
  expect(unwrap(await first.api['sync.overview']({}))).toMatchObject({ copyAlarm: null, lastError: null, connection: 'online' });
});
