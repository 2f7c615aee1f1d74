import { defineConfig } from '@playwright/test';
import { runtimeName } from '#test/support/runtime.ts';

// Every spec runs in whichever runtime this machine has; the project's name says which, so no result can pass for the other's.
export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './test/support/keychain-session.setup.ts',
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  projects: [{ name: runtimeName() }],
});
