// Whether a recorded call took place (R3.3): asked of the telephone system about the number that was called, until it answers; its answer
// stands beside the clerk's word. The agent opens real sealed numbers and asks a real HTTP server.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftOf } from '#server/app/organisation.ts';
import { contactHandlers } from '#server/features/contact/agent.ts';
import { type Agent, agentGone } from '#server/kernel/agent/act.ts';
import { gatewaysFile } from '#server/kernel/gateways/gateways.ts';
import { readyAct, readyHandler } from '#server/kernel/gateways/ready-act.ts';
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
import { callsResponse, signedCallRecords } from '#src/contract/sync/contact.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { providerFaults } from '#test/support/provider.ts';
import { TelephoneSimulator } from '#test/support/telephone-simulator.ts';

const phone = '13800138000';
const other = '13900139000';
const at = '2026-11-24T07:50:00.000Z';
const calledAt = '2026-11-24T07:45:00.000Z';
let bench: Bench;
let pbx: TelephoneSimulator;
let workstation: Workstation;
let classKeys: ClassKeys;
let agent: Agent;

beforeEach(async () => {
  bench = await openBench();
  pbx = await TelephoneSimulator.start();
  workstation = await enrolWorkstation(bench);
  classKeys = await openClassKeys(bench.layout, classPassphrase);
  agent = agentOver([pbx.description()]);
  await decide(true);
});
afterEach(async () => {
  await pbx.stop();
  await bench.close();
});

function agentOver(gateways: readonly unknown[]): Agent {
  const file = gatewaysFile.parse({ gateways, secrets: { pbx: 'unused' } });
  const sources = createSources(file, new Map([['pbx', pbx.secret]]), bench.clock);
  return localAgent([readyHandler(sources), ...contactHandlers(sources, classKeys, new Uint8Array(32).fill(7))]);
}

async function decide(callRecords: boolean): Promise<void> {
  const { configuration } = bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  const contact = { ...draft.policy.contact, mode: 'optional' as const, callRecords };
  await configuration.publish({ ...draft, policy: { ...draft.policy, contact } });
}

function call(recordId: string, change: Record<string, unknown> = {}) {
  const said = { way: 'telephone', source: 'counter', reference: null, outcome: 'confirmed', reason: null, asked: ['name'] };
  return { factId: randomId(), recordId, ...said, by: 'staff-1001', at, ...change };
}

async function tell(calls: readonly { factId: string }[], revisions: Record<string, number> = {}, by = workstation) {
  const path = '/v1/contact/calls';
  const body = JSON.stringify({ protocol: 2, calls, revisions });
  const headers = await signFor(by, bench.clock, { method: 'POST', path, body });
  const answer = callsResponse.parse((await bench.app.inject({ method: 'POST', url: path, headers, payload: body })).json());
  if (answer.records === null) return { ...answer, records: [] };
  const opened = openDocument('call-records', answer.records, by.serverKey, signedCallRecords);
  if (!opened.ok || opened.value.deviceId !== by.deviceId) throw new Error('not signed for this workstation');
  return { ...answer, records: opened.value.records };
}

/** Saves a registration; its header names the call where one is given. */
async function register(number = phone, factId: string | null = null, recordId: string = randomId()): Promise<string> {
  const { body } = await bench.organisation.configuration.newest();
  const contact = factId === null ? {} : { contact: { state: 'confirmed' as const, factId, reason: null } };
  const header = { recordId, ...contact };
  const record = await sealRecord(body, workstation, { header, groups: { contact: { phone: number } } });
  expect((await push(bench, workstation, [record.text])).json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
  return recordId;
}

async function askUntilQuiet(rounds = 4): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await bench.organisation.contact.askDue(agent);
    bench.clock.advance(16 * 60_000);
  }
}
async function leaves(): Promise<Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
}
const about = async (action: string) => (await leaves()).filter((leaf) => leaf.action === action);
const waiting = () => bench.organisation.store.selectFrom('contact_notice').selectAll().execute();

test('it is asked about the call, in its window, by its number; the answer is kept beside the clerk’s word', async () => {
  pbx.calls.push({ phone, at: calledAt, seconds: 42 });
  const recordId = await register();
  const one = call(recordId);
  expect(await tell([one], { [one.factId]: 1 })).toMatchObject({ kept: [one.factId], awaited: [one.factId], records: [] });
  await askUntilQuiet();
  expect(pbx.asked).toEqual([
    {
      callee: phone,
      from: '2026-11-24T07:20:00.000Z',
      until: '2026-11-24T07:55:00.000Z',
      site: workstation.branchId,
      desk: workstation.deviceId,
      seq: one.factId,
    },
  ]);
  const said = { callId: one.factId, recordId, source: 'pbx', reference: 'C1', outcome: 'confirmed', reason: null };
  expect(await tell([one])).toMatchObject({ kept: [one.factId], awaited: [], records: [said] });
  expect(await bench.organisation.contact.factsOf(bench.organisation.store, recordId)).toEqual([one]);
  const actions = (await leaves()).map(({ action }) => action);
  expect(actions.lastIndexOf('values.opened')).toBeLessThan(actions.indexOf('contact.call-checked'));
  expect(JSON.stringify([await leaves(), await waiting(), bench.logged])).not.toContain(phone);
});

