// Every measurement that opens no window runs once with tiny sizes and finds figures. How fast this machine is, is not judged here.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { measurements } from './measurements.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(measurements.filter(({ opensApplication }) => !opensApplication))(
  '$name',
  async (measurement) => {
    const folder = join(root, measurement.name);
    mkdirSync(folder);
    const figures = await measurement.run({ effort: 'smoke', folder, env: {}, rounds: 2, say: () => undefined });
    expect(figures.length).toBeGreaterThan(0);
    for (const { name, subject, reference, verdict } of figures) {
      expect(name.startsWith(`${measurement.name}:`), name).toBe(true);
      const values = [subject, ...(reference === null ? [] : [reference.summary])].flatMap(({ median, p95, p99 }) => [
        median,
        p95,
        p99,
      ]);
      for (const value of values) expect(value, name).toBeGreaterThan(0);
      for (const value of values) expect(value, name).toBeLessThan(60_000);
      if (verdict !== null) expect(verdict.found, name).toMatch(/^-?\d+\.\d\d/u);
    }
    expect(figures.some(({ verdict }) => verdict !== null)).toBe(true);
  },
  120_000,
);
