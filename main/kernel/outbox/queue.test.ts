// The queue's pages and counts: complete whatever the clock said, and true after every change of state.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

test('pages lose nothing: records of one millisecond and of a clock set back', async () => {
  const ids = [await workstation.register(), await workstation.register()];
  workstation.time.clockMs -= 3_600_000;
  ids.push(await workstation.register());
  const paged: string[] = [];
  const pageAfter = async (before: number | null): Promise<void> => {
    const { items, total } = unwrap(await workstation.api['sync.queue']({ state: null, limit: 1, before }));
    expect(total).toBe(3);
    const [item] = items;
    if (item === undefined) return;
    paged.push(item.recordId);
    await pageAfter(item.sequence);
  };
  await pageAfter(null);
  expect(paged).toEqual(ids.toReversed());
});

test('counts follow every change of state and survive a restart', async () => {
  workstation.server.mode = 'down';
  await workstation.register();
  const refused = await workstation.register();
  await workstation.register();
  const counts = async () => {
    const { waiting, synced, quarantined, superseded } = unwrap(await workstation.api['sync.overview']({}));
    return { waiting, synced, quarantined, superseded };
  };
  expect(await counts()).toEqual({ waiting: 3, synced: 0, quarantined: 0, superseded: 0 });
  workstation.server.answerInstead = (recordId, sequence) =>
    recordId === refused ? { sequence, outcome: 'quarantined', error: { code: 'sync/form-unknown', params: {} } } : undefined;
  workstation.server.mode = 'up';
  await workstation.api['sync.now']({});
  expect(await counts()).toEqual({ waiting: 0, synced: 2, quarantined: 1, superseded: 0 });
  await workstation.restart();
  expect(await counts()).toEqual({ waiting: 0, synced: 2, quarantined: 1, superseded: 0 });
});
