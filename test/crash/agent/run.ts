// Kills of server and agent around the moment at which an authority decides: after its answer has left, while it is on its way, while it is
// written down. In the end each record has exactly one answer, the one that was given, and its workstation knows it.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpLink } from '#main/kernel/server/http-link.ts';
import { openOrganisation } from '#server/app/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { verificationFact } from '#src/domain/verification/schema.ts';
import type { Clerk } from '#test/crash/clerk/clerk.ts';
import { FakeStation } from '#test/crash/clerk/fake-station.ts';
import { type Draft, Ledger } from '#test/crash/clerk/ledger.ts';
import { AgentProcess } from '#test/support/agent-process.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { foundServer } from '#test/support/founded-server.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { publishChange, ServerProcess, type ServerSecrets } from '#test/support/server-process.ts';

export interface AgentRun {
  readonly seed: number;
  readonly kills: number;
  /** An empty folder with a short path: a socket's has about a hundred characters. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

export interface AgentReport {
  readonly kills: Readonly<Record<'server' | 'agent' | 'both', number>>;
  readonly records: number;
  readonly confirmed: number;
  /** Requests that reached the authority; more than records where an answer died. */
  readonly requests: number;
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** So long the authority thinks, and so long after a request reached it a kill comes at the latest. */
const thinkMs = 30;
const killWithinMs = 100;
const recordsEachTime = 2;

/** The authority knows every other person. */
class KnownPeople extends Ledger {
  readonly #people: Map<string, string>;

  constructor(people: Map<string, string>) {
    super();
    this.#people = people;
  }

  override change(id: string, change: Partial<Draft>): void {
    super.change(id, change);
    const { name = '', documentNumber = '' } = change.sent ?? {};
    if (name !== '' && documentNumber.charCodeAt(documentNumber.length - 1) % 2 === 0) this.#people.set(documentNumber, name);
  }
}

class AgentRunner {
  readonly #run: AgentRun;
  readonly #dice: Dice;
  readonly #authority: AuthoritySimulator;
  readonly ledger: Ledger;
  readonly kills = { server: 0, agent: 0, both: 0 };
  #secrets: ServerSecrets = { keyPassphrase: '', classPassphrase: '' };
  #port = 0;
  #server: ServerProcess | null = null;
  #agent: AgentProcess | null = null;

  constructor(run: AgentRun, authority: AuthoritySimulator) {
    this.#run = run;
    this.#dice = new Dice(run.seed);
    this.#authority = authority;
    this.ledger = new KnownPeople(authority.people);
  }

  get #dataDir(): string {
    return join(this.#run.folder, 'server');
  }

  async #startMissing(): Promise<void> {
    const socket = join(this.#run.folder, 'agent.sock');
    if (this.#server === null) {
      this.#server = await ServerProcess.start(this.#dataDir, this.#secrets, this.#port, {}, ['--agent-socket', socket]);
      this.#port = Number(new URL(this.#server.url).port);
    }
    const place = { serverDataDir: this.#dataDir, secrets: this.#secrets, folder: this.#run.folder };
    this.#agent ??= await AgentProcess.start(place, this.#authority, socket);
  }

  async #stop(which: 'server' | 'agent' | 'both'): Promise<void> {
    const [server, agent] = [which === 'agent' ? null : this.#server, which === 'server' ? null : this.#agent];
    if (server !== null) this.#server = null;
    if (agent !== null) this.#agent = null;
    await Promise.all([server?.stop('SIGKILL'), agent?.stop('SIGKILL')]);
  }

  async #killOnce(station: FakeStation, clerk: Clerk): Promise<void> {
    station.time.advance(Math.max(0, Date.now() - station.time.clockMs));
    for (let count = 0; count < recordsEachTime; count++) await clerk.register(false);
    const before = this.#authority.asked.length;
    await station.api['sync.now']({});
    const giveUpAt = Date.now() + 30_000;
    while (this.#authority.asked.length === before && Date.now() < giveUpAt) await sleep(2);
    await sleep(this.#dice.below(killWithinMs));
    const victim = this.#dice.weighted([
      [45, 'server'],
      [45, 'agent'],
      [10, 'both'],
    ] as const);
    await this.#stop(victim);
    this.kills[victim] += 1;
    await this.#startMissing();
  }

