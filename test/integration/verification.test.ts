// Checks by authorities (R3.1, R3.2, R3.7): queued with the record, answered once whatever fails in between, told to the workstation
// that captured it. The agent opens real sealed values and asks a real HTTP server.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftOf } from '#server/app/organisation.ts';
import { checkHandler } from '#server/features/verification/agent.ts';
import { checkAct } from '#server/features/verification/agent-acts.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { type GatewaysFile, gatewaysFile } from '#server/kernel/gateways/gateways.ts';
import { readyHandler } from '#server/kernel/gateways/ready-act.ts';
import { createSources } from '#server/kernel/gateways/sources.ts';
import { type ClassKeys, openClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  localAgent,
  openBench,
  push,
  sealRecord,
  signFor,
  type Workstation,
} from '#server/test-bench.ts';
import { verificationPage } from '#src/contract/sync/verification.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { providerFaults } from '#test/support/provider.ts';

let bench: Bench;
let simulator: AuthoritySimulator;
let workstation: Workstation;
let classKeys: ClassKeys;
let agent: Agent;

const person = { name: '王小明', documentType: 'resident-id', documentNumber: '110101199003071057' };

beforeEach(async () => {
  bench = await openBench();
  simulator = await AuthoritySimulator.start();
  simulator.people.set(person.documentNumber, person.name);
  workstation = await enrolWorkstation(bench);
  classKeys = await openClassKeys(bench.layout, classPassphrase);
  agent = agentOver();
  await requireChecks(['identity-authority']);
});
afterEach(async () => {
  await simulator.stop();
  await bench.close();
});

function agentOver(change: Record<string, unknown> = {}, clock: { nowMs: () => number } = bench.clock): Agent {
  const description = {
    ...simulator.description('authority', 'identity-authority', 20_000),
    documentTypes: ['resident-id'],
    ...change,
  };
  const file = gatewaysFile.parse({ gateways: [description], secrets: { simulator: 'unused' } });
  return agentOf(file, clock);
}

function agentOf(file: GatewaysFile, clock: { nowMs: () => number } = bench.clock, keys = classKeys): Agent {
  const sources = createSources(file, new Map([['simulator', simulator.secret]]), clock);
  return localAgent([readyHandler(sources), checkHandler(sources, keys)]);
}

async function requireChecks(requiredChecks: readonly ('identity-authority' | 'public-security')[]): Promise<void> {
  const { configuration } = bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  await configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: [...requiredChecks] } });
}

async function send(values: Record<string, string> = person, header: Partial<Record<keyof RecordHeader, unknown>> = {}) {
  const { body } = await bench.organisation.configuration.newest();
  const sealed = await sealRecord(body, workstation, { values, header });
  const answer = await push(bench, workstation, [sealed.text]);
  expect(answer.json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
  return sealed;
}

async function page(after = 0) {
  const body = JSON.stringify({ protocol: 2, after });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/verification', body });
  const answer = await bench.app.inject({ method: 'POST', url: '/v1/verification', headers, payload: body });
  const opened = openDocument('verification', answer.json().page, workstation.serverKey, verificationPage);
  if (!opened.ok) throw new Error('the page does not open');
  return opened.value;
}

/** Until nothing waits any more, moving the clock over the delays. */
async function untilAnswered(mostRounds = 60): Promise<number> {
  for (let round = 1; round <= mostRounds; round++) {
    await bench.organisation.verification.askDue(agent);
    if ((await waiting()).length === 0) return round;
    bench.clock.advance(16 * 60_000);
  }
  throw new Error('some checks never got an answer');
}

function waiting() {
  return bench.organisation.store.selectFrom('verification_check').selectAll().where('state', '=', 'waiting').execute();
}

async function leaves(): Promise<string[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => content);
}

test('refuted where subjects are told by SMS: the message is heard of after the answer', async () => {
  const { configuration } = bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  const contact = { ...draft.policy.contact, notices: ['not-confirmed' as const] };
  await configuration.publish({ ...draft, policy: { ...draft.policy, contact } });
  const { recordId } = await send({ ...person, name: '李小红' });
  await untilAnswered();
  const { facts, messages, cursor } = await page();
  expect(facts).toMatchObject([{ recordId, outcome: 'refuted' }]);
  expect(messages).toMatchObject([{ recordId, revision: 1, state: 'waiting' }]);
  expect(cursor).toBe(2);
  expect(await page(1)).toMatchObject({ facts: [], messages: [{ recordId }], cursor: 2 });
});

