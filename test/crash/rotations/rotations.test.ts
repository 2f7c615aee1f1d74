// A short run of `npm run crash -- rotations`: a command that renews keys is killed before one of its writes, and goes on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedTemplate } from '#server/test-bench.ts';
import { whyNotRecordable } from '#test/crash/power/replay.ts';
import { runRotations } from './run.ts';

const reason = whyNotRecordable();
const kills = 2;
const seed = 20_261_125;

test.skipIf(reason !== null)(
  `kills of commands that renew keys${reason === null ? '' : ` (${reason})`}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-rotations-'));
    const template = await sharedTemplate();
    try {
      const report = await runRotations({ seed, kills, template, folder, only: ['signing', 'database'] });
      expect(report.faults, `seed ${seed}`).toEqual([]);
      expect(report.kills).toBe(kills);
      for (const moments of report.moments.values()) expect(moments).toBeGreaterThan(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
