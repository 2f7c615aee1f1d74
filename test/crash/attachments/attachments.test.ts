// A short run of `npm run crash -- attachments`: a file many times larger than what the line carries at once arrives, and little of it twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leastBytes, runAttachments } from './run.ts';

test('a large file arrives over a line that is cut again and again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-attachments-'));
  try {
    const report = await runAttachments({ files: 1, fileBytes: 5_000_000, line: { everyBytes: 1_200_000 }, folder });
    expect(report.faults).toEqual([]);
    expect(report.cuts).toBeGreaterThan(3);
    expect(report.attempts).toBeGreaterThan(3);
    // One piece for each cut is what a cut can cost.
    expect(report.sentBytes).toBeLessThan(leastBytes(report) + (report.cuts + 1) * 400_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