test('confirmed: one fact with source, time and reference; the reading stands in the log before it', async () => {
  const { recordId } = await send();
  expect(await untilAnswered()).toBe(1);
  const { facts, cursor, isMore } = await page();
  expect(facts).toMatchObject([
    {
      recordId,
      revision: 1,
      kind: 'identity-authority',
      source: 'authority',
      outcome: 'confirmed',
      reason: null,
      reference: 'S1',
    },
  ]);
  expect([cursor, isMore]).toEqual([1, false]);
  expect(await page(cursor)).toMatchObject({ facts: [], cursor });
  expect(simulator.asked).toEqual([{ reference: facts[0]?.checkId, name: person.name, number: person.documentNumber }]);
  const actions = (await leaves()).map((text) => JSON.parse(text).action as string);
  const from = actions.indexOf('values.opened');
  expect(actions.slice(from, from + 3)).toEqual(['values.opened', 'verification.asked', 'verification.answered']);
  expect((await leaves()).join()).not.toMatch(/王小明|110101199003071057/);
});

test.each([
  ['another name', { ...person, name: '李小明' }, 'refuted', 'name-differs'],
  ['an unknown number', { ...person, documentNumber: '110101199003071058' }, 'refuted', 'number-unknown'],
  ['a document the source does not compare', { ...person, documentType: 'passport' }, 'unanswerable', 'document-unsupported'],
  ['no name', { documentType: 'resident-id', documentNumber: person.documentNumber }, 'unanswerable', 'values-missing'],
])('%s', async (_what, values, outcome, reason) => {
  await send(values as Record<string, string>);
  await untilAnswered();
  expect((await page()).facts).toMatchObject([{ outcome, reason }]);
});

describe('whatever the source does, there is one answer in the end', () => {
  test.each(providerFaults)('%s', async (fault) => {
    simulator.faults = [fault];
    if (fault === 'timeout') agent = agentOver({ timeoutMs: 300 });
    await send();
    await bench.organisation.verification.askDue(agent);
    const [open] = await waiting();
    expect(open?.attempts).toBe(1);
    expect(open?.last_error).not.toBeNull();
    expect((await page()).facts).toEqual([]);
    agent = agentOver();
    await untilAnswered();
    expect((await page()).facts).toMatchObject([{ outcome: 'confirmed' }]);
    // The second request carried the number of the first.
    expect(simulator.distinct).toBe(1);
  });

  test('faults upon faults over many records', async () => {
    agent = agentOver({ timeoutMs: 1_000 });
    simulator.faults = Array.from({ length: 24 }, (_, index) => providerFaults[(index * 7) % providerFaults.length] ?? 'error');
    const sent = await Promise.all(Array.from({ length: 10 }, () => send()));
    await untilAnswered();
    const { facts } = await page();
    expect(new Set(facts.map(({ recordId }) => recordId))).toEqual(new Set(sent.map(({ recordId }) => recordId)));
    expect(facts).toHaveLength(10);
    expect(simulator.distinct).toBe(10);
  });
});

test('an answer that comes after another attempt had one has no second effect', async () => {
  await send();
  const { verification } = bench.organisation;
  const late: (() => void)[] = [];
  const held: Agent = {
    ask: async (act, input) => {
      if (act.name === checkAct.name) await new Promise<void>((resolve) => late.push(resolve));
      return agent.ask(act, input);
    },
  };
  const first = verification.askDue(held);
  await expect.poll(() => late.length).toBe(1);
  bench.clock.advance(5 * 60_000);
  await verification.askDue(agent);
  for (const go of late) go();
  await first;
  expect((await page()).facts).toHaveLength(1);
  expect((await leaves()).filter((text) => text.includes('verification.answered'))).toHaveLength(1);
});

test('two rounds at the same moment ask each check once', async () => {
  for (let count = 0; count < 5; count++) await send();
  const { verification } = bench.organisation;
  const asked = await Promise.all([verification.askDue(agent), verification.askDue(agent)]);
  expect(asked[0] + asked[1]).toBe(5);
  expect(simulator.asked).toHaveLength(5);
});

test('a corrected record is asked about anew, its earlier revision no more; facts of both stay', async () => {
  const first = await send({ ...person, name: '李小明' });
  await untilAnswered();
  const corrects = { revision: 1, contentHash: first.contentHash, reason: 'refused-by-authority' };
  await send(person, { recordId: first.recordId, revision: 2, corrects });
  await untilAnswered();
  expect((await page()).facts).toMatchObject([
    { revision: 1, outcome: 'refuted' },
    { revision: 2, outcome: 'confirmed' },
  ]);
  const second = await send({ ...person, name: '李小明' });
  const again = { revision: 1, contentHash: second.contentHash, reason: 'mistake-found' };
  await send(person, { recordId: second.recordId, revision: 2, corrects: again });
  await untilAnswered();
  const heard = await page(2);
  expect(heard.facts).toMatchObject([{ recordId: second.recordId, revision: 2, outcome: 'confirmed' }]);
  expect(heard.superseded).toEqual([{ recordId: second.recordId, revision: 1 }]);
  expect(heard.cursor).toBe(4);
});

