import { expect, test } from 'vitest';
import { deviceLimit, systemClientLimit } from './rate-limits.ts';

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

test('a system of the organisation is served less often than a workstation, and each for itself', () => {
  const count = systemClientLimit({ nowMs: () => 1_000_000 });
  for (let time = 0; time < 1_200; time++) count('till');
  expect(() => count('till')).toThrow('internal/too-many-requests');
  expect(() => count('billing')).not.toThrow();
});
