// The day by which ages and dates are judged (S2, R3.1): one for the screen and the program, and not whatever the computer's clock shows.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

const dayMs = 86_400_000;
let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
  unwrap(await workstation.api['sync.now']({}));
});
afterEach(() => workstation.remove());

const today = async () => unwrap(await workstation.api['forms.today']({})).today;
const foundOn = async (day: string) =>
  unwrap(await workstation.api['records.search']({ text: '', day, before: null, limit: 5 })).items.length;

test('a clock set back moves no day back, neither on the screen nor in what is kept', async () => {
  expect(await today()).toBe('2026-11-24');
  workstation.time.clockMs -= 400 * dayMs;
  expect(await today()).toBe('2026-11-24');
  await workstation.register();
  expect(await foundOn('2026-11-24')).toBe(1);
  expect(await foundOn('2025-10-20')).toBe(0);
});

test('a clock set forward by a year is put right by the server, and the records of the day with it', async () => {
  workstation.server.mode = 'down';
  await workstation.restart();
  unwrap(await workstation.signIn());
  workstation.time.clockMs += 365 * dayMs;
  expect(await today()).toBe('2027-11-24');
  workstation.server.mode = 'up';
  unwrap(await workstation.api['sync.now']({}));
  expect(await today()).toBe('2026-11-24');
  await workstation.register();
  expect(await foundOn('2026-11-24')).toBe(1);
});
