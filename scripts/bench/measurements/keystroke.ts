// From the key to the paint: real key events in the fields of the real form, in the running application, until the frame that shows
// them was made. Held against the same on a page with nothing but an input, in the bare browser with the same flags.
import { join } from 'node:path';
import { bareBrowserCommand, emptyPage } from '#scripts/bench/commands.ts';
import { type BenchContext, type Figure, type Measurement, p95AtMostOver, roundsOf } from '#scripts/bench/figure.ts';
import { StartedBrowser } from '#scripts/bench/started-browser.ts';
import { alternate, summarise } from '#scripts/bench/statistics.ts';
import { bareTypist, openForm, pressOnce, type Typist, typistOf, watchKeys } from '#scripts/bench/typist.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { publishChange } from '#test/support/server-process.ts';
import { openWorkplace, type Workplace } from '#test/support/workplace.ts';

const limitMs = 16;
const manyFields = 60;

/** A form that asks this much is no demonstration, but it exists. */
async function publishLongForm({ serverDataDir, secrets }: Workplace): Promise<void> {
  await publishChange(serverDataDir, secrets, (organisation) => {
    organisation.forms = organisation.forms.map((form) => {
      const [pattern] = form.fields.filter(({ part, input }) => part === 'supplementary' && input.kind === 'text');
      if (pattern === undefined) return form;
      const more = Array.from({ length: manyFields - form.fields.length }, (_, index) => ({ ...pattern, name: `extra${index}` }));
      return { ...form, version: form.version + 1, fields: [...form.fields, ...more] };
    });
    if (!organisation.forms.some(({ fields }) => fields.length === manyFields)) throw new Error('no form has a text to copy');
  });
}

/** Types into each of the fields in turn with the bare page between the keys. */
async function measureForm(context: BenchContext, workplace: Workplace, bare: Typist, label: string): Promise<readonly Figure[]> {
  const screen = await openForm(workplace.page);
  const typist = typistOf(workplace.page, await workplace.page.context().newCDPSession(workplace.page));
  await typist.evaluate(watchKeys);
  const rounds = roundsOf(context, 150, 60);
  const own: number[] = [];
  const empty: number[] = [];
  for (const [field, keys] of [
    ['name', 'wangxiaoming'],
    ['documentNumber', '110101199003071057'],
    ['phone', '13800138000'],
  ] as const) {
    let count = 0;
    await screen.field(field).focus();
    const next = async () => {
      if (count % keys.length === 0) await screen.field(field).fill('');
      count += 1;
      return keys[(count - 1) % keys.length] ?? '1';
    };
    const samples = await alternate(
      { own: async () => pressOnce(typist, await next()), empty: () => pressOnce(bare, '1') },
      Math.ceil(rounds / 3),
      2,
    );
    own.push(...samples.own);
    empty.push(...samples.empty);
  }
  await screen.discard();
  const [subject, reference] = [summarise(own), summarise(empty)];
  const name = `keystroke: to the next paint, ${label}`;
  const against = { name: 'empty page with an input', summary: reference };
  return [{ name, subject, reference: against, verdict: p95AtMostOver(subject, reference, limitMs) }];
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const [clerk] = demonstrationStaff;
  if (clerk === undefined) throw new Error('nobody to sign in');
  const workplace = await openWorkplace({ dataDir: join(context.folder, 'data'), env: context.env });
  const browser = await StartedBrowser.start(bareBrowserCommand(context.folder), emptyPage.slice(0, 14));
  try {
    await new SignInScreen(workplace.page).signIn(clerk.number, clerk.passphrase);
    const bare = bareTypist(browser);
    await browser.untilPainted();
    await bare.evaluate(`document.querySelector('input').focus(); ${watchKeys}`);
    const figures = [...(await measureForm(context, workplace, bare, 'the form of the demonstration'))];
    await publishLongForm(workplace);
    await workplace.page.evaluate(() => window.bridge.call('sync.now', {}));
    figures.push(...(await measureForm(context, workplace, bare, `a form of ${manyFields} fields`)));
    return figures;
  } finally {
    await browser.stop();
    await workplace.close();
  }
}

export const keystroke: Measurement = { name: 'keystroke', title: 'keystroke to paint', opensApplication: true, run };
