// Server and agent as their own processes, killed while a source fails in every way: each check has exactly one answer in the end, the
// workstation hears of it, and the serving process never had a value or a class key.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpLink } from '#main/kernel/server/http-link.ts';
import { openOrganisation } from '#server/app/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { FakeStation } from '#test/crash/clerk/fake-station.ts';
import { Ledger } from '#test/crash/clerk/ledger.ts';
import { AgentProcess } from '#test/support/agent-process.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { foundServer } from '#test/support/founded-server.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { providerFaults } from '#test/support/provider.ts';
import { addSystemClient, publishChange, ServerProcess, type ServerSecrets } from '#test/support/server-process.ts';

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

/** Whatever was killed: each record was identified once, and each person is one subject. */
async function expectSubjects(
  { serverDataDir, secrets }: { readonly serverDataDir: string; readonly secrets: ServerSecrets },
  records: number,
  people: number,
): Promise<void> {
  const layout = dataLayout(serverDataDir);
  const keyRing = await openOperationKeys(layout, secrets.keyPassphrase);
  const { store, close } = await openOrganisation({ layout, keyRing, clock: systemClock, randomness: systemRandomness });
  try {
    const rows = () => store.selectFrom('subject_record').select(['record_id', 'subject_id', 'problem']).execute();
    await expect.poll(async () => (await rows()).length, { timeout: 60_000, interval: 250 }).toBe(records);
    const identified = await rows();
    expect(identified.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(new Set(identified.map(({ subject_id }) => subject_id)).size).toBe(people);
    expect(await store.selectFrom('subject').select('subject_id').execute()).toHaveLength(people);
    const leaves = await store
      .selectFrom('audit_leaf')
      .select('content')
      .where('content', 'like', '%record.identified%')
      .execute();
    expect(leaves).toHaveLength(records);
  } finally {
    await close();
  }
}

test('kills and faults in between, one answer each in the end', async () => {
  const serverDataDir = join(folder, 'server');
  const socket = join(folder, 'agent.sock');
  const { secrets, code } = await foundServer(serverDataDir);
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
    await station.start({ address: server.url, code, name: 'Counter 1' });
    const ledger = new Ledger();
    const clerk = station.clerk(new Dice(7), ledger);
    await clerk.untilReady();
    await clerk.signIn();
    // No fault that would only wait: the agent's patience is longer than a test's.
    simulator.faults = providerFaults.filter((fault) => fault !== 'timeout');
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
    await expect(startAgent()).rejects.toThrow('agent/in-use');
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
    const numbers = new Set(simulator.asked.map(({ number }) => number));
    await expectSubjects({ serverDataDir, secrets }, saved.length, numbers.size);
    // A system that is added while the server runs is known to it at once.
    const token = await addSystemClient(serverDataDir, secrets, '9001');
    const answer = await fetch(`${server.url}/v1/systems/subjects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ after: null }),
    });
    expect([answer.status, await answer.json()]).toEqual([200, { subjects: [], next: null }]);
  } finally {
    await station.close();
    await agent?.stop('SIGKILL');
    await server.stop('SIGKILL');
  }
}, 240_000);