test('a revision that comes in one batch with the one that replaces it is asked about by nobody', async () => {
  const { body } = await bench.organisation.configuration.newest();
  await requireChecks(['identity-authority', 'public-security']);
  const first = await sealRecord(body, workstation, { values: { ...person, name: '李小明' } });
  const corrects = { revision: 1, contentHash: first.contentHash, reason: 'mistake-found' };
  const header = { recordId: first.recordId, revision: 2, corrects };
  const second = await sealRecord(body, workstation, { values: person, header });
  const { outcomes } = (await push(bench, workstation, [first.text, second.text])).json();
  expect(outcomes).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
  expect((await waiting()).map(({ revision }) => revision)).toEqual([2, 2]);
  // Told once of both checks, and not again.
  expect(await page()).toMatchObject({ superseded: [{ recordId: first.recordId, revision: 1 }], cursor: 1 });
  expect(await page(1)).toMatchObject({ superseded: [], cursor: 1 });
});

test('nobody required, nobody asked; required later, what came before is not asked about', async () => {
  await requireChecks([]);
  await send();
  expect(await bench.organisation.verification.askDue(agent)).toBe(0);
  expect(simulator.asked).toEqual([]);
});

test('another workstation hears nothing of it', async () => {
  await send();
  const { waiting: own } = await page();
  expect(own).toEqual([{ kind: 'identity-authority', failure: null, count: 1 }]);
  const first = workstation;
  workstation = await enrolWorkstation(bench);
  expect(await page()).toMatchObject({ facts: [], cursor: 0, waiting: [] });
  await untilAnswered();
  expect(await page()).toMatchObject({ facts: [], cursor: 0 });
  workstation = first;
  expect(await page()).toMatchObject({ facts: [{ outcome: 'confirmed' }], waiting: [] });
});

test('a source that keeps failing is left alone, and a used-up quota waits for the next day', async () => {
  agent = agentOver({ circuit: { failures: 2, pauseMs: 3_600_000 } });
  simulator.faults = ['error', 'error', 'error', 'error', 'error', 'error', 'error', 'error'];
  for (let count = 0; count < 8; count++) await send();
  await bench.organisation.verification.askDue(agent);
  // How many of the eight were on their way before the second failure is chance; after it the source is left alone.
  const asked = simulator.asked.length;
  expect(asked).toBeGreaterThanOrEqual(2);
  for (let round = 0; round < 3; round++) {
    bench.clock.advance(15 * 60_000);
    await bench.organisation.verification.askDue(agent);
  }
  expect(simulator.asked).toHaveLength(asked);
  agent = agentOver({ dailyQuota: 1 });
  simulator.faults = [];
  simulator.asked.length = 0;
  bench.clock.advance(2 * 3_600_000);
  const open = (await waiting()).length;
  await bench.organisation.verification.askDue(agent);
  expect(simulator.asked).toHaveLength(1);
  const left = (await waiting()).map(({ last_error }) => last_error);
  expect(left).toEqual(Array.from({ length: open - 1 }, () => 'quota-used'));
});

test('without its key, or without a gateway, it waits and says why', async () => {
  await send();
  const before = (await leaves()).length;
  await bench.organisation.verification.askDue(agentOf(gatewaysFile.parse({ gateways: [] })));
  expect((await waiting())[0]).toMatchObject({ last_error: 'not-configured', attempts: 0 });
  expect((await page()).waiting).toEqual([{ kind: 'identity-authority', failure: 'not-configured', count: 1 }]);
  expect(await leaves()).toHaveLength(before);
  bench.clock.advance(60_000 * 16);
  const file = gatewaysFile.parse({ gateways: [simulator.description('authority', 'identity-authority')], secrets: {} });
  const noKey = agentOf(file, bench.clock, { classes: {}, former: [] });
  await bench.organisation.verification.askDue(noKey);
  expect((await waiting())[0]?.last_error).toBe('sealed-unreadable');
  bench.clock.advance(60_000 * 16);
  await bench.organisation.verification.askDue(localAgent([]));
  expect((await waiting())[0]?.last_error).toBe('agent-gone');
  expect(simulator.asked).toEqual([]);
});
