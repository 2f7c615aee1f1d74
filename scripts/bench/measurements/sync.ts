// A branch whose network comes back: a thousand records wait, the server of the demonstration runs on the same machine, and a clerk goes
// on typing. How long until every receipt was verified, and what the clerk's keys take meanwhile, against an empty page that has to
// share the machine with the same work.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { bareBrowserCommand, emptyPage } from '#scripts/bench/commands.ts';
import { type BenchContext, type Figure, type Measurement, p95AtMostOver } from '#scripts/bench/figure.ts';
import { register } from '#scripts/bench/local-program.ts';
import { StartedBrowser } from '#scripts/bench/started-browser.ts';
import { summarise } from '#scripts/bench/statistics.ts';
import { bareTypist, openForm, pressOnce, typistOf, watchKeys } from '#scripts/bench/typist.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { closeWorkstation, openWorkplace, openWorkstation, type Workplace } from '#test/support/workplace.ts';

const limitMs = 16;
const records = { full: 1_000, quick: 300, smoke: 3 } as const;

/** Evaluated in the page: asks for an attempt and tells how long it took until nothing waited any more. */
const untilSent = `new Promise((resolve) => {
  const from = performance.now();
  window.bridge.subscribe('sync.changed', async () => {
    const { value } = await window.bridge.call('sync.overview', {});
    if (value?.waiting === 0) resolve({ ms: performance.now() - from, synced: value.synced });
  });
  window.bridge.call('sync.now', {});
})`;

interface Sent {
  readonly ms: number;
  readonly synced: number;
}

/** The workstation once more, with so many registrations that nobody has sent. */
async function reopenWithWaiting({ env }: BenchContext, workplace: Workplace, count: number) {
  await workplace.page.locator('#sign-in-number').waitFor();
  await closeWorkstation(workplace);
  await workplace.link.cut();
  Object.assign(process.env, env);
  await register(workplace.workstation, count);
  return openWorkstation({ ...workplace.workstation, args: [] });
}

async function typeWhileSending(page: Page, workplace: Workplace, browser: StartedBrowser) {
  const screen = await openForm(page);
  const typist = typistOf(page, await page.context().newCDPSession(page));
  const bare = bareTypist(browser);
  await browser.untilPainted();
  await bare.evaluate(`document.querySelector('input').focus(); ${watchKeys}`);
  await typist.evaluate(watchKeys);
  const field = screen.field('name');
  await field.focus();
  const own: number[] = [];
  const empty: number[] = [];
  let sent: Sent | null = null;
  await workplace.link.restore();
  const sending = (page.evaluate(untilSent) as Promise<Sent>).then((value) => {
    sent = value;
  });
  do {
    if (own.length % 12 === 11) await field.fill('');
    own.push(await pressOnce(typist, 'w'));
    empty.push(await pressOnce(bare, '1'));
  } while (sent === null);
  await sending;
  return { own, empty, sent: sent as Sent };
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const [clerk] = demonstrationStaff;
  if (clerk === undefined) throw new Error('nobody to sign in');
  const count = records[context.effort];
  const workplace = await openWorkplace({ dataDir: join(context.folder, 'data'), env: context.env });
  const browser = await StartedBrowser.start(bareBrowserCommand(context.folder), emptyPage.slice(0, 14));
  try {
    context.say(`registering ${count} people without a network`);
    const workstation = await reopenWithWaiting(context, workplace, count);
    try {
      await new SignInScreen(workstation.page).signIn(clerk.number, clerk.passphrase);
      const { own, empty, sent } = await typeWhileSending(workstation.page, workplace, browser);
      if (sent.synced !== count) throw new Error(`${sent.synced} of ${count} records have a receipt`);
      const [subject, reference] = [summarise(own), summarise(empty)];
      return [
        {
          name: `sync: ${count} waiting records, to the last receipt`,
          subject: summarise([sent.ms]),
          reference: null,
          verdict: null,
        },
        {
          name: 'sync: keystroke meanwhile, to the next paint',
          subject,
          reference: { name: 'empty page with an input', summary: reference },
          verdict: p95AtMostOver(subject, reference, limitMs),
        },
      ];
    } finally {
      await closeWorkstation(workstation);
    }
  } finally {
    await browser.stop();
    await workplace.close();
  }
}

export const sync: Measurement = { name: 'sync', title: 'a thousand waiting records', opensApplication: true, run };
