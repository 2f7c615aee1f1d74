// Who may sign in, and what guessing costs (R7.1, S2).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { type Policy, policy as policySchema } from '#src/domain/policy/schema.ts';
import { missingClearance, waitSeconds } from '#src/domain/staff/gate.ts';

let workstation: TestWorkstation;
const dayMs = 86_400_000;

beforeEach(async () => {
  workstation = await enrolledWorkstation();
});
afterEach(() => workstation.remove());

async function auditActions(): Promise<string[]> {
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
  const rows = store.all(z.object({ event: z.string() }), 'SELECT event FROM audit ORDER BY sequence');
  expect(findBrokenLink(store)).toBeNull();
  store.close();
  return rows.map((row) => row.event);
}
const wrong = (number: string) => workstation.app.call('staff.signIn', { number, passphrase: 'wrong' });

test.each([
  ['clerk', 'ok'],
  ['  Clerk ', 'ok'],
  ['ｃｌｅｒｋ', 'ok'],
  ['\u200bclerk\ufeff', 'ok'],
  ['last-day', 'ok'],
  ['nobody', 'staff/wrong-credentials'],
  ['inactive', 'staff/inactive'],
  ['untrained', 'staff/not-cleared'],
])('%s → %s', async (number, code) => {
  expect(refusalOf(await workstation.signIn(number))).toBe(code);
});

test('says which clearances are missing', async () => {
  expect(await workstation.signIn('untrained')).toMatchObject({
    error: { params: { missing: ['background-check', 'training'] } },
  });
});

test('a wrong passphrase does not tell whether a person is inactive or not cleared', async () => {
  for (const number of ['inactive', 'untrained', 'clerk', 'nobody']) {
    expect(refusalOf(await wrong(number))).toBe('staff/wrong-credentials');
  }
});

test('an unknown number takes as long as a known one', async () => {
  // The quickest of several: what else the machine does makes an answer slower, never quicker.
  const quickest = async (number: string) => {
    const times: number[] = [];
    for (let round = 0; round < 4; round++) {
      const begun = performance.now();
      expect(refusalOf(await wrong(number))).toBe('staff/wrong-credentials');
      times.push(performance.now() - begun);
      workstation.time.advance(3_600_000);
    }
    return Math.min(...times);
  };
  expect(await quickest('nobody')).toBeGreaterThan((await quickest('clerk')) / 3);
});

describe('guessing', () => {
  test('becomes slower, also after a restart, and stops being slow after the right passphrase', async () => {
    for (let i = 0; i < 3; i++) expect(refusalOf(await wrong('clerk'))).toBe('staff/wrong-credentials');
    expect(await wrong('clerk')).toMatchObject({ error: { code: 'staff/too-many-attempts', params: { waitSeconds: 5 } } });
    await workstation.restart();
    expect(refusalOf(await workstation.signIn())).toBe('staff/too-many-attempts');
    expect(refusalOf(await workstation.signIn('other'))).toBe('ok');
    workstation.time.advance(5_000);
    expect(refusalOf(await wrong('clerk'))).toBe('staff/wrong-credentials');
    expect(await wrong('clerk')).toMatchObject({ error: { params: { waitSeconds: 10 } } });
    workstation.time.advance(10_000);
    expect(refusalOf(await workstation.signIn())).toBe('ok');
    expect(refusalOf(await wrong('clerk'))).toBe('staff/wrong-credentials');
  });

  test('is not faster with many calls at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => wrong('clerk')));
    const codes = answers.map((answer) => refusalOf(answer));
    expect(codes.filter((code) => code === 'staff/wrong-credentials')).toHaveLength(3);
  });

  test('at unknown numbers is slowed down together', async () => {
    for (const number of ['a', 'b', 'c']) expect(refusalOf(await wrong(number))).toBe('staff/wrong-credentials');
    expect(refusalOf(await wrong('d'))).toBe('staff/too-many-attempts');
  });

  test('is not helped by setting the clock', async () => {
    for (let i = 0; i < 3; i++) await wrong('clerk');
    workstation.time.clockMs -= 10 * dayMs;
    expect(refusalOf(await workstation.signIn())).toBe('staff/too-many-attempts');
  });
});

describe('offline for long', () => {
  beforeEach(() => {
    workstation.server.mode = 'down';
  });

  test('is allowed for the days of the policy and not longer', async () => {
    workstation.time.advance(14 * dayMs - 1);
    expect(refusalOf(await workstation.signIn())).toBe('ok');
    workstation.time.advance(1);
    expect(await workstation.signIn()).toMatchObject({ error: { code: 'staff/offline-too-long', params: { days: 14 } } });
    workstation.server.mode = 'up';
    workstation.time.fireNext();
    await expect.poll(async () => refusalOf(await workstation.signIn())).toBe('ok');
  });

  test('is not shortened by setting the clock back, even over a restart', async () => {
    workstation.time.advance(15 * dayMs);
    expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
    workstation.time.clockMs -= 15 * dayMs;
    expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
    await workstation.restart();
    expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
  });

  test('goes on being counted while the program runs, though the clock is set back again and again', async () => {
    for (let week = 0; week < 2; week++) {
      await workstation.restart();
      workstation.time.clockMs = Date.UTC(2020, 0, 1);
      expect(refusalOf(await workstation.signIn())).toBe('ok');
      workstation.time.advance(7 * dayMs);
      unwrap(await workstation.api['staff.signOut']({}));
    }
    expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
  });

  test('a clock once set to the future heals when the server is reached', async () => {
    await workstation.restart();
    workstation.time.clockMs += 1_000 * dayMs;
    expect(refusalOf(await workstation.signIn())).toBe('staff/not-cleared');
    workstation.time.clockMs -= 1_000 * dayMs;
    expect(refusalOf(await workstation.signIn())).toBe('staff/not-cleared');
    workstation.server.mode = 'up';
    workstation.time.fireNext();
    await expect.poll(async () => refusalOf(await workstation.signIn())).toBe('ok');
  });
});

