// Many workstations and one server in this process, over clocks and lines the simulation holds: at each step, by seeded chance, somebody
// works, a line is cut or spoilt, a program ends and starts, a clock jumps by a day or ten years, time passes, or the organisation
// publishes. The same seed gives the same steps, faults and outcomes again.
import { join } from 'node:path';
import { draftOf } from '#server/features/configuration/draft.ts';
import { type Bench, openBench } from '#server/test-bench.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { Clerk } from '#test/crash/clerk/clerk.ts';
import { compare, sendAll } from '#test/crash/clerk/compare.ts';
import { FakeStation } from '#test/crash/clerk/fake-station.ts';
import { judge, readStation, unexpectedLines, type Verdict } from '#test/crash/clerk/judge.ts';
import { Ledger } from '#test/crash/clerk/ledger.ts';
import { demonstrationBranch } from '#test/support/founded-server.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { readServerRows } from '#test/support/trouble/server-records.ts';
import { SimulatedLine } from './line.ts';

export interface SimulationRun {
  readonly seed: number;
  readonly stations: number;
  readonly steps: number;
  /** A founded organisation's data folder, to be copied. */
  readonly template: string;
  /** An empty folder. */
  readonly folder: string;
}

export interface SimulationReport {
  /** Of each workstation. */
  readonly verdicts: readonly Verdict[];
  readonly steps: ReadonlyMap<string, number>;
  readonly requests: number;
  /** Over every step, request and fate: equal for equal seeds. */
  readonly digest: string;
  readonly seconds: number;
}

const dayMs = 86_400_000;
/** How wrong a clock can be. */
const jumps = [dayMs, -dayMs, 3_650 * dayMs, -3_650 * dayMs, 0];
/** What a clock that is wrong by years, or a long time without the server, rightly closes until the server was heard. */
const closedByTime = [
  'staff/not-cleared',
  'staff/offline-too-long',
  'staff/too-many-attempts',
  'records/closed',
  'access/signed-out',
];

class Place {
  readonly station: FakeStation;
  readonly line: SimulatedLine;
  readonly ledger = new Ledger();
  readonly #dice: Dice;