test('a call that is not there, was too short, or is past finding, is said so', async () => {
  const outcomes: unknown[] = [];
  const recordId = await register();
  for (const prepare of [
    () => undefined,
    () => pbx.calls.push({ phone: other, at: calledAt, seconds: 42 }, { phone, at: '2026-11-24T07:10:00.000Z', seconds: 42 }),
    () => pbx.calls.push({ phone, at: calledAt, seconds: 3 }),
    () => (pbx.isPurged = true),
  ]) {
    prepare();
    const one = call(recordId);
    await tell([one], { [one.factId]: 1 });
    await askUntilQuiet(1);
    outcomes.push(...(await tell([one])).records.map(({ outcome, reason }) => [outcome, reason]));
  }
  expect(outcomes).toEqual([
    ['refuted', 'no-such-call'],
    ['refuted', 'no-such-call'],
    ['refuted', 'too-short'],
    ['unanswerable', 'source-refuses'],
  ]);
});

test('whatever it does, nothing is lost, and one answer is kept', async () => {
  pbx.calls.push({ phone, at: calledAt, seconds: 42 });
  const recordId = await register();
  const failures: unknown[] = [];
  for (const [index, fault] of providerFaults.entries()) {
    pbx.faults = [fault];
    if (fault === 'timeout') agent = agentOver([pbx.description(300)]);
    const one = call(recordId);
    await tell([one], { [one.factId]: 1 });
    await bench.organisation.contact.askDue(agent);
    expect((await tell([one])).awaited).toEqual([one.factId]);
    failures.push((await waiting()).find(({ notice_id }) => notice_id === one.factId)?.last_error);
    agent = agentOver([pbx.description()]);
    bench.clock.advance(16 * 60_000);
    await askUntilQuiet(2);
    expect(pbx.asked.filter(({ seq }) => seq === one.factId)).toHaveLength(2);
    expect((await tell([one])).records).toMatchObject([{ outcome: 'confirmed' }]);
    expect(await about('contact.call-checked')).toHaveLength(index + 1);
  }
  const unreadable = 'answer-invalid';
  const lost = ['unreachable', 'busy', 'refused'];
  expect(failures).toEqual(['timeout', 'source-failed', unreadable, 'signature-invalid', unreadable, ...lost]);
});

test('two answers to one question are one fact', async () => {
  pbx.calls.push({ phone, at: calledAt, seconds: 42 });
  const one = call(await register());
  await tell([one], { [one.factId]: 1 });
  // The first one takes longer than the lease: another process asks meanwhile.
  const slow: Agent = {
    ask: async (act, input) => {
      if (act.name === readyAct.name) return agent.ask(act, input);
      bench.clock.advance(121_000);
      await bench.organisation.contact.askDue(agent);
      return agent.ask(act, input);
    },
  };
  await bench.organisation.contact.askDue(slow);
  expect(pbx.asked).toHaveLength(2);
  expect(await about('contact.call-checked')).toHaveLength(1);
});

test('without an agent or a gateway of the kind it waits; a length that is not told is no answer', async () => {
  pbx.calls.push({ phone, at: calledAt, seconds: 42 });
  const one = call(await register());
  await tell([one], { [one.factId]: 1 });
  const errors: unknown[] = [];
  const { seconds: _, ...untold } = pbx.description().answer as Record<string, unknown>;
  for (const tried of [{ ask: async () => agentGone }, agentOver([]), agentOver([{ ...pbx.description(), answer: untold }])]) {
    await bench.organisation.contact.askDue(tried as Agent);
    bench.clock.advance(16 * 60_000);
    errors.push((await waiting())[0]?.last_error);
  }
  expect(errors).toEqual(['agent-gone', 'not-configured', 'answer-invalid']);
});

test('told before its record, it waits for the one that names it, and never asks about another number', async () => {
  pbx.calls.push({ phone, at: calledAt, seconds: 42 });
  const recordId = randomId();
  const [named, voided] = [call(recordId), call(recordId)];
  await tell([named, voided]);
  await askUntilQuiet(2);
  expect(await waiting()).toMatchObject([{ last_error: 'record-awaited' }, { last_error: 'record-awaited' }]);
  await register(phone, named.factId, recordId);
  await askUntilQuiet();
  expect(pbx.asked.map(({ seq }) => seq)).toEqual([named.factId]);
  expect((await waiting()).map(({ state }) => state).toSorted()).toEqual(['answered', 'not-wanted']);
  const never = call(randomId());
  await tell([never]);
  bench.clock.advance(31 * 24 * 3_600_000);
  await bench.organisation.contact.askDue(agent);
  expect((await waiting()).find(({ notice_id }) => notice_id === never.factId)?.state).toBe('given-up');
});

test('asked of nobody unless the organisation wants it, about no call that reached nobody, nor a foreign one', async () => {
  const recordId = await register();
  const failed = call(recordId, { outcome: 'refuted', reason: 'not-answered', asked: [] });
  expect(await tell([failed])).toMatchObject({ kept: [failed.factId], awaited: [], records: [] });
  const foreign = await enrolWorkstation(bench);
  expect(await tell([call(recordId)], {}, foreign)).toMatchObject({ kept: [], awaited: [] });
  const meanwhile = call(recordId);
  await tell([meanwhile], { [meanwhile.factId]: 1 });
  await decide(false);
  await askUntilQuiet(1);
  const none = call(recordId);
  expect((await tell([none])).awaited).toEqual([]);
  expect(await waiting()).toMatchObject([{ notice_id: meanwhile.factId, state: 'not-wanted' }]);
  expect(pbx.asked).toEqual([]);
});
