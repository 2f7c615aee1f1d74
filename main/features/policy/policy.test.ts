// The limits of the policy at a running workstation: what is refused when one is reached, and what never is (S2, S5).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';
import type { LimitName } from '#src/domain/policy/limits.ts';

let workstation: TestWorkstation;
const dayMs = 86_400_000;
const minuteMs = 60_000;

beforeEach(async () => {
  workstation = await signedInWorkstation(usualOrganisation({ maximumPending: 2, minimumFreeMebibytes: 500 }));
});
afterEach(() => workstation.remove());

async function limit(name: LimitName) {
  const { limits } = unwrap(await workstation.api['policy.limits']({}));
  return limits.find((one) => one.name === name);
}
const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN' } as const;
const accept = () => workstation.api['consent.accept'](shown);
const submit = (registrationId: string) => workstation.app.call('registration.submit', { registrationId });

test('a full queue refuses new registrations, never the end of an open one, and opens when records were sent', async () => {
  workstation.server.mode = 'down';
  const open = await workstation.begin();
  await workstation.register();
  expect(await limit('pending')).toMatchObject({ level: 'fine', used: 1, allowed: 2 });
  await workstation.register();
  expect(await limit('pending')).toMatchObject({ level: 'reached', used: 2 });
  expect(await accept()).toMatchObject({ error: { code: 'policy/too-many-pending', params: { waiting: 2, allowed: 2 } } });
  unwrap(await workstation.review(open));
  unwrap(await submit(open));
  expect(refusalOf(await workstation.app.call('consent.decline', shown))).toBe('ok');
  workstation.server.mode = 'up';
  unwrap(await workstation.api['sync.now']({}));
  expect(await limit('pending')).toMatchObject({ level: 'fine', used: 0 });
  unwrap(await accept());
});

test('a disk below the minimum refuses new registrations and lets open ones be finished', async () => {
  const open = await workstation.begin();
  workstation.freeMebibytes = 600;
  expect(await limit('disk')).toMatchObject({ level: 'warning', used: 600, allowed: 500 });
  unwrap(await accept());
  workstation.freeMebibytes = 499;
  expect(await accept()).toMatchObject({ error: { code: 'policy/disk-low', params: { free: 499, needed: 500 } } });
  unwrap(await workstation.review(open));
  unwrap(await submit(open));
  workstation.freeMebibytes = null;
  unwrap(await accept());
});

test('days without the server warn with the day sign-in ends, also before anybody is signed in', async () => {
  workstation.server.mode = 'down';
  unwrap(await workstation.api['staff.signOut']({}));
  workstation.time.advance(9 * dayMs);
  expect((await limit('offline-days'))?.level).toBe('fine');
  workstation.time.advance(dayMs);
  expect(await limit('offline-days')).toMatchObject({
    level: 'warning',
    used: 10,
    allowed: 14,
    reachedAt: '2026-12-08T08:00:00.000Z',
  });
  workstation.time.advance(4 * dayMs - 1);
  expect((await limit('offline-days'))?.level).toBe('warning');
  workstation.time.advance(1);
  expect((await limit('offline-days'))?.level).toBe('reached');
  expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
});

describe('a wrong clock', () => {
  test('is known after a verified answer, survives a restart offline, is recorded once, and forbids nothing', async () => {
    expect(await limit('clock-drift')).toMatchObject({ level: 'fine', used: 0 });
    workstation.time.clockMs -= 20 * minuteMs;
    await workstation.restart();
    await expect.poll(async () => (await limit('clock-drift'))?.used).toBe(-20);
    expect(await limit('clock-drift')).toMatchObject({ level: 'reached', allowed: 10 });
    workstation.server.mode = 'down';
    await workstation.restart();
    expect(await limit('clock-drift')).toMatchObject({ level: 'reached', used: -20 });
    unwrap(await workstation.signIn());
    unwrap(await accept());
    await workstation.app.close();
    const [key = new Uint8Array()] = workstation.keychain.entries.values();
    const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
    const rows = store.all(z.object({ event: z.string() }), 'SELECT event FROM audit');
    store.close();
    const noticed = rows.map(({ event }) => JSON.parse(event)).filter(({ action }) => action === 'clock.drift-noticed');
    expect(noticed).toMatchObject([{ detail: { minutes: -20 } }]);
  });
});
