// The contract suite: what the app relies on in Electron, in small specs. It runs unchanged on a real Electron and on
// the stand-in; the project's name in the report says on which.
import { defineConfig } from '@playwright/test';
import { runtimeName } from '#test/support/runtime.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../../test-results/contract-electron',
  workers: 2,
  timeout: 20_000,
  reporter: 'line',
  projects: [{ name: runtimeName() }],
});
