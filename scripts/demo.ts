// `npm run demo -- [--input FILE.json | --scenario verification] [--data DIR] [--json]`: a guided run without hands. Enrols a workstation, cuts the network,
// types every registration of the input into the real screens, restores the network, waits for the receipts and prints what
// happened; or plays a scenario. Exit 0 when the run itself worked: a refused registration is a result, not an error. Exit 2: the command line or the input
// cannot be used; nothing was started. Exit 1: the run could not work. Whatever happens, nothing it started stays behind.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataFolder } from '#scripts/demo/data-folder.ts';
import { register } from '#scripts/demo/guide.ts';
import { type DemoEntry, InputError, readInput } from '#scripts/demo/input.ts';
import { Interrupted, type Interruption, watchForInterruption } from '#scripts/demo/interruption.ts';
import { type DemoOptions, readOptions, usage } from '#scripts/demo/options.ts';
import { type DemoResult, describe, plainSentence, summarise } from '#scripts/demo/report.ts';
import { demonstratedPolicy, play } from '#scripts/demo/scenario/play.ts';
import { buildIfStale } from '#scripts/environment/build-if-stale.ts';
import { ensureRuntime } from '#scripts/environment/electron-binary.ts';
import { guardRun } from '#scripts/environment/guard.ts';
import { removeFolder } from '#scripts/environment/remove-folder.ts';
import { ensureSecretService, type SecretService } from '#scripts/environment/secret-service.ts';
import { root } from '#scripts/environment/steps.ts';
import { browser, chineseFonts, ensureSystem, keychain } from '#scripts/environment/system-packages.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { randomSecrets } from '#test/support/server-process.ts';
import { SmsSimulator } from '#test/support/sms-simulator.ts';
import { keyEntry } from '#test/support/trouble/key-entry.ts';
import type { Workplace, WorkplaceOptions } from '#test/support/workplace.ts';

/** For people: stderr with --json, so that the last line of stdout stays the result. */
let say = (line: string): void => console.log(line);

/**
 * The folder of everything passing: keyring, sockets, the browser's and the driver's own temporary files, without --data also the
 * data. It goes with this process, and so does all that this process starts, even when that is killed or what it started died without
 * tidying up.
 */
function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
  process.once('exit', () => removeFolder(folder));
  guardRun(folder);
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder, TMP: folder });
  return folder;
}

async function typeEverything(workplace: Workplace, entries: readonly DemoEntry[]): Promise<DemoResult[]> {
  const results: DemoResult[] = [];
  for (const [index, entry] of entries.entries()) {
    const result = await register(workplace.page, index, entry).catch((error: unknown) => {
      throw new Error(`Registration #${index} could not be typed: ${plainSentence(error)}`);
    });
    say(describe(result));
    results.push(result);
  }
  return results;
}

async function collectReceipts(workplace: Workplace, results: readonly DemoResult[]): Promise<DemoResult[]> {
  const saved = results.filter((result) => result.outcome === 'accepted').length;
  const queue = new QueueScreen(workplace.page);
  await queue.open();
  const receipts = await queue.waitForReceipts(saved, 30_000 + saved * 200);
  return results.map((result) => ({
    ...result,
    receipt: result.recordId === null ? null : (receipts.get(result.recordId) ?? null),
  }));
}

async function typeInput(workplace: Workplace, entries: readonly DemoEntry[]): Promise<DemoResult[]> {
  const clerk = demonstrationStaff.find((person) => person.role === 'clerk' && person.remark === null);
  if (clerk === undefined) throw new Error('the demonstration has no clerk');
  await new SignInScreen(workplace.page).signIn(clerk.number, clerk.passphrase);
  await workplace.link.cut();
  say(`Network cut. ${entries.length} registrations:`);
  const typed = await typeEverything(workplace, entries);
  await workplace.link.restore();
  say('Network restored. Waiting for receipts …');
  const results = await collectReceipts(workplace, typed);
  for (const result of results.filter(({ outcome }) => outcome === 'accepted')) say(describe(result));
  return results;
}

