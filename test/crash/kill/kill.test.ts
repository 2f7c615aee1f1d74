// A short run of `npm run crash -- kills`: whatever is killed and whenever, what was acknowledged is there, once, and 已同步 is true.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runKills } from './run.ts';

const kills = 40;

test(`${kills} kills of workstation and server lose nothing, double nothing and say nothing untrue`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kills-'));
  const seed = 20_261_125;
  try {
    const { verdict, kills: done } = await runKills({ seed, kills, folder, say: () => undefined });
    const { acknowledged, onWorkstation: _there, onServer: _sent, ...faults } = verdict;
    expect(faults, `seed ${seed}`).toEqual({ lost: [], doubled: [], falselySynced: [], other: [] });
    // A run in which nobody got anything done would prove nothing; how much is done between two kills is the machine's speed.
    expect(acknowledged).toBeGreaterThan(0);
    expect(done.server).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);
