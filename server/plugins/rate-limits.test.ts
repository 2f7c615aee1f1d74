import { expect, test } from 'vitest';
import { deviceLimit } from './rate-limits.ts';

test('a workstation is served so often a minute, whatever address it has; others do not pay for it', () => {
  let nowMs = 1_000_000;
  const count = deviceLimit({ nowMs: () => nowMs });
  const serve = (deviceId: string, times: number) => {
    for (let time = 0; time < times; time++) count(deviceId);
  };
  serve('busy', 5_000);
  const tooMany = expect.objectContaining({ wire: { code: 'internal/too-many-requests', params: {} } });
  expect(() => count('busy')).toThrow(tooMany);
  serve('calm', 1);
  nowMs += 59_999;
  expect(() => count('busy')).toThrow(tooMany);
  nowMs += 1;
  serve('busy', 5_000);
  // A clock that is set back begins a new minute instead of a very long one.
  nowMs -= 3_600_000;
  serve('busy', 1);
});
