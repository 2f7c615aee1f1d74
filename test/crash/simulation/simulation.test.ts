// A short run of `npm run crash -- simulation`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedTemplate } from '#server/test-bench.ts';
import { simulate } from './run.ts';

const seed = 20_261_125;
let folder: string;
let template: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-simulation-'));
  template = await sharedTemplate();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function wrong({ lost, doubled, falselySynced, other }: Awaited<ReturnType<typeof simulate>>['verdicts'][number]) {
  return [...lost, ...doubled, ...falselySynced, ...other];
}

test('twenty workstations under cuts, restarts, wrong clocks and new configurations lose and double nothing', async () => {
  const { verdicts, steps } = await simulate({ seed, stations: 20, steps: 300, template, folder: join(folder, 'many') });
  expect(verdicts.flatMap(wrong), `seed ${seed}`).toEqual([]);
  expect(verdicts.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(50);
  expect(steps.size).toBe(7);
}, 180_000);

test('a seed gives the same run again, another one another', async () => {
  const digestOf = async (name: string, other: number) =>
    (await simulate({ seed: other, stations: 3, steps: 60, template, folder: join(folder, name) })).digest;
  const first = await digestOf('first', seed);
  expect(await digestOf('again', seed)).toBe(first);
  expect(await digestOf('other', seed + 1)).not.toBe(first);
}, 180_000);
