// `npm run bench`: how fast the program is, against what the same machine can do at best. Prints a table of medians and percentiles,
// what each is held against, and loudly what was missed. Exit 0 when everything could be measured; with --strict only when every
// target was met as well.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext, Measurement } from '#scripts/bench/figure.ts';
import { loadAverage, machineFacts, pressure } from '#scripts/bench/machine.ts';
import { measurements } from '#scripts/bench/measurements.ts';
import { type BenchOptions, benchUsage, readOptions } from '#scripts/bench/options.ts';
import { complaints, type Result, tableOf } from '#scripts/bench/table.ts';
import { buildIfStale } from '#scripts/environment/build-if-stale.ts';
import { ensureRuntime } from '#scripts/environment/electron-binary.ts';
import { removeFolder } from '#scripts/environment/remove-folder.ts';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { root } from '#scripts/environment/steps.ts';
import { browser, ensureSystem, keychain } from '#scripts/environment/system-packages.ts';
import { randomSecrets } from '#test/support/server-process.ts';

const names = measurements.map(({ name }) => name);

function options(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2), names);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(`Usage: ${benchUsage(names)}`);
    process.exit(2);
  }
}

/** On the disk of this project, because the system's folder for temporary files is often no disk at all. */
function workFolder(): string {
  const folder = join(root, '.bench', String(process.pid));
  mkdirSync(folder, { recursive: true });
  process.once('exit', () => removeFolder(folder));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder, TMP: folder });
  return folder;
}

async function measure(measurement: Measurement, context: BenchContext): Promise<Result> {
  const { name, title } = measurement;
  context.say(`\n${name}: ${title} (load average ${loadAverage()})`);
  try {
    const figures = await measurement.run(context);
    return { measurement: name, figures, failure: null };
  } catch (error) {
    return { measurement: name, figures: [], failure: error instanceof Error ? error.message : String(error) };
  } finally {
    removeFolder(context.folder);
  }
}

const { only, effort, rounds, isJson, isStrict } = options();
const chosen = measurements.filter(({ name, isOnlyByName }) => (only.length === 0 ? isOnlyByName !== true : only.includes(name)));
const say = (line: string) => console.error(line);
const folder = workFolder();
const opensApplication = chosen.some((measurement) => measurement.opensApplication);
const runtime = opensApplication ? ensureRuntime() : 'none';
if (opensApplication) {
  if (ensureSystem([browser, keychain]).length > 0) process.exit(1);
  await buildIfStale();
}
const keyring = opensApplication ? await ensureSecretService(join(folder, 'keyring'), randomSecrets().keyPassphrase) : null;
const facts = machineFacts(folder, runtime);
const results: Result[] = [];
for (const measurement of chosen) {
  const own = join(folder, measurement.name);
  mkdirSync(own);
  results.push(await measure(measurement, { effort, folder: own, env: keyring?.env ?? {}, rounds, say }));
}
keyring?.stop();

const { missed, failed } = complaints(results);
if (isJson) {
  console.log(JSON.stringify({ facts, effort, results }));
} else {
  console.log(['', ...facts.map((fact) => `- ${fact}`), `- load average at the end ${loadAverage()}`, ''].join('\n'));
  for (const line of tableOf(results)) console.log(line);
  console.log('\nMilliseconds. Medians against medians unless the target says otherwise.');
  const waited = pressure();
  if (waited !== null && waited > 20)
    console.log(`The machine was busy with other work (${waited} % of the time something had to wait).`);
  if (runtime === 'standin') console.log('Runtime: the stand-in of Electron. It is no instrument for Electron’s own speed.');
}
for (const line of [...failed, ...missed]) console.error(line);
process.exitCode = failed.length > 0 || (isStrict && missed.length > 0) ? 1 : 0;
