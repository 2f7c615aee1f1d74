// A short run of `npm run crash -- line`: what a bad line does to requests and answers delays records and nothing else.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import { runLine } from './run.ts';

const seed = 20_261_125;
const clean = { lost: [], doubled: [], falselySynced: [], other: [] };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-line-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every second request meets a fault, and every record arrives once', async () => {
  const report = await runLine({ seed, records: 60, probability: 0.5, pictured: 0.3, folder });
  expect(report.verdict, `seed ${seed}`).toMatchObject({ ...clean, acknowledged: 60, onServer: 60 });
  expect(report.happened.size).toBeGreaterThan(4);
}, 120_000);

test('a whole backlog with images gets through a line on which no batch survives', async () => {
  const report = await runLine({ seed, records: 60, probability: 0.3, pictured: 0.5, isBacklog: true, folder });
  expect(report.verdict, `seed ${seed}`).toMatchObject({ ...clean, acknowledged: 60, onServer: 60 });
}, 120_000);

test('a break costs at most the one piece that was on its way', async () => {
  // Twelve scans of 2 MB in pieces of 256 KiB: about a hundred pieces, of which three in a hundred break.
  const only = ['request-cut', 'answer-lost', 'answer-cut', 'request-lost'] as const;
  const report = await runLine({ seed, records: 12, probability: 0.03, only, pictured: 1, scanBytes: 2_000_000, folder });
  expect(report.verdict, `seed ${seed}`).toMatchObject({ ...clean, onServer: 12 });
  const { sent, least } = report.attachments;
  const breaks = [...report.happened.values()].reduce((sum, count) => sum + count, 0);
  expect(breaks).toBeGreaterThan(0);
  expect(sent).toBeGreaterThanOrEqual(least);
  // Fifty breaks of a gigabyte in pieces of 256 KiB cost fifty pieces of four thousand, or 1.3 hundredths.
  expect(sent - least).toBeLessThanOrEqual(breaks * largestPieceBytes * 1.4);
}, 120_000);
