// Sending one record on demand (S4): the way out of a queue that waits or was refused.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = new TestWorkstation(await usualOrganisation());
  workstation.fraction = 0.9;
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
});
afterEach(() => workstation.remove());

const retry = (sequence: number) => workstation.api['sync.retry']({ sequence });
const states = async () => (await workstation.queue()).map(({ sequence, state }) => [sequence, state]);

test('a waiting record is sent at once, and only it: the others keep their next try', async () => {
  workstation.server.answerInstead = () => 'nothing';
  await workstation.register();
  await workstation.register();
  await workstation.api['sync.now']({});
  expect(await states()).toEqual([
    [2, 'waiting'],
    [1, 'waiting'],
  ]);
  workstation.server.answerInstead = undefined;
  expect(unwrap(await retry(1))).toMatchObject({ waiting: 1, synced: 1 });
  expect(await states()).toEqual([
    [2, 'waiting'],
    [1, 'synced'],
  ]);
});

test('a refused record is sent again once the reason is gone; while it stands, it is refused again', async () => {
  workstation.server.answerInstead = (_id, sequence) => ({
    sequence,
    outcome: 'quarantined',
    error: { code: 'sync/form-unknown', params: {} },
  });
  await workstation.register();
  await workstation.api['sync.now']({});
  expect(unwrap(await retry(1))).toMatchObject({ quarantined: 1, waiting: 0 });
  expect((await workstation.queue())[0]).toMatchObject({ attempts: 2, lastError: { code: 'sync/form-unknown' } });
  workstation.server.answerInstead = undefined;
  expect(unwrap(await retry(1))).toMatchObject({ quarantined: 0, synced: 1 });
});

test('offline it waits on, with one attempt more; what is synced or unknown is not sent again', async () => {
  await workstation.register();
  await workstation.api['sync.now']({});
  expect(refusalOf(await retry(1))).toBe('sync/nothing-to-retry');
  expect(refusalOf(await retry(99))).toBe('sync/nothing-to-retry');
  workstation.server.mode = 'down';
  await workstation.register();
  await workstation.api['sync.now']({});
  const { attempts = 0 } = (await workstation.queue())[0] ?? {};
  expect(unwrap(await retry(2))).toMatchObject({ waiting: 1, lastError: { code: 'server/unreachable' } });
  expect((await workstation.queue())[0]?.attempts).toBeGreaterThan(attempts);
});
