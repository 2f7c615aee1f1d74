// Server and agent as their own processes, killed while a source fails in every way: each check has exactly one answer in the end, the
// workstation hears of it, and the serving process never had a value or a class key.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpLink } from '#main/kernel/server/http-link.ts';
import { FakeStation } from '#test/crash/clerk/fake-station.ts';
import { Ledger } from '#test/crash/clerk/ledger.ts';
import { AgentProcess } from '#test/support/agent-process.ts';
import { AuthoritySimulator, simulatorFaults } from '#test/support/authority-simulator.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import {
  initialiseServer,
  issueEnrolmentCode,
  publishChange,
  randomSecrets,
  ServerProcess,
} from '#test/support/server-process.ts';
import { demonstrationBranch } from '#test/support/workplace.ts';

let folder: string;
let simulator: AuthoritySimulator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  simulator = await AuthoritySimulator.start();
});
afterEach(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('kills and faults in between, one answer each in the end', async () => {
  const secrets = randomSecrets();
  const serverDataDir = join(folder, 'server');
  const socket = join(folder, 'agent.sock');
  await initialiseServer(serverDataDir, secrets);
  await publishChange(serverDataDir, secrets, (file) => {
    file.policy.requiredChecks = ['identity-authority'];
  });
  const startAgent = () => AgentProcess.start({ serverDataDir, secrets, folder }, simulator, socket);
  const startServer = (port: number) => ServerProcess.start(serverDataDir, secrets, port, {}, ['--agent-socket', socket]);
  let server = await startServer(0);
  const port = Number(new URL(server.url).port);
  const station = new FakeStation({ folder, link: httpLink() });
  let agent: AgentProcess | null = null;
  try {
    const code = await issueEnrolmentCode(serverDataDir, secrets, demonstrationBranch);
    await station.start({ address: server.url, code, name: 'Counter 1' });
    const ledger = new Ledger();
    const clerk = station.clerk(new Dice(7), ledger);
    await clerk.untilReady();
    await clerk.signIn();
    // No fault that would only wait: the agent's patience is longer than a test's.
    simulator.faults = simulatorFaults.filter((fault) => fault !== 'timeout');
    simulator.delayMs = 30;
    for (let round = 0; round < 4; round++) {
      for (let count = 0; count < 3; count++) await clerk.register(false);
      await station.api['sync.now']({});
      agent = await startAgent();
      await expect.poll(() => simulator.asked.length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(round * 3);
      await agent.stop('SIGKILL');
      await server.stop('SIGKILL');
      server = await startServer(port);
    }
    agent = await startAgent();
    simulator.faults = [];
    const saved = [...ledger.saved.keys()];
    const states = async () => {
      await station.api['sync.now']({});
      const found = await station.api['records.search']({ text: '', day: null, before: null, limit: 100 });
      return found.ok ? found.value.items.map(({ verification }) => verification) : [];
    };
    // Nobody whom the clerk made up is known to the authority: every answer is a refusal, and none is missing.
    await expect.poll(states, { timeout: 150_000, interval: 250 }).toEqual(saved.map(() => 'refuted'));
    expect(ledger.faults).toEqual([]);
    expect(simulator.distinct).toBe(saved.length);
  } finally {
    await station.close();
    await agent?.stop('SIGKILL');
    await server.stop('SIGKILL');
  }
}, 240_000);