  async work(): Promise<readonly string[]> {
    const { secrets, code } = await foundServer(this.#dataDir);
    this.#secrets = secrets;
    await publishChange(this.#dataDir, secrets, (file) => {
      file.policy.requiredChecks = ['identity-authority'];
    });
    this.#authority.delayMs = thinkMs;
    await this.#startMissing();
    const station = new FakeStation({ folder: this.#run.folder, link: httpLink() });
    try {
      await station.start({ address: `http://127.0.0.1:${this.#port}`, code, name: 'Counter 1' });
      const clerk = station.clerk(new Dice(this.#run.seed + 1), this.ledger);
      await clerk.untilReady();
      await clerk.signIn();
      for (let kill = 1; kill <= this.#run.kills; kill++) {
        await this.#killOnce(station, clerk);
        if (kill % 20 === 0) this.#run.say(`${kill} kills, ${this.ledger.saved.size} records`);
      }
      return await this.#untilHeard(station);
    } finally {
      await station.close();
      await this.#stop('both');
    }
  }

  /** @returns records of which the workstation never heard */
  async #untilHeard(station: FakeStation): Promise<readonly string[]> {
    const giveUpAt = Date.now() + 180_000;
    for (;;) {
      station.time.advance(Math.max(0, Date.now() - station.time.clockMs));
      await station.api['sync.now']({});
      const pending: string[] = [];
      for (const key of this.ledger.saved.keys()) {
        const [recordId = ''] = key.split(' ');
        const opened = await station.api['records.open']({ recordId: recordId as never });
        const state = opened.ok ? opened.value.revisions[0]?.verification.state : opened.error.code;
        if (state !== 'verified' && state !== 'refuted') pending.push(`the workstation says ${state} of ${recordId}`);
      }
      if (pending.length === 0 || Date.now() > giveUpAt) return pending;
      await sleep(500);
    }
  }

  /** What lies at the server, read when nothing runs any more. */
  async judge(): Promise<{ readonly faults: readonly string[]; readonly confirmed: number }> {
    const layout = dataLayout(this.#dataDir);
    const keyRing = await openOperationKeys(layout, this.#secrets.keyPassphrase);
    const { store, close } = await openOrganisation({ layout, keyRing, clock: systemClock, randomness: systemRandomness });
    try {
      const checks = await store.selectFrom('verification_check').select(['check_id', 'record_id', 'state']).execute();
      const rows = await store.selectFrom('verification_fact').select('fact').execute();
      const facts = rows.map(({ fact }) => verificationFact.parse(JSON.parse(fact)));
      const leaves = await store
        .selectFrom('audit_leaf')
        .select('content')
        .where('content', 'like', '%verification.answered%')
        .execute();
      const answered = leaves.map(({ content }): string => JSON.parse(content).checkId);
      const saved = [...this.ledger.saved.keys()].map((key) => key.split(' ')[0] ?? '');
      const count = (list: readonly string[], one: string) => list.filter((other) => other === one).length;
      const asked = new Map(this.#authority.asked.map((one) => [one.reference, one]));
      const faults = saved.flatMap((recordId) => {
        const own = checks.filter((check) => check.record_id === recordId);
        return own.length === 1 && own[0]?.state === 'answered' ? [] : [`${recordId} has ${JSON.stringify(own)}`];
      });
      for (const { check_id: id } of checks) {
        const own = facts.filter((fact) => fact.checkId === id);
        if (own.length !== 1) faults.push(`check ${id} has ${own.length} answers`);
        if (count(answered, id) !== 1) faults.push(`the log says ${count(answered, id)} times that check ${id} was answered`);
        const { name = null, number = '' } = asked.get(id) ?? {};
        const said = this.#authority.people.get(number) === name ? 'confirmed' : 'refuted';
        if (own.some(({ outcome }) => outcome !== said)) faults.push(`check ${id} has another answer than was given`);
      }
      if (checks.length !== saved.length) faults.push(`${checks.length} checks of ${saved.length} records`);
      return { faults, confirmed: facts.filter(({ outcome }) => outcome === 'confirmed').length };
    } finally {
      await close();
    }
  }
}

export async function runAgentKills(run: AgentRun): Promise<AgentReport> {
  const begun = performance.now();
  const authority = await AuthoritySimulator.start();
  const runner = new AgentRunner(run, authority);
  try {
    const unheard = await runner.work();
    const { faults, confirmed } = await runner.judge();
    return {
      kills: runner.kills,
      records: runner.ledger.saved.size,
      confirmed,
      requests: authority.asked.length,
      faults: [...runner.ledger.faults, ...unheard, ...faults],
      seconds: (performance.now() - begun) / 1_000,
    };
  } finally {
    await authority.stop();
  }
}
