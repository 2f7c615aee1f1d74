// The measurements that open the application run once and find figures. How fast this machine is, is not judged here.
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { measurements } from '#scripts/bench/measurements.ts';

for (const measurement of measurements.filter(({ opensApplication }) => opensApplication)) {
  test(`npm run bench: ${measurement.name}`, async ({ browserName: _unused }, testInfo) => {
    const folder = testInfo.outputPath('bench');
    mkdirSync(folder, { recursive: true });
    const figures = await measurement.run({ effort: 'smoke', folder, env: {}, rounds: null, say: () => undefined });
    for (const { name, subject } of figures) {
      expect(name.startsWith(`${measurement.name}:`), name).toBe(true);
      for (const value of [subject.median, subject.p95, subject.p99]) expect(value, name).toBeGreaterThan(0);
    }
    expect(figures.some(({ verdict }) => verdict !== null)).toBe(true);
  });
}