  constructor(parts: { readonly line: SimulatedLine; readonly folder: string; readonly seed: number; readonly nowMs: number }) {
    this.line = parts.line;
    this.#dice = new Dice(parts.seed);
    this.station = new FakeStation({ folder: parts.folder, link: parts.line, fraction: () => this.#dice.below(1_000) / 1_000 });
    this.station.time.clockMs = parts.nowMs;
  }

  get clerk(): Clerk {
    return this.station.clerk(this.#dice, this.ledger, closedByTime);
  }

  /** Until no attempt to synchronise is under way: then its next one is a timer. */
  async settle(): Promise<void> {
    for (let waited = 0; this.station.time.tasks.length === 0; waited++) {
      if (waited > 2_000)
        throw new Error(`the loop stands still: ${JSON.stringify(await this.station.api['startup.status']({}))}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Somebody is signed in, or may not be until the server has been heard. */
  async isOpen(): Promise<boolean> {
    const current = await this.station.api['staff.current']({});
    if (current.ok && current.value.session !== null) return true;
    return this.clerk.signIn();
  }

  async restart(): Promise<void> {
    await this.station.close();
    await this.station.start();
    await this.settle();
    if (await this.isOpen()) await compare(this.station.api, this.ledger);
  }

  /** The line is good again and the next attempts are made: a wrong clock is set right by what the server says. */
  async hear(): Promise<void> {
    this.line.isCut = false;
    this.line.faults = 0;
    this.station.time.fireNext();
    await this.settle();
  }
}

class Simulation {
  readonly #run: SimulationRun;
  readonly #bench: Bench;
  readonly #dice: Dice;
  readonly #told: string[] = [];
  readonly places: Place[] = [];
  readonly steps = new Map<string, number>();

  constructor(run: SimulationRun, bench: Bench) {
    this.#run = run;
    this.#bench = bench;
    this.#dice = new Dice(run.seed);
  }

  get digest(): string {
    return sha256Hex([...this.#told, ...this.places.flatMap(({ line }) => line.told)].join('\n'));
  }

  get faults(): readonly string[] {
    return this.places.flatMap(({ ledger }) => ledger.faults);
  }

  async found(): Promise<void> {
    for (let index = 0; index < this.#run.stations; index++) {
      const seed = this.#run.seed * 1_000 + index;
      const line = new SimulatedLine(this.#bench.app, new Dice(seed + 500), `10.0.0.${index + 1}`);
      const place = new Place({
        line,
        folder: join(this.#run.folder, `station-${index}`),
        seed,
        nowMs: this.#bench.clock.nowMs(),
      });
      this.places.push(place);
      const { code } = await this.#bench.organisation.devices.issueCode(demonstrationBranch, 60);
      await place.station.start({ address: 'http://127.0.0.1:1', code, name: `Counter ${index + 1}` });
      await place.settle();
      await place.isOpen();
    }
  }

  async step(number: number): Promise<void> {
    const index = this.#dice.below(this.places.length);
    const place = this.places[index];
    if (place === undefined) return;
    const name = this.#dice.weighted([
      [50, 'work'],
      [12, 'line'],
      [8, 'restart'],
      [6, 'clock'],
      [10, 'timer'],
      [6, 'time'],
      [2, 'publish'],
    ] as const);
    this.steps.set(name, (this.steps.get(name) ?? 0) + 1);
    this.#told.push(`${number} ${index} ${name}`);
    await this[name](place);
    await place.settle();
    this.#told.push(`${place.ledger.saved.size} ${place.ledger.drafts.size}`);
  }

  async work(place: Place): Promise<void> {
    if (!(await place.isOpen())) return;
    await place.clerk.act();
    await place.settle();
    // A clock that jumps ends sessions too.
    if (await place.isOpen()) await compare(place.station.api, place.ledger);
  }

  async line({ line }: Place): Promise<void> {
    line.isCut = !line.isCut && this.#dice.chance(0.5);
    line.faults = this.#dice.pick([0, 0.2, 0.6]);
  }

  async restart(place: Place): Promise<void> {
    await place.restart();
  }

  async clock({ station }: Place): Promise<void> {
    station.time.clockMs = this.#bench.clock.nowMs() + this.#dice.pick(jumps);
  }

  async timer({ station }: Place): Promise<void> {
    station.time.fireNext();
  }

  async time(): Promise<void> {
    const ms = this.#dice.below(600_000);
    this.#bench.clock.advance(ms);
    for (const { station } of this.places) station.time.advance(ms);
  }

  async publish(): Promise<void> {
    const { configuration } = this.#bench.organisation;
    const draft = draftOf((await configuration.newest()).body);
    await configuration.publish({ ...draft, policy: { ...draft.policy, idleLockMinutes: 5 + this.#dice.below(5) } });
  }

  /** Undisturbed at last: everything is sent, and every store is read beside the server's. */
  async end(): Promise<readonly Verdict[]> {
    for (const place of this.places) await this.#finish(place);
    const rows = await readServerRows(this.#bench.organisation.store);
    const verdicts: Verdict[] = [];
    for (const { station, ledger } of this.places) {
      for (const line of unexpectedLines(station.log)) ledger.fault(`in the log: ${line}`);
      const held = await readStation(station.dataDir, station.keychain);
      const own = new Set<string>(held.records.map(({ recordId }) => recordId));
      verdicts.push(
        judge(
          ledger,
          held,
          rows.filter(({ recordId }) => own.has(recordId)),
        ),
      );
    }
    const all = verdicts.reduce((sum, { onWorkstation }) => sum + onWorkstation, 0);
    if (all !== rows.length) this.places[0]?.ledger.fault(`the server has ${rows.length} records, the workstations ${all}`);
    return verdicts;
  }

  async #finish(place: Place): Promise<void> {
    await place.hear();
    await place.hear();
    if (!(await place.isOpen())) {
      // Attempts to sign in while the clock was wrong may have to be waited out.
      place.station.time.advance(3_600_000);
      this.#bench.clock.advance(3_600_000);
      await place.hear();
      if (!(await place.isOpen())) place.ledger.fault('nobody can sign in although the server was heard');
    }
    await compare(place.station.api, place.ledger);
    await sendAll(place.station.api, place.ledger, 60_000);
    await place.station.close();
  }
}

export async function simulate(run: SimulationRun): Promise<SimulationReport> {
  const from = performance.now();
  const bench = await openBench({ template: run.template });
  const simulation = new Simulation(run, bench);
  try {
    await simulation.found();
    for (let number = 1; number <= run.steps && simulation.faults.length === 0; number++) await simulation.step(number);
    const { digest } = simulation;
    const verdicts = await simulation.end();
    const requests = simulation.places.reduce((sum, { line }) => sum + line.told.length, 0);
    return { verdicts, steps: simulation.steps, requests, digest, seconds: (performance.now() - from) / 1_000 };
  } finally {
    for (const { station } of simulation.places) await station.close();
    await bench.close();
  }
}
