// Which runtime the application is opened in: a real Electron where its binary is there or can be fetched, otherwise the stand-in
// of the `electron` module over Node and Chromium.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeName } from '#test/support/runtime.ts';

const electronPackage = join(import.meta.dirname, '..', '..', 'node_modules', 'electron');

/** Fetches the Electron binary once; says in one line when that is impossible, and what follows. */
export function ensureRuntime(): 'electron' | 'standin' {
  if (!existsSync(join(electronPackage, 'dist', 'version'))) {
    spawnSync(process.execPath, [join(electronPackage, 'install.js')], { stdio: 'ignore', timeout: 180_000 });
  }
  const runtime = runtimeName();
  if (runtime === 'standin') {
    console.error(
      'The Electron binary cannot be fetched here: the same application runs in a stand-in of Electron over Node and Chromium.',
    );
  }
  return runtime;
}