test('both ways are audited, without what was typed', async () => {
  await workstation.signIn();
  await workstation.api['staff.signOut']({});
  await wrong('a secret typed in the wrong box');
  await workstation.signIn('inactive');
  const events = await auditActions();
  const actions = events.map((event) => JSON.parse(event).action);
  expect(actions).toEqual([
    'device.enrolled',
    'staff.signed-in',
    'staff.signed-out',
    'staff.sign-in-refused',
    'staff.sign-in-refused',
  ]);
  expect(events.join()).not.toContain('secret typed');
  expect(events[4]).toContain('"code":"staff/inactive"');
});

test('a call that no screen of this person makes is refused, and recorded once however often it is made', async () => {
  unwrap(await workstation.signIn());
  for (const _time of [1, 2, 3]) expect(refusalOf(await workstation.app.call('design.overview', {}))).toBe('access/denied');
  const events = (await auditActions()).map((event) => JSON.parse(event)).filter(({ action }) => action === 'access.refused');
  expect(events).toMatchObject([{ actorId: 'clerk', detail: { call: 'design.overview' } }]);
});

test('whoever is signed in leaves when another signs in, and the trail says so', async () => {
  unwrap(await workstation.signIn());
  unwrap(await workstation.signIn('other'));
  const events = (await auditActions()).map((event) => JSON.parse(event)).slice(1);
  expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['staff.signed-in', 'clerk'],
    ['staff.signed-out', 'clerk'],
    ['staff.signed-in', 'other'],
  ]);
});

describe('a storm of sign-ins', () => {
  test('of two people at once: one of them is at the counter, and nobody is without an end in the trail', async () => {
    const answers = await Promise.all([workstation.signIn(), workstation.signIn('other')]);
    expect(answers.map((answer) => refusalOf(answer))).toEqual(['ok', 'ok']);
    const { session } = unwrap(await workstation.api['staff.current']({}));
    const actions = (await auditActions()).slice(1).map((event) => JSON.parse(event));
    const inside = actions.filter(({ action }) => action === 'staff.signed-in').map(({ actorId }) => actorId);
    const left = actions.filter(({ action }) => action === 'staff.signed-out').map(({ actorId }) => actorId);
    expect(inside.filter((id) => !left.includes(id))).toEqual([session?.staffId]);
  });

  test('of two hundred, mostly wrong: the right one comes in after the wait, and nothing is a bug', async () => {
    const numbers = ['clerk', 'other', 'supervisor', 'nobody', 'inactive'];
    const storm = Array.from({ length: 200 }, (_, index) =>
      workstation.app.call('staff.signIn', { number: numbers[index % numbers.length], passphrase: `wrong ${index}` }),
    );
    const codes = (await Promise.all(storm)).map((answer) => refusalOf(answer));
    expect(new Set(codes)).toEqual(new Set(['staff/wrong-credentials', 'staff/too-many-attempts']));
    expect(codes.filter((code) => code === 'staff/wrong-credentials')).toHaveLength(3 * numbers.length);
    workstation.time.advance(15 * 60_000);
    expect(refusalOf(await workstation.signIn())).toBe('ok');
    expect(workstation.log.filter((line) => line.includes('unexpected'))).toEqual([]);
  });

  test('a lock while a passphrase is being checked does not keep the former person in', async () => {
    unwrap(await workstation.signIn());
    const next = workstation.signIn('other');
    unwrap(await workstation.api['staff.signOut']({}));
    expect(refusalOf(await next)).toBe('ok');
    expect(unwrap(await workstation.api['staff.current']({})).session?.staffId).toBe('other');
  });
});

const policy: Policy = policySchema.parse({ offlineSignInDays: 1, signInAttempts: 3, idleLockMinutes: 1 });

test('the delay doubles up to a quarter of an hour', () => {
  const waits = [0, 2, 3, 4, 5, 10, 50].map((count) => waitSeconds({ count, lastFailedMs: 0 }, 0, policy));
  expect(waits).toEqual([0, 0, 5, 10, 20, 640, 900]);
  expect(waitSeconds({ count: 3, lastFailedMs: 1_000 }, 3_500, policy)).toBe(3);
  expect(waitSeconds({ count: 3, lastFailedMs: 9_000_000 }, 0, policy)).toBe(5);
});

test('a clearance counts through its last day', () => {
  const clearance = { backgroundCheckUntil: '2026-11-24', trainingUntil: null, confidentialityAgreementUntil: '2026-11-23' };
  expect(missingClearance(clearance, '2026-11-24')).toEqual(['training', 'confidentiality-agreement']);
});

test('signing out closes the session', async () => {
  unwrap(await workstation.signIn());
  unwrap(await workstation.api['staff.signOut']({}));
  expect(unwrap(await workstation.api['staff.current']({})).session).toBeNull();
  expect(refusalOf(await workstation.app.call('staff.signOut', {}))).toBe('access/signed-out');
});
