// `npm test`: everything. Installs what a bare machine lacks, runs the static checks, builds, then the unit, integration and
// end-to-end tests, and ends with one line `N passed, N failed[, N skipped]`. A skip is explained above that line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureRuntime } from '#scripts/environment/electron-binary.ts';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { runStep, type Step, staticChecks } from '#scripts/environment/steps.ts';
import {
  browser,
  certificates,
  chineseFonts,
  database,
  ensureSystem,
  keychain,
  pdfTools,
  tracer,
} from '#scripts/environment/system-packages.ts';
import { type Counts, playwrightCounts, vitestCounts } from '#scripts/environment/test-counts.ts';
import { randomSecrets } from '#test/support/server-process.ts';

const unmet = ensureSystem([browser, keychain, chineseFonts, pdfTools, tracer, certificates, database]);
if (unmet.includes(keychain) || unmet.includes(browser)) {
  console.error('The tests need these and were not run.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const runtime = ensureRuntime();
console.error(`End-to-end runtime: ${runtime}`);

const work = mkdtempSync(join(tmpdir(), 'countersign-test-'));
const keyring = await ensureSecretService(join(work, 'keyring'), randomSecrets().keyPassphrase);
const total: { passed: number; failed: number; failures: string[]; skipped: string[] } = {
  passed: 0,
  failed: 0,
  failures: [],
  skipped: [],
};
if (!database.isPresent()) total.skipped.push('the server on PostgreSQL: it is not installed and could not be');

function add(counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.failures.push(...counts.failures);
  total.skipped.push(...counts.skipped);
}

/** Runs a test runner and counts from its JSON report; a runner that died without one counts as a failure. */
async function runTests(
  name: string,
  command: string,
  args: readonly string[],
  report: string,
  read: (json: string) => Counts,
  env = {},
) {
  const isGreen = await runStep({ name, command, args, env: { ...keyring.env, ...env } });
  try {
    const counts = read(readFileSync(report, 'utf8'));
    add(
      isGreen || counts.failed > 0
        ? counts
        : { ...counts, failed: 1, failures: [`${name}: ended with an error after its tests`] },
    );
  } catch {
    add({ passed: 0, failed: 1, failures: [`${name}: no report`], skipped: [] });
  }
}

/** Runs one step that either passes or fails as a whole. @returns true when it passed */
async function runCheck(step: Step): Promise<boolean> {
  const isPassed = await runStep(step);
  add({ passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, failures: isPassed ? [] : [step.name], skipped: [] });
  return isPassed;
}

for (const step of staticChecks) await runCheck(step);
const isBuilt = await runCheck({ name: 'build', command: process.execPath, args: ['scripts/build.ts'] });

const vitestReport = join(work, 'vitest.json');
await runTests(
  'unit and integration tests (vitest)',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
  vitestReport,
  vitestCounts,
);
if (isBuilt) {
  const playwrightReport = join(work, 'playwright.json');
  await runTests(
    `end-to-end tests (playwright on ${runtime})`,
    'playwright',
    ['test', '--reporter=list,json'],
    playwrightReport,
    playwrightCounts,
    { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  );
}

keyring.stop();
rmSync(work, { recursive: true, force: true });
if (runtime === 'standin') {
  console.log(
    '\nNot tested here: the Electron binary itself (that it obeys its fuses, OS sandbox, native dialogs, printing). The same specs',
  );
  console.log('run on it where it can be fetched. Windows and macOS were not tested here.');
}
for (const line of total.failures) console.log(`failed: ${line}`);
for (const line of total.skipped) console.log(`skipped: ${line}`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
