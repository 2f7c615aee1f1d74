// From the start of the process to the first usable field: the staff number at sign-in has the focus, is painted and takes a key, on
// an enrolled workstation without a network. Held against the bare browser showing an empty page. What lies between the two is told
// apart: the runtime with an empty application, the page by itself, the local program by itself.
import { join } from 'node:path';
import { applicationCommand, bareBrowserCommand, emptyApplicationCommand, emptyPage } from '#scripts/bench/commands.ts';
import { atMostTimes, type BenchContext, type Figure, type Measurement, roundsOf } from '#scripts/bench/figure.ts';
import { fillWithSynced, startProgram } from '#scripts/bench/local-program.ts';
import { type Command, StartedBrowser } from '#scripts/bench/started-browser.ts';
import { alternate, summarise } from '#scripts/bench/statistics.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { closeWorkstation, openWorkplace, type WorkstationOptions } from '#test/support/workplace.ts';

const limit = 1.5;
const firstField = 'sign-in-number';
/** The form stands before the program and the scripts do; this says that they have taken over. */
const screenBehind = '[data-screen="sign-in"]';
const manyRecords = 100_000;

/** Enrolled and closed again, its server gone. */
async function enrolledWorkstation({ folder, env }: BenchContext): Promise<WorkstationOptions> {
  const workplace = await openWorkplace({ dataDir: join(folder, 'data'), env });
  try {
    await workplace.page.locator(`#${firstField}`).waitFor();
    await closeWorkstation(workplace);
    return workplace.workstation;
  } finally {
    await workplace.close();
  }
}

async function startOnce<T>(command: Command, urlStart: string, look: (browser: StartedBrowser) => Promise<T>): Promise<T> {
  const browser = await StartedBrowser.start(command, urlStart);
  try {
    return await look(browser);
  } finally {
    await browser.stop();
  }
}

interface Bench {
  readonly context: BenchContext;
  readonly application: Command;
  readonly bare: Command;
  readonly workstation: WorkstationOptions;
}

const throwAwayOf = ({ effort }: BenchContext) => (effort === 'smoke' ? 0 : 2);

interface UntilField {
  /** From the start to the first field that takes a key. */
  readonly usableMs: number;
  /** The same from the page's address on. */
  readonly pageMs: number;
  /** From the start to the whole screen, the program behind it. */
  readonly screenMs: number;
}

/** Counts only when the key typed at that moment is still there once the program is, and the sign-in that goes on from it comes through. */
function untilField(command: Command): Promise<UntilField> {
  const { number = '', passphrase = '' } = demonstrationStaff[0] ?? {};
  const [first = '', rest] = [number.slice(0, 1), number.slice(1)];
  return startOnce(command, 'http', async (browser) => {
    const usableMs = await browser.untilFieldTakesKeys(firstField, first);
    const screenMs = await browser.untilThere(screenBehind);
    await browser.expectIn(firstField, first);
    await browser.typeKeys(`${rest}\n${passphrase}\n`);
    await browser.untilThere(`#signed-in[data-staff="${number}"]`);
    const pageBegan = await browser.page.evaluate<number>('performance.timeOrigin');
    return { usableMs, screenMs, pageMs: browser.startedAt + usableMs - pageBegan };
  });
}

const untilPainted = (command: Command) => startOnce(command, emptyPage.slice(0, 14), (browser) => browser.untilPainted());

/** The same with many records of the last days: the store is checked before it is used, and that reads all of it. */
async function measureFull({ context, application, bare, workstation }: Bench): Promise<readonly Figure[]> {
  const count = context.effort === 'smoke' ? 60 : manyRecords;
  context.say(`filling the workstation with ${count} records`);
  await fillWithSynced(workstation, count);
  const samples = await alternate(
    {
      application: async () => (await untilField(application)).usableMs,
      bare: () => untilPainted(bare),
      program: () => startProgram(workstation),
    },
    roundsOf(context, 7, 3),
    throwAwayOf(context),
  );
  const [subject, reference] = [summarise(samples.application), summarise(samples.bare)];
  const name = `start: to the first usable field, ${count / 1_000}k records`;
  return [
    {
      name,
      subject,
      reference: { name: 'bare browser, empty page', summary: reference },
      verdict: atMostTimes(subject, reference, limit),
    },
    {
      name: `start: local program by itself, ${count / 1_000}k records`,
      subject: summarise(samples.program),
      reference: null,
      verdict: null,
    },
  ];
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  context.say('enrolling a workstation');
  const workstation = await enrolledWorkstation(context);
  const { dataDir, keychainService, env } = workstation;
  Object.assign(process.env, env);
  const application = applicationCommand([`--user-data-dir=${dataDir}`, `--keychain-service=${keychainService}`], env);
  const empty = emptyApplicationCommand(context.folder);
  const bare = bareBrowserCommand(context.folder);
  const starts: UntilField[] = [];
  const rounds = roundsOf(context, 15, 5);
  const samples = await alternate(
    {
      application: async () => {
        starts.push(await untilField(application));
        return starts.at(-1)?.usableMs ?? 0;
      },
      bare: () => untilPainted(bare),
      empty: () => untilPainted(empty),
      program: () => startProgram(workstation),
    },
    rounds,
    throwAwayOf(context),
  );
  const [subject, reference, runtime] = [samples.application, samples.bare, samples.empty].map(summarise);
  if (subject === undefined || reference === undefined || runtime === undefined) throw new Error('nothing was measured');
  const counted = starts.slice(-rounds);
  const ratio = { name: 'bare browser, empty page', summary: reference };
  return [
    { name: 'start: to the first usable field', subject, reference: ratio, verdict: atMostTimes(subject, reference, limit) },
    {
      name: 'start: to the first usable field',
      subject,
      reference: { name: 'this runtime, empty application', summary: runtime },
      verdict: atMostTimes(subject, runtime, limit),
    },
    { name: 'start: this runtime, empty application', subject: runtime, reference: ratio, verdict: null },
    {
      name: 'start: page, from its address to the field',
      subject: summarise(counted.map(({ pageMs }) => pageMs)),
      reference: null,
      verdict: null,
    },
    {
      name: 'start: to the whole screen, program behind it',
      subject: summarise(counted.map(({ screenMs }) => screenMs)),
      reference: ratio,
      verdict: null,
    },
    { name: 'start: local program by itself', subject: summarise(samples.program), reference: null, verdict: null },
    ...(await measureFull({ context, application, bare, workstation })),
  ];
}

export const start: Measurement = { name: 'start', title: 'first usable field after the start', opensApplication: true, run };
