// A run of the monkey: so many actions, a look after each, and the stores of both sides judged every time the application was closed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import { closeWorkstation, openWorkstation, type Workplace, type Workstation } from '#test/support/workplace.ts';
import { type Action, perform, type World } from './actions.ts';
import { choose, clerks } from './choose.ts';
import { collectEvidence } from './collect.ts';
import { Dice } from './dice.ts';
import type { Evidence, Offered } from './evidence.ts';
import { violations } from './invariants.ts';
import { greyPicture } from './picture.ts';
import { look, type Sight } from './watch.ts';

export interface MonkeyRun {
  readonly seed: number;
  readonly actions: number;
  /** How often the application is closed and opened in between. */
  readonly restarts: number;
  /** Actions of an earlier run, done instead of new ones. */
  readonly replay: readonly Action[] | null;
  /** A folder for what is dropped on the window. */
  readonly folder: string;
}

export interface MonkeyReport {
  readonly done: readonly Action[];
  /** What must never be, one line each; empty when all holds. */
  readonly faults: readonly string[];
  readonly evidence: Evidence;
}

class Monkey {
  readonly #workplace: Workplace;
  readonly #run: MonkeyRun;
  readonly #dice: Dice;
  readonly #offered = new Map<string, Offered>();
  readonly done: Action[] = [];
  readonly faults: string[] = [];
  evidence: Evidence | null = null;

  constructor(workplace: Workplace, run: MonkeyRun) {
    this.#workplace = workplace;
    this.#run = run;
    this.#dice = new Dice(run.seed);
  }

  get #total(): number {
    return this.#run.replay?.length ?? this.#run.actions;
  }

  async all(): Promise<void> {
    const phases = this.#run.restarts + 1;
    let station: Workstation | null = this.#workplace;
    for (let phase = 1; phase <= phases && this.faults.length === 0; phase++) {
      station ??= await openWorkstation(this.#workplace.workstation);
      try {
        await this.#act(station, Math.ceil((this.#total * phase) / phases));
        if (phase === phases && this.faults.length === 0) await this.#sendEverything(station);
      } finally {
        await closeWorkstation(station);
        station = null;
      }
      await this.#judge();
    }
  }

  /** Until so many actions were done altogether. */
  async #act(station: Workstation, until: number): Promise<void> {
    const world = await this.#worldOf(station);
    world.page.on('pageerror', (error) => this.faults.push(`an error in the page: ${error.message}`));
    await world.page.locator('[data-screen="sign-in"]').waitFor({ timeout: 60_000 });
    let sight = await this.#see(world);
    while (this.done.length < until && this.faults.length === 0) {
      const action = this.#next(sight);
      this.done.push(action);
      await perform(world, action);
      sight = await this.#see(world);
    }
  }

  /** New notices come in between, at fixed places: often enough to meet a registration in progress. */
  #next(sight: Sight | null): Action {
    const { replay } = this.#run;
    const index = this.done.length;
    if (replay !== null) return replay[index] ?? { act: 'wait', ms: 1 };
    const isPublishing = [1, 3, 5].some((sixth) => index === Math.floor((this.#total * sixth) / 6));
    return isPublishing ? { act: 'new-notice' } : choose(this.#dice, sight);
  }

  async #worldOf({ app, page }: Workstation): Promise<World> {
    const file = join(this.#run.folder, 'dropped.html');
    writeFileSync(file, '<title>dropped</title><script>document.title = "ran"</script>');
    const picture = join(this.#run.folder, 'picture.png');
    writeFileSync(picture, greyPicture(800, 500));
    return { workplace: { ...this.#workplace, app }, page, devTools: await page.context().newCDPSession(page), file, picture };
  }

  /** A fault counts when it is still there a moment later: a screen may be between two states. */
  async #see({ page }: World): Promise<Sight | null> {
    const sight = await look(page);
    this.#remember(sight);
    if (sight !== null && sight.faults.length === 0) return sight;
    await page.waitForTimeout(400);
    const again = await look(page);
    this.#remember(again);
    if (again === null) this.faults.push('the page does not answer');
    else this.faults.push(...again.faults.filter((fault) => sight === null || sight.faults.includes(fault)));
    return again;
  }

  #remember(sight: Sight | null): void {
    if (sight?.offered == null || sight.staffNumber === null) return;
    const offered = { staffNumber: sight.staffNumber, registrationIds: sight.offered };
    this.#offered.set(JSON.stringify(offered), offered);
  }

  /** Everything that was submitted reaches the server and gets its receipt. */
  async #sendEverything({ page }: Workstation): Promise<void> {
    await this.#workplace.link.restore();
    await page.keyboard.press('Control+l');
    const [clerk] = clerks;
    if (clerk === undefined) throw new Error('nobody to sign in');
    if ((await page.locator('[data-screen="frame"]').count()) > 0) await page.locator('#sign-in-number').waitFor();
    await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
    // Whoever was locked out of a registration is led back into it, at once or in a moment, and asked what becomes of it.
    const queue = new QueueScreen(page);
    await Promise.all([
      queue.open(),
      page
        .locator('#leave-keep')
        .click({ timeout: 5_000 })
        .catch(() => undefined),
    ]);
    const waiting = Number(await page.locator('#status-waiting').getAttribute('data-count'));
    const synced = (await queue.waitForReceipts(0, 0)).size;
    await queue.waitForReceipts(synced + waiting, 20_000);
  }

  async #judge(): Promise<void> {
    this.evidence = { ...(await collectEvidence(this.#workplace)), offered: [...this.#offered.values()] };
    this.faults.push(...violations(this.evidence));
  }
}

/** @param workplace enrolled, with its application open; closed afterwards */
export async function runMonkey(workplace: Workplace, run: MonkeyRun): Promise<MonkeyReport> {
  const monkey = new Monkey(workplace, run);
  try {
    await monkey.all();
  } catch (error) {
    monkey.faults.push(`the run itself ended: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (monkey.evidence === null) throw new Error(monkey.faults.join('\n'));
  return { done: monkey.done, faults: monkey.faults, evidence: monkey.evidence };
}
