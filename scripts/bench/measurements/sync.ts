// A branch whose network comes back: a thousand records wait, the server of the demonstration runs on the same machine, and a clerk goes
// on typing. How long until every receipt was verified, and what the clerk's keys take meanwhile, against an empty page that has to
// share the machine with the same work.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { bareBrowserCommand, emptyPage } from '#scripts/bench/commands.ts';
import { type BenchContext, type Figure, type Measurement, p95AtMostOver, roundsOf } from '#scripts/bench/figure.ts';
import { register } from '#scripts/bench/local-program.ts';
import { StartedBrowser } from '#scripts/bench/started-browser.ts';
import { summarise } from '#scripts/bench/statistics.ts';
import { bareTypist, openForm, pressOnce, type Typist, typistOf, watchKeys } from '#scripts/bench/typist.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { closeWorkstation, openWorkplace, openWorkstation, type Workplace } from '#test/support/workplace.ts';

const limitMs = 16;
const records = { full: 1_000, quick: 300, smoke: 3 } as const;
/** The first keys in a form build what the others use. */
const warmUps = 2;

/** Evaluated in the page before the network is back: how long it takes until the status bar says that nothing waits any more. */
const watchQueue = `{
  const from = performance.now();
  const status = document.getElementById('status-waiting');
  // Nobody waits for it yet: what a block ends with is what its evaluation waits for.
  void (globalThis.queueSent = new Promise((resolve) => {
    const seen = new MutationObserver(async () => {
      if (status.dataset.count !== '0') return;
      const ms = performance.now() - from;
      seen.disconnect();
      resolve({ ms, synced: (await window.bridge.call('sync.overview', {})).value.synced });
    });
    seen.observe(status, { attributes: true });
  }));
}`;
const untilSent = `window.bridge.call('sync.now', {}), globalThis.queueSent`;

interface Sent {
  readonly ms: number;
  readonly synced: number;
}

/** The workstation once more, with so many registrations that nobody has sent. */
async function openWithWaiting({ env }: BenchContext, { link, workstation }: Workplace, count: number, from: number) {
  await link.cut();
  Object.assign(process.env, env);
  await register(workstation, count, from);
  return openWorkstation({ ...workstation, args: [] });
}

async function typeWhileSending(page: Page, { link }: Workplace, bare: Typist) {
  const screen = await openForm(page);
  const typist = typistOf(page, await page.context().newCDPSession(page));
  await typist.evaluate(watchKeys);
  const field = screen.field('name');
  await field.focus();
  const own: number[] = [];
  const empty: number[] = [];
  const pressBoth = async () => {
    own.push(await pressOnce(typist, 'w'));
    empty.push(await pressOnce(bare, '1'));
  };
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await pressBoth();
  own.length = 0;
  empty.length = 0;
  let sent: Sent | null = null;
  await page.evaluate(watchQueue);
  await link.restore();
  const sending = (page.evaluate(untilSent) as Promise<Sent>).then((value) => {
    sent = value;
  });
  do {
    if (own.length % 12 === 11) await field.fill('');
    await pressBoth();
  } while (sent === null);
  await sending;
  await screen.discard();
  return { own, empty, sent: sent as Sent };
}

/** One queue after another, because a single one is empty again after a few keys. */
async function measure(context: BenchContext, workplace: Workplace, bare: Typist): Promise<readonly Figure[]> {
  const [clerk] = demonstrationStaff;
  if (clerk === undefined) throw new Error('nobody to sign in');
  const count = records[context.effort];
  const rounds = roundsOf(context, 10, 2);
  const own: number[] = [];
  const empty: number[] = [];
  const sentMs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    context.say(`registering ${count} people without a network (${round} of ${rounds})`);
    const workstation = await openWithWaiting(context, workplace, count, count * (round - 1));
    try {
      await new SignInScreen(workstation.page).signIn(clerk.number, clerk.passphrase);
      const typed = await typeWhileSending(workstation.page, workplace, bare);
      const all = count * round;
      if (typed.sent.synced !== all) throw new Error(`${typed.sent.synced} of ${all} records have a receipt`);
      own.push(...typed.own);
      empty.push(...typed.empty);
      sentMs.push(typed.sent.ms);
    } finally {
      await closeWorkstation(workstation);
    }
  }
  const [subject, reference] = [summarise(own), summarise(empty)];
  return [
    { name: `sync: ${count} waiting records, to the last receipt`, subject: summarise(sentMs), reference: null, verdict: null },
    {
      name: 'sync: keystroke meanwhile, to the next paint',
      subject,
      reference: { name: 'empty page with an input', summary: reference },
      verdict: p95AtMostOver(subject, reference, limitMs),
    },
  ];
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const workplace = await openWorkplace({ dataDir: join(context.folder, 'data'), env: context.env });
  const browser = await StartedBrowser.start(bareBrowserCommand(context.folder), emptyPage.slice(0, 14));
  try {
    await browser.untilPainted();
    const bare = bareTypist(browser);
    await bare.evaluate(`document.querySelector('input').focus(); ${watchKeys}`);
    // The form stands before the workstation is enrolled.
    await workplace.page.locator('[data-screen="sign-in"]').waitFor({ timeout: 60_000 });
    await closeWorkstation(workplace);
    return await measure(context, workplace, bare);
  } finally {
    await browser.stop();
    await workplace.close();
  }
}

export const sync: Measurement = { name: 'sync', title: 'a thousand waiting records', opensApplication: true, run };
