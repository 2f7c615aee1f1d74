// `npm run demo -- [--input FILE.json] [--data DIR] [--json]`: a guided run without hands. Enrols a workstation, cuts the network,
// types every registration of the input into the real screens, restores the network, waits for the receipts and prints what
// happened. Exit 0 when the run itself worked: a refused registration is a result, not an error.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { register } from '#scripts/demo/guide.ts';
import { type DemoEntry, InputError, readInput } from '#scripts/demo/input.ts';
import { type DemoResult, describe, summarise } from '#scripts/demo/report.ts';
import { buildIfStale } from '#scripts/environment/build-if-stale.ts';
import { ensureRuntime } from '#scripts/environment/electron-binary.ts';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { root } from '#scripts/environment/steps.ts';
import { browser, chineseFonts, ensureSystem, keychain } from '#scripts/environment/system-packages.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { randomSecrets } from '#test/support/server-process.ts';
import { openWorkplace, type Workplace } from '#test/support/workplace.ts';

const usage = 'npm run demo -- [--input FILE.json] [--data DIR] [--json]';

interface Options {
  readonly input: string;
  readonly data: string | null;
  readonly isJson: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: { input: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const caller = process.env.INIT_CWD ?? process.cwd();
  return {
    input: values.input === undefined ? join(root, 'scripts', 'demo', 'registrations.json') : resolve(caller, values.input),
    data: values.data === undefined ? null : resolve(caller, values.data),
    isJson: values.json,
  };
}

/** An empty folder is used itself; in one that holds something, a new folder is made, so that nothing of yours is touched. */
function dataFolder(wanted: string | null): string {
  if (wanted === null) return mkdtempSync(join(tmpdir(), 'countersign-demo-'));
  mkdirSync(wanted, { recursive: true });
  if (readdirSync(wanted).length === 0) return wanted;
  let folder = '';
  for (let number = 2; folder === '' || existsSync(folder); number++) folder = join(wanted, `run-${number}`);
  mkdirSync(folder);
  say(`${wanted} is not empty: this run keeps its files in ${folder}`);
  return folder;
}

/** For people: stderr with --json, so that the last line of stdout stays the result. */
let say = (line: string): void => console.log(line);

async function typeEverything(workplace: Workplace, entries: readonly DemoEntry[]): Promise<DemoResult[]> {
  const results: DemoResult[] = [];
  for (const [index, entry] of entries.entries()) {
    const result = await register(workplace.page, index, entry);
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

async function run(options: Options, entries: readonly DemoEntry[], keyringHome: string): Promise<DemoResult[]> {
  const keyring = await ensureSecretService(keyringHome, randomSecrets().keyPassphrase);
  const data = dataFolder(options.data);
  const workplace = await openWorkplace({ dataDir: data, env: keyring.env });
  try {
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
  } finally {
    await workplace.close();
    keyring.stop();
    if (options.data === null) rmSync(data, { recursive: true, force: true });
    else say(`Every file of workstation and server: ${data}`);
  }
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.isJson) say = (line) => console.error(line);
  const entries = await readInput(options.input);
  const unmet = ensureSystem([browser, keychain, chineseFonts]);
  const runtime = ensureRuntime();
  if (unmet.includes(keychain) || (runtime === 'standin' && unmet.includes(browser))) return 1;
  await buildIfStale();
  const keyringHome = mkdtempSync(join(tmpdir(), 'countersign-keyring-'));
  try {
    const summary = summarise(await run(options, entries, keyringHome));
    say(
      `\nRuntime: ${runtime}. ${summary.accepted} accepted, ${summary.refused} refused, ${summary.synced} with a verified receipt, ${summary.pending} waiting.`,
    );
    if (options.isJson) console.log(JSON.stringify(summary));
    return 0;
  } finally {
    rmSync(keyringHome, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUserMistake =
    error instanceof InputError ||
    (error instanceof TypeError && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS'));
  console.error(isUserMistake && error instanceof Error ? `${error.message}\nUsage: ${usage}` : error);
  process.exitCode = isUserMistake ? 2 : 1;
}
