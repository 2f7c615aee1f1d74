// A short run of `npm run crash -- damage`: whatever one file of a workstation has lost, what was acknowledged is there again.
import { expect, test } from 'vitest';
import { runDamage } from './run.ts';

const trials = 16;

test(`${trials} damaged files lose nothing`, async () => {
  const seed = 20_261_125;
  const { faults, endings } = await runDamage({ seed, trials });
  expect(faults, `seed ${seed}`).toEqual([]);
  // A run in which nothing had to be rebuilt would prove little.
  expect(endings.get('rebuilt') ?? 0).toBeGreaterThan(0);
}, 240_000);
