import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Circuit } from './circuit.ts';
import { keepCounts } from './counts.ts';

const limits = { name: 'provider', circuit: { failures: 2, pauseMs: 60_000 }, dailyQuota: 3 };
let folder: string;
let path: string;
let nowMs = Date.UTC(2026, 10, 24, 8);
const clock = { nowMs: () => nowMs };
/** As after a restart: only the file is the same. */
const circuit = () => new Circuit(limits, clock, keepCounts(path));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counts-'));
  path = join(folder, 'counts.json');
  nowMs = Date.UTC(2026, 10, 24, 8);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a restart begins no day anew, the next day does', () => {
  for (let count = 0; count < 3; count++) expect(circuit().ask()).toEqual({ isOpen: true });
  expect(circuit().ask()).toMatchObject({ isOpen: false, why: 'quota-used', waitMs: 16 * 3_600_000 });
  nowMs += 16 * 3_600_000;
  expect(circuit().ask()).toEqual({ isOpen: true });
});

test('a pause outlives a restart; after it one failure begins the next', () => {
  circuit().failed();
  expect(circuit().ask().isOpen).toBe(true);
  circuit().failed();
  expect(circuit().ask()).toMatchObject({ why: 'paused', waitMs: 60_000 });
  nowMs += 60_000;
  expect(circuit().ask().isOpen).toBe(true);
  circuit().failed();
  expect(circuit().ask()).toMatchObject({ why: 'paused' });
});

test('a pause written while the clock was ahead holds nobody up', () => {
  nowMs += 30 * 86_400_000;
  circuit().failed();
  circuit().failed();
  nowMs -= 30 * 86_400_000;
  expect(circuit().ask().isOpen).toBe(true);
});

test('a spoilt file loses counts and stops nobody', () => {
  circuit().ask();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ provider: { askedToday: 1 } });
  for (const text of ['', '{"provider":7}', '{']) {
    writeFileSync(path, text);
    expect(circuit().ask().isOpen).toBe(true);
  }
});
