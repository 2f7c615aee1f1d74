// How old the key is, and after how many days it should be changed (S3).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testOrganisation } from '#main/test-bench/organisation.ts';
import { TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

const dayMs = 86_400_000;
let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = new TestWorkstation(await testOrganisation());
  await workstation.start(workstation.order);
});
afterEach(() => workstation.remove());

async function age() {
  unwrap(await workstation.signIn('it'));
  const { keyAgeDays, databaseKeyDays } = unwrap(await workstation.api['workstation.facts']({}));
  return [keyAgeDays, databaseKeyDays];
}

test('a key ages by the time decisions go by, and is young again once it was changed', async () => {
  expect(await age()).toEqual([0, 365]);
  workstation.time.advance(13 * dayMs);
  expect(await age()).toEqual([13, 365]);
  workstation.time.clockMs -= 30 * dayMs;
  await workstation.restart();
  expect(await age()).toEqual([13, 365]);
  workstation.time.clockMs += 30 * dayMs;
  unwrap(await workstation.api['workstation.changeKey']({}));
  workstation.time.fireNext();
  await expect.poll(async () => unwrap(await workstation.api['startup.status']({})).phase).toBe('ready');
  expect(await age()).toEqual([0, 365]);
});