/** A kept store keeps its key, and its owner is told where; the key of a store that goes must not stay in the person's keychain. */
async function settleKey(workplace: Workplace, keyring: SecretService, isKept: boolean): Promise<void> {
  if (keyring.isPrivate) return;
  const { dataDir, keychainService } = workplace.workstation;
  if (isKept) say(`The key of its database stays in the keychain of this session, service "${keychainService}".`);
  else await keyEntry(join(dataDir, 'workstation'), keychainService).deleteCredential();
}

/** Starts what was asked for; what cannot be used was refused before. @returns words for people, and the result */
type Ending = () => Promise<{ readonly words: string; readonly summary: object }>;

/** What a run needs beside server and workstation, and what it does with them. */
interface Plan<T> extends Pick<WorkplaceOptions, 'change' | 'authority' | 'sms'> {
  readonly work: (workplace: Workplace) => Promise<T>;
}

async function run<T>(options: DemoOptions, { work, ...setup }: Plan<T>, interruption: Interruption): Promise<T> {
  const passing = passingFolder();
  const data = options.data === null ? join(passing, 'data') : claimDataFolder(options.data);
  if (options.data !== null && data !== options.data) {
    say(`${options.data} is not empty: this run keeps its files in ${data}`);
  }
  const keyring = await ensureSecretService(join(passing, 'keyring'), randomSecrets().keyPassphrase);
  try {
    // Loaded only now: the browser driver decides where its temporary files go when it is loaded.
    const { openWorkplace } = await import('#test/support/workplace.ts');
    // Not interrupted in the middle: what is half opened could not be closed.
    const workplace = await openWorkplace({ dataDir: data, env: keyring.env, ...setup });
    interruption.takeOver();
    try {
      return await interruption.during(work(workplace));
    } finally {
      await workplace.close();
      await settleKey(workplace, keyring, options.data !== null).catch(() => undefined);
    }
  } finally {
    keyring.stop();
    if (options.data !== null) say(`Every file of workstation and server: ${data}`);
  }
}

async function registrations(options: DemoOptions, interruption: Interruption): Promise<Ending> {
  const entries = await readInput(options.input);
  return async () => {
    const results = await run(options, { work: (workplace) => typeInput(workplace, entries) }, interruption);
    const summary = summarise(results);
    const { accepted, refused, synced, pending } = summary;
    const words = `${accepted} accepted, ${refused} refused, ${synced} with a verified receipt, ${pending} waiting.`;
    return { words, summary };
  };
}

async function scenario(options: DemoOptions, interruption: Interruption): Promise<Ending> {
  return async () => {
    const providers = { authority: await AuthoritySimulator.start(), sms: await SmsSimulator.start() };
    try {
      const plan = { change: demonstratedPolicy, ...providers, work: (workplace: Workplace) => play(workplace, providers, say) };
      const parts = await run(options, plan, interruption);
      return { words: `${parts.length} parts played.`, summary: { scenario: options.scenario, parts } };
    } finally {
      await providers.authority.stop();
      await providers.sms.stop();
    }
  };
}

async function main(interruption: Interruption): Promise<number> {
  const options = readOptions(process.argv.slice(2), { caller: process.env.INIT_CWD ?? process.cwd(), project: root });
  if (options.isJson) say = (line) => console.error(line);
  const start = await (options.scenario === null ? registrations : scenario)(options, interruption);
  const unmet = ensureSystem([browser, keychain, chineseFonts]);
  const runtime = ensureRuntime();
  if (unmet.includes(keychain) || (runtime === 'standin' && unmet.includes(browser))) return 1;
  await interruption.during(buildIfStale());
  const { words, summary } = await start();
  say(`\nRuntime: ${runtime}. ${words}`);
  if (options.isJson) console.log(JSON.stringify(summary));
  return 0;
}

function explain(error: unknown): number {
  if (error instanceof InputError) {
    console.error(`${error.message}\nUsage: ${usage}`);
    return 2;
  }
  if (error instanceof Interrupted) {
    console.error(error.message);
    return error.exitCode;
  }
  console.error(`The guided run did not work: ${plainSentence(error)}`);
  return 1;
}

const exitCode = await main(watchForInterruption()).catch(explain);
// Output to a pipe may still be on its way; after this nothing may hold the process any more.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
