// For tests only: what a whole test run makes once, although its files know nothing of each other.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Variable that names the folder of the test run. */
export const runVariable = 'COUNTERSIGN_TEST_RUN';

/** Null outside a test run. */
export function runFolder(): string | null {
  return process.env[runVariable] ?? null;
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
