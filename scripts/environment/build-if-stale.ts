// Builds the application when a source file is newer than the last build.
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, runStep } from '#scripts/environment/steps.ts';

const sources = ['src/**/*', 'main/**/*', 'renderer/**/*', 'online/**/*', 'vite/*', 'package.json'];
const products = ['main.cjs', 'preload.cjs', 'print-preload.cjs', 'worker.cjs'];

function newest(patterns: readonly string[]): number {
  return Math.max(...globSync([...patterns], { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs));
}

function oldestProduct(): number {
  const times = products.map((file) => statSync(join(root, '.vite', 'build', file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.min(...times);
}

/** Ends the process with an error when the build fails: an old application must not pass for the current one. */
export async function buildIfStale(): Promise<void> {
  if (oldestProduct() > newest(sources)) return;
  const isBuilt = await runStep({ name: 'build', command: process.execPath, args: ['scripts/build.ts'], isAside: true });
  if (!isBuilt) process.exit(1);
}
