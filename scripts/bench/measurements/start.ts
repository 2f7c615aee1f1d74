// From the start of the process to the first usable field: the staff number at sign-in has the focus, is painted and takes a key, on
// an enrolled workstation without a network. Held against the bare browser showing an empty page. What lies between the two is told
// apart: the runtime with an empty application, the page by itself, the local program by itself.
import { join } from 'node:path';
import { applicationCommand, bareBrowserCommand, emptyApplicationCommand, emptyPage } from '#scripts/bench/commands.ts';
import { atMostTimes, type BenchContext, type Figure, type Measurement, roundsOf } from '#scripts/bench/figure.ts';
import { fillWithSynced, startProgram } from '#scripts/bench/local-program.ts';
import { type Command, StartedBrowser } from '#scripts/bench/started-browser.ts';
import { alternate, summarise } from '#scripts/bench/statistics.ts';
import { closeWorkstation, openWorkplace, type WorkstationOptions } from '#test/support/workplace.ts';

const limit = 1.5;
const firstField = 'sign-in-number';
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

function untilField(command: Command, look: (browser: StartedBrowser, usableMs: number) => Promise<void>): Promise<number> {
  return startOnce(command, 'http', async (browser) => {
    const usableMs = await browser.untilFieldTakesKeys(firstField);
    await look(browser, usableMs);
    return usableMs;
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
      application: () => untilField(application, async () => undefined),
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
  const pages: number[] = [];
  const rounds = roundsOf(context, 15, 5);
  const samples = await alternate(
    {
      application: () =>
        untilField(application, async (browser, usableMs) => {
          pages.push(browser.startedAt + usableMs - (await browser.page.evaluate<number>('performance.timeOrigin')));
        }),
      bare: () => untilPainted(bare),
      empty: () => untilPainted(empty),
      program: () => startProgram(workstation),
    },
    rounds,
    throwAwayOf(context),
  );
  const [subject, reference, runtime] = [samples.application, samples.bare, samples.empty].map(summarise);
  if (subject === undefined || reference === undefined || runtime === undefined) throw new Error('nothing was measured');
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
      subject: summarise(pages.slice(-rounds)),
      reference: null,
      verdict: null,
    },
    { name: 'start: local program by itself', subject: summarise(samples.program), reference: null, verdict: null },
    ...(await measureFull({ context, application, bare, workstation })),
  ];
}

export const start: Measurement = { name: 'start', title: 'first usable field after the start', opensApplication: true, run };
