// For tests only: what a whole test run has once, although its files know nothing of each other.
import { existsSync, mkdirSync, mkdtempSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Variable that names where programs under test keep their files; workstations of tests read it too (main/test-bench). */
export const diskVariable = 'COUNTERSIGN_TEST_DISK';

export function testDisk(): string {
  return process.env[diskVariable] ?? tmpdir();
}

const memory = '/dev/shm';
const plentyBytes = 2 * 1_024 ** 3;

function isPlenty(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= plentyBytes;
  } catch {
    return false;
  }
}

/**
 * In memory where there is plenty, because most tests would wait for a disk's flushes. Measurements and power cuts are no test run and
 * keep a real disk.
 */
export function makeTestDisk(): string {
  return mkdtempSync(join(isPlenty() ? memory : tmpdir(), 'countersign-run-'));
}

/** Whoever comes first makes it, the others wait. */
export async function onceInFolder(folder: string, name: string, make: () => Promise<unknown>): Promise<void> {
  const ready = join(folder, `${name}-ready`);
  try {
    mkdirSync(join(folder, `${name}-claimed`));
  } catch {
    for (let wait = 0; wait < 600 && !existsSync(ready); wait++) await setTimeout(100);
    return;
  }
  await make();
  writeFileSync(ready, '');
}
