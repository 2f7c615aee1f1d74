// Kills workstation and server at random moments and starts them again, while a clerk works. The same seed gives the same acts, the
// same victims and the same delays; which instruction a kill meets is the machine's.
import { join } from 'node:path';
import { evaluationKeyStore } from '#main/kernel/keys/evaluation-key-store.ts';
import { Clerk, Gone } from '#test/crash/clerk/clerk.ts';
import { compare, sendAll } from '#test/crash/clerk/compare.ts';
import { judge, readLog, readStation, unexpectedLines, type Verdict } from '#test/crash/clerk/judge.ts';
import { Ledger } from '#test/crash/clerk/ledger.ts';
import { demonstrationBranch } from '#test/support/founded-server.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { initialiseServer, issueEnrolmentCode, randomSecrets, ServerProcess } from '#test/support/server-process.ts';
import { serverRows } from '#test/support/trouble/server-records.ts';
import { Station } from './station.ts';
import type { StationFolder } from './station-process.ts';

export interface KillRun {
  readonly seed: number;
  readonly kills: number;
  /** An empty folder. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

export interface KillReport {
  readonly verdict: Verdict;
  readonly kills: Readonly<Record<'workstation' | 'server' | 'start' | 'key-change', number>>;
  readonly acts: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const secrets = randomSecrets();
/** Longest time from the start of the work, and from the start of the program, to the kill. */
const workMs = 450;
const startMs = 180;
/** A killer that never finds the work begun would wait for ever. */
const longestStartMs = 60_000;

class KillRunner {
  readonly #run: KillRun;
  readonly #killer: Dice;
  readonly #work: Dice;
  readonly ledger = new Ledger();
  readonly kills = { workstation: 0, server: 0, start: 0, 'key-change': 0 };
  #server: ServerProcess | null = null;
  #port = 0;
  #spare: Promise<Station> = Station.load();

  constructor(run: KillRun) {
    this.#run = run;
    this.#killer = new Dice(run.seed);
    this.#work = new Dice(run.seed + 1);
  }

  get #serverDir(): string {
    return join(this.#run.folder, 'server');
  }
  get #folder(): StationFolder {
    return { dataDir: join(this.#run.folder, 'workstation'), keysDir: join(this.#run.folder, 'keys') };
  }

  async all(): Promise<Verdict> {
    try {
      await this.#found();
      while (this.#count() < this.#run.kills && this.ledger.faults.length === 0) await this.#life();
      return await this.#end();
    } finally {
      await (await this.#spare).kill();
      await this.#server?.stop('SIGKILL');
    }
  }

  #count(): number {
    const { workstation, server, start } = this.kills;
    return workstation + server + start;
  }

  async #found(): Promise<void> {
    await initialiseServer(this.#serverDir, secrets);
    await this.#startServer();
    const code = await issueEnrolmentCode(this.#serverDir, secrets, demonstrationBranch);
    const address = `http://127.0.0.1:${this.#port}`;
    const station = await this.#next();
    station.start({ ...this.#folder, enrol: { address, code, name: 'Counter 1' } });
    await new Clerk(station.api, this.#work, this.ledger).untilReady();
    await station.close();
  }

  async #startServer(): Promise<void> {
    this.#server = await ServerProcess.start(this.#serverDir, secrets, this.#port);
    this.#port = Number(new URL(this.#server.url).port);
  }

  /** The next process has loaded already; another one begins to. */
  async #next(): Promise<Station> {
    const station = await this.#spare;
    this.#spare = Station.load();
    return station;
  }

  /** One workstation process from its start to its kill. */
  async #life(): Promise<void> {
    const station = await this.#next();
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    station.start(this.#folder);
    const living = this.#live(station, begin).finally(begin);
    if (this.#killer.chance(0.15)) {
      await this.#wait(startMs);
      this.kills.start += 1;
    } else {
      const limit = setTimeout(begin, longestStartMs);
      await begun;
      clearTimeout(limit);
      await this.#killServers(station);
      await this.#wait(workMs);
      this.kills.workstation += 1;
    }
    await station.kill();
    await living;
    if (this.#count() % 100 < 1) this.#run.say(`${this.#count()} kills, ${this.ledger.saved.size} acknowledged records`);
  }

  /** While the clerk works on: none, one or two kills of the server, each followed by its start. */
  async #killServers(station: Station): Promise<void> {
    while (this.#killer.chance(0.3) && !station.isDead && this.#count() < this.#run.kills - 1) {
      await this.#wait(workMs);
      await this.#server?.stop('SIGKILL');
      this.kills.server += 1;
      await this.#startServer();
    }
  }

  /** To a fraction of a millisecond; a timer alone would always kill at the same beat. */
  async #wait(limitMs: number): Promise<void> {
    const untilMs = performance.now() + (this.#killer.below(1_000_000) / 1_000_000) * limitMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, untilMs - performance.now() - 1)));
    while (performance.now() < untilMs);
  }

  /** Never rejects: what goes wrong is a fault, and being killed is what happens here. */
  async #live(station: Station, begun: () => void): Promise<void> {
    const clerk = new Clerk(station.api, this.#work, this.ledger);
    try {
      if (!(await clerk.untilReady())) return;
      await clerk.signIn();
      await compare(station.api, this.ledger);
      begun();
      while (this.ledger.faults.length === 0) await this.#act(clerk);
    } catch (error) {
      if (!(error instanceof Gone)) this.ledger.fault(`the run itself: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  async #act(clerk: Clerk): Promise<void> {
    if (!this.#work.chance(0.06)) return clerk.act();
    await clerk.signOut();
    if (this.#work.chance(0.5)) {
      await clerk.closeDay();
    } else {
      this.kills['key-change'] += 1;
      await clerk.changeKey();
    }
    await clerk.signIn();
  }

  /** Undisturbed at last: everything is sent, both programs end, and their stores are read. */
  async #end(): Promise<Verdict> {
    const station = await this.#next();
    station.start(this.#folder);
    const clerk = new Clerk(station.api, this.#work, this.ledger);
    if (await clerk.untilReady()) {
      await clerk.signIn();
      await compare(station.api, this.ledger);
      await sendAll(station.api, this.ledger, 60_000);
    }
    await station.close();
    await this.#server?.stop();
    const { dataDir, keysDir } = this.#folder;
    for (const line of unexpectedLines(readLog(dataDir))) this.ledger.fault(`in the log: ${line}`);
    const held = await readStation(dataDir, evaluationKeyStore(keysDir, dataDir));
    return judge(this.ledger, held, await serverRows(this.#serverDir, secrets));
  }
}

export async function runKills(run: KillRun): Promise<KillReport> {
  const from = performance.now();
  const runner = new KillRunner(run);
  const verdict = await runner.all();
  const seconds = (performance.now() - from) / 1_000;
  return { verdict, kills: runner.kills, acts: runner.ledger.done, seconds };
}
