// From the start of the process to the first usable field: the staff number at sign-in has the focus, is painted and takes a key, on
// an enrolled workstation without a network. Held against the bare browser showing an empty page. What lies between the two is told
// apart: the runtime with an empty application, the page by itself, the local program by itself.
import { join } from 'node:path';
import { createApp } from '#main/app/create-app.ts';
import { hostPorts } from '#main/app/host-thread.ts';
import { realMachine } from '#main/app/machine.ts';
import { applicationCommand, bareBrowserCommand, emptyApplicationCommand, emptyPage } from '#scripts/bench/commands.ts';
import { atMostTimes, type BenchContext, type Figure, type Measurement, roundsOf } from '#scripts/bench/figure.ts';
import { type Command, StartedBrowser } from '#scripts/bench/started-browser.ts';
import { alternate, summarise, timed } from '#scripts/bench/statistics.ts';
import { closeWorkstation, openWorkplace, type WorkstationOptions } from '#test/support/workplace.ts';

const limit = 1.5;
const firstField = 'sign-in-number';

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

const noHost = { ask: async () => null };

/** Key, lock, store and its check, as the worker does them; without a thread and without a window. */
async function startProgram(dataDir: string, service: string): Promise<number> {
  const options = {
    dataDir: join(dataDir, 'workstation'),
    appVersion: '0.0.0',
    keychain: { isEvaluation: false, service },
  } as const;
  const app = createApp({ ...options, isEvaluation: false }, realMachine(options, hostPorts(noHost)));
  const ms = await timed(() => app.start());
  const status = await app.call('startup.status', {});
  await app.close();
  if (!JSON.stringify(status).includes('"phase":"ready"')) throw new Error('the local program did not become ready');
  return ms;
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  context.say('enrolling a workstation');
  const { dataDir, keychainService, env } = await enrolledWorkstation(context);
  Object.assign(process.env, env);
  const application = applicationCommand([`--user-data-dir=${dataDir}`, `--keychain-service=${keychainService}`], env);
  const empty = emptyApplicationCommand(context.folder);
  const bare = bareBrowserCommand(context.folder);
  const pages: number[] = [];
  const rounds = roundsOf(context, 15, 5);
  const samples = await alternate(
    {
      application: () =>
        startOnce(application, 'http', async (browser) => {
          const usableMs = await browser.untilFieldTakesKeys(firstField);
          pages.push(browser.startedAt + usableMs - (await browser.page.evaluate<number>('performance.timeOrigin')));
          return usableMs;
        }),
      bare: () => startOnce(bare, emptyPage.slice(0, 14), (browser) => browser.untilPainted()),
      empty: () => startOnce(empty, emptyPage.slice(0, 14), (browser) => browser.untilPainted()),
      program: () => startProgram(dataDir, keychainService),
    },
    rounds,
    context.effort === 'smoke' ? 0 : 2,
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
  ];
}

export const start: Measurement = { name: 'start', title: 'first usable field after the start', opensApplication: true, run };
