// A session nobody is at ends in the program itself, whatever the screen does (S2, S6).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;
const minuteMs = 60_000;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

const signedIn = async () => unwrap(await workstation.api['staff.current']({})).session?.staffId ?? null;
const alive = () => workstation.app.call('staff.alive', {});

test('lasts while there are signs of life and ends a minute after the policy without them', async () => {
  for (let times = 0; times < 4; times++) {
    workstation.time.advance(4 * minuteMs);
    unwrap(await alive());
    workstation.time.tick();
  }
  workstation.time.advance(6 * minuteMs);
  workstation.time.tick();
  expect(await signedIn()).toBe('clerk');
  const before = workstation.events.length;
  workstation.time.advance(1);
  workstation.time.tick();
  expect(await signedIn()).toBeNull();
  expect(workstation.events.slice(before)).toContain('session.changed');
  expect(refusalOf(await workstation.app.call('forms.services', {}))).toBe('access/signed-out');
});

test.each([
  ['the monotonic count stood still while the machine slept', { clockMs: 30 * minuteMs, monotonicMs: 0 }],
  ['the clock was set back', { clockMs: -60 * minuteMs, monotonicMs: 30 * minuteMs }],
])('also when %s', async (_name, passed) => {
  workstation.time.clockMs += passed.clockMs;
  workstation.time.monotonicMs += passed.monotonicMs;
  workstation.time.tick();
  expect(await signedIn()).toBeNull();
});

test('a sign of life after the sleep does not save it', async () => {
  workstation.time.clockMs += 30 * minuteMs;
  await alive();
  expect(await signedIn()).toBeNull();
});

test('twelve hours are the longest, however busy; the next sign-in begins anew', async () => {
  const work = async (minutes: number) => {
    for (let done = 0; done < minutes; done += 4) {
      workstation.time.tick();
      workstation.time.advance(4 * minuteMs);
      await alive();
    }
  };
  await work(12 * 60);
  expect(await signedIn()).toBe('clerk');
  workstation.time.advance(1);
  workstation.time.tick();
  expect(await signedIn()).toBeNull();
  unwrap(await workstation.signIn());
  await work(8 * 60);
  expect(await signedIn()).toBe('clerk');
});

test.each([
  ['the days without the server', 'clerk', 14 * 24 * 60 * minuteMs, 'staff/offline-too-long'],
  ['the last day of a clearance', 'last-day', 8 * 60 * minuteMs, 'staff/not-cleared'],
])('ends to the minute with %s', async (_name, number, endsAfterMs, code) => {
  workstation.server.mode = 'down';
  workstation.time.advance(endsAfterMs - minuteMs);
  unwrap(await workstation.signIn(number));
  workstation.time.advance(minuteMs - 1);
  workstation.time.tick();
  expect(await signedIn()).toBe(number);
  workstation.time.advance(1);
  workstation.time.tick();
  expect(await signedIn()).toBeNull();
  expect(refusalOf(await workstation.signIn(number))).toBe(code);
});

test('what was typed stays for the clerk', async () => {
  const registrationId = await workstation.begin();
  unwrap(await workstation.app.call('registration.save', { registrationId, values: { name: '赵测试' } }));
  workstation.time.advance(30 * minuteMs);
  workstation.time.tick();
  unwrap(await workstation.signIn());
  expect(unwrap(await workstation.app.call('registration.resume', { registrationId }))).toMatchObject({
    values: { name: '赵测试' },
  });
});
