// A short run of `npm run crash -- power`: the power fails anywhere in a workstation's life, and nothing acknowledged is lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cutPower, record, whyNotRecordable } from './replay.ts';
import type { DiskEvent } from './trace.ts';

const reason = whyNotRecordable();
const seed = 20_261_125;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-power-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(reason !== null)(
  `power cuts at any write${reason === null ? '' : ` (${reason})`}`,
  async () => {
    const events = record(folder, 2);
    const report = await cutPower(events, { seed, everyNth: 30, folder });
    expect(report.faults, `seed ${seed}`).toEqual([]);
    expect(report.cuts).toBeGreaterThan(40);
    // A disk that flushes nothing is noticed, or the check would prove nothing.
    const unflushed = events.filter(({ kind }) => kind !== 'sync') as readonly DiskEvent[];
    const other = await cutPower(unflushed, { seed, everyNth: 80, folder });
    expect(other.faults.length).toBeGreaterThan(0);
  },
  400_000,
);
