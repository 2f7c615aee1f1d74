// The workstation as a witness of the server's audit log: what it once verified is not forgotten, and a server that contradicts it is
// shown on every workspace.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

/** An attempt long enough after the last one, with the log as it is then. @returns the alarm */
async function attemptWith(leaves: readonly string[] | null): Promise<string | null> {
  workstation.server.logLeaves = leaves;
  workstation.time.advance(11 * 60_000);
  unwrap(await workstation.api['sync.now']({}));
  return unwrap(await workstation.api['sync.overview']({})).logAlarm;
}

test('a log that grows is no alarm, and a server without a log is none', async () => {
  expect(await attemptWith(null)).toBeNull();
  expect(await attemptWith([])).toBeNull();
  expect(await attemptWith(['a'])).toBeNull();
  expect(await attemptWith(['a'])).toBeNull();
  expect(await attemptWith(['a', 'b', 'c', 'd', 'e'])).toBeNull();
  expect(await attemptWith(null)).toBeNull();
});

test.each([
  ['another past', ['a', 'x', 'c', 'd']],
  ['another past of the same length', ['a', 'x', 'c']],
  ['a shorter log', ['a', 'b']],
])('%s is an alarm that outlives a restart, is recorded once, and does not keep records from being sent', async (_, other) => {
  await attemptWith(['a', 'b', 'c']);
  expect(await attemptWith(other)).toBe('server/history-rewritten');
  expect(await attemptWith([...other, 'more'])).toBe('server/history-rewritten');
  const recordId = await workstation.register();
  unwrap(await workstation.api['sync.now']({}));
  expect(workstation.server.stored.has(recordId)).toBe(true);
  await workstation.restart();
  unwrap(await workstation.signIn());
  expect(unwrap(await workstation.api['sync.overview']({})).logAlarm).toBe('server/history-rewritten');
  // The true log again: what was remembered is continued.
  expect(await attemptWith(['a', 'b', 'c', 'd'])).toBeNull();
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('it'));
  const { chain } = unwrap(await workstation.api['workstation.exportAudit']({}));
  expect(chain.match(/"action":"server.history-rewritten"/g)).toHaveLength(1);
  expect(chain.match(/"action":"server.history-continued"/g)).toHaveLength(1);
});

test('a checkpoint of another key is not believed and changes nothing', async () => {
  await attemptWith(['a', 'b']);
  workstation.server.isLogForged = true;
  expect(await attemptWith(['x'])).toBeNull();
  workstation.server.isLogForged = false;
  expect(await attemptWith(['a', 'b', 'c'])).toBeNull();
  expect(await attemptWith(['x', 'b', 'c'])).toBe('server/history-rewritten');
});
