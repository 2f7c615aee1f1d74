// Contact by SMS code and by recorded call (R3.3), and messages to subjects (R2.5): whatever a provider does, nothing is lost, and
// what happened is said. The agent opens real sealed numbers and asks a real HTTP server.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftOf } from '#server/app/organisation.ts';
import { contactHandlers } from '#server/features/contact/agent.ts';
import { type Agent, agentGone } from '#server/kernel/agent/act.ts';
import { gatewaysFile } from '#server/kernel/gateways/gateways.ts';
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
import { utf8 } from '#src/base/bytes.ts';
import { signedContactFact } from '#src/contract/sync/contact.ts';
import { verificationPage } from '#src/contract/sync/verification.ts';
import { phoneContext } from '#src/crypto/contact.ts';
import type { ContactPolicy } from '#src/domain/contact/schema.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { sealBytes } from '#src/node/crypto/sealing.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { SmsSimulator, smsFaults } from '#test/support/sms-simulator.ts';

const phone = '13800138000';
let bench: Bench;
let sms: SmsSimulator;
let workstation: Workstation;
let classKeys: ClassKeys;
let agent: Agent;

beforeEach(async () => {
  bench = await openBench({ agent: { ask: (act, input) => agent.ask(act, input) } });
  sms = await SmsSimulator.start();
  workstation = await enrolWorkstation(bench);
  classKeys = await openClassKeys(bench.layout, classPassphrase);
  agent = agentOver();
  await decide({ mode: 'optional' });
});
afterEach(async () => {
  await sms.stop();
  await bench.close();
});

function agentOver(change: Record<string, unknown> = {}): Agent {
  const file = gatewaysFile.parse({ gateways: [{ ...sms.description('sms', 20_000), ...change }], secrets: { sms: 'unused' } });
  const sources = createSources(file, new Map([['sms', sms.secret]]), bench.clock);
  return localAgent([readyHandler(sources), ...contactHandlers(sources, classKeys, new Uint8Array(32).fill(7))]);
}

async function decide(contact: Partial<ContactPolicy>): Promise<void> {
  const { configuration } = bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  await configuration.publish({ ...draft, policy: { ...draft.policy, contact: { ...draft.policy.contact, ...contact } } });
}

async function post(path: string, message: unknown, by: Workstation = workstation) {
  const body = JSON.stringify(message);
  const headers = await signFor(by, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answer.statusCode, body: answer.json(), code: answer.json().error?.code as string | undefined };
}

async function sealed(recordId: string, number = phone, by: Workstation = workstation) {
  const { body } = await bench.organisation.configuration.newest();
  const className = body.forms[0]?.fields.find(({ input }) => input.kind === 'phone')?.class ?? '';
  const sealTo = body.classes.find(({ name }) => name === className)?.sealTo;
  if (sealTo === undefined) throw new Error('no class of the number');
  const place = { organisationId: body.organisation.id, deviceId: by.deviceId, recordId };
  return { class: className, ...(await sealBytes(sealTo, phoneContext(place, className), utf8(number))) };
}

interface Asked {
  readonly codeId: string;
  readonly recordId: string;
}
async function ask(given: Partial<Asked> & { number?: string; by?: Workstation } = {}) {
  const asked = { codeId: given.codeId ?? randomId(), recordId: given.recordId ?? randomId() };
  const body = { protocol: 2, ...asked, phone: await sealed(asked.recordId, given.number, given.by) };
  const answer = await post('/v1/contact/codes', { ...body, staffId: 'staff-1001', language: 'zh-CN' }, given.by);
  return { ...asked, ...answer };
}
async function check({ codeId, recordId }: Asked, code: string, number = phone, by: Workstation = workstation) {
  const body = { protocol: 2, codeId, recordId, code, phone: await sealed(recordId, number, by) };
  return post('/v1/contact/checks', body, by);
}
/** Another than this one. */
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function leaves(): Promise<Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
}
const about = async (action: string) => (await leaves()).filter((leaf) => leaf.action === action);
const codes = () => bench.organisation.store.selectFrom('contact_code').selectAll().execute();

test('a code that was sent and typed is a fact, signed; neither number nor code stands anywhere', async () => {
  const asked = await ask();
  expect([asked.status, asked.body.isSure]).toEqual([200, true]);
  const code = sms.code(phone);
  expect(sms.messages).toMatchObject([{ phone, reference: asked.codeId }]);
  const { status, body } = await check(asked, code);
  expect(status).toBe(200);
  const opened = openDocument('contact-fact', body.fact, workstation.serverKey, signedContactFact);
  expect(opened).toMatchObject({
    ok: true,
    value: {
      deviceId: workstation.deviceId,
      fact: {
        factId: asked.codeId,
        recordId: asked.recordId,
        source: 'sms',
        reference: 'M1',
        outcome: 'confirmed',
        by: 'staff-1001',
      },
    },
  });
  expect((await leaves()).slice(-3).map(({ action }) => action)).toEqual([
    'contact.code-asked',
    'contact.code-settled',
    'contact.established',
  ]);
  const everything = JSON.stringify([await leaves(), await codes(), bench.logged]);
  expect(everything).not.toContain(phone);
  expect(everything).not.toContain(`"${code}"`);
});

describe('a code counts once, for what it was made for', () => {
  test('asked for twice, one message leaves; typed twice, one fact, and an answer that was lost comes again', async () => {
    const asked = await ask();
    expect((await ask(asked)).status).toBe(200);
    expect(sms.asked).toBe(1);
    const code = sms.code(phone);
    const both = await Promise.all([check(asked, code), check(asked, code)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const texts = [...both, await check(asked, code)].map(({ body }) => JSON.parse(body.fact.body).fact.at);
    expect(new Set(texts).size).toBe(1);
    expect(await about('contact.established')).toHaveLength(1);
    expect((await check(asked, wrong(code))).code).toBe('contact/code-exhausted');
  });

  test('wrong ones are counted, also many at once; then the right one does not count any more', async () => {
    const asked = await ask();
    const code = sms.code(phone);
    expect(await check(asked, wrong(code))).toMatchObject({ status: 403, body: { error: { params: { left: 4 } } } });
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, index) => check(asked, String(index).padStart(6, '0'))));
    expect(guesses.filter(({ code: said }) => said === 'contact/code-wrong')).toHaveLength(3);
    expect((await check(asked, code)).code).toBe('contact/code-exhausted');
    expect(await about('contact.established')).toEqual([]);
    expect(await about('contact.code-refused')).toHaveLength(14);
  });

  test('until the last attempt it counts', async () => {
    const asked = await ask();
    const code = sms.code(phone);
    for (let count = 0; count < 4; count++) await check(asked, wrong(code));
    expect((await check(asked, code)).status).toBe(200);
  });

  test('it expires', async () => {
    const asked = await ask();
    bench.clock.advance(10 * 60_000);
    expect((await check(asked, sms.code(phone))).code).toBe('contact/code-expired');
  });

  test('a newer one replaces it, once that was sent', async () => {
    const asked = await ask();
    const first = sms.code(phone);
    bench.clock.advance(61_000);
    sms.faults = ['blocked'];
    expect((await ask({ recordId: asked.recordId })).code).toBe('contact/undeliverable');
    const again = await ask({ recordId: asked.recordId });
    expect(again.status).toBe(200);
    expect((await check(asked, first)).code).toBe('contact/code-unknown');
    expect((await check(again, sms.code(phone))).status).toBe(200);
  });

  test('not for another registration, another workstation or another number', async () => {
    const asked = await ask();
    const code = sms.code(phone);
    expect((await check({ ...asked, recordId: randomId() }, code)).code).toBe('contact/code-unknown');
    const other = await enrolWorkstation(bench);
    expect((await check(asked, code, phone, other)).code).toBe('contact/code-unknown');
    expect((await check(asked, code, '13900139000')).code).toBe('contact/number-changed');
    // A number sealed for another registration does not open for this one.
    const body = { protocol: 2, ...{ codeId: asked.codeId, recordId: asked.recordId }, code, phone: await sealed(randomId()) };
    expect(await post('/v1/contact/checks', body)).toMatchObject({
      body: { error: { params: { failure: 'sealed-unreadable' } } },
    });
    expect((await check(asked, code)).status).toBe(200);
  });
});

describe('how often', () => {
  test('a number is left in peace for a while, from every workstation, and has only so many a day', async () => {
    await decide({ codesPerPhoneDay: 3 });
    const other = await enrolWorkstation(bench);
    await ask();
    expect(await ask({ by: other })).toMatchObject({
      status: 429,
      body: { error: { code: 'contact/too-soon', params: { waitSeconds: 60 } } },
    });
    for (let count = 0; count < 2; count++) {
      bench.clock.advance(61_000);
      expect((await ask({ by: other })).status).toBe(200);
    }
    bench.clock.advance(61_000);
    expect((await ask()).code).toBe('contact/too-many');
    expect((await ask({ number: '13900139000' })).status).toBe(200);
    bench.clock.advance(24 * 3_600_000);
    expect((await ask()).status).toBe(200);
    expect(await codes()).toHaveLength(1);
  });

  test('of requests at once one is sent', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => ask()));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(sms.messages).toHaveLength(1);
  });

  test('a workstation has only so many an hour', async () => {
    await decide({ codesPerWorkstationHour: 2 });
    expect((await ask({ number: '13900139001' })).status).toBe(200);
    expect((await ask({ number: '13900139002' })).status).toBe(200);
    expect((await ask({ number: '13900139003' })).code).toBe('contact/too-many');
  });
});

test('asked of nobody, no message leaves; a fixed line gets none; without an agent it is said', async () => {
  expect((await ask({ number: '01012345678' })).code).toBe('contact/not-mobile');
  agent = { ask: async () => agentGone };
  expect(await ask()).toMatchObject({
    status: 503,
    body: { error: { code: 'contact/not-sent', params: { failure: 'agent-gone' } } },
  });
  await decide({ mode: 'none' });
  expect((await ask()).code).toBe('contact/not-asked');
  expect(sms.asked).toBe(0);
});

describe('whatever the provider does', () => {
  test.each(smsFaults)('%s', async (fault) => {
    sms.faults = [fault];
    if (fault === 'timeout') agent = agentOver({ timeoutMs: 300 });
    const asked = await ask();
    const [settled] = await about('contact.code-settled');
    if (fault === 'refused' || fault === 'blocked') {
      expect(asked.code).toBe(fault === 'blocked' ? 'contact/undeliverable' : 'contact/not-sent');
      expect(settled).toMatchObject({ outcome: 'unsent', reason: fault === 'blocked' ? 'number-blocked' : 'refused' });
      expect(await ask(asked)).toMatchObject({ code: asked.code });
    } else {
      expect(asked).toMatchObject({ status: 200, body: { isSure: false } });
      expect(settled?.outcome).toBe('unsure');
      // What arrived after all counts.
      if (sms.messages.length > 0) expect((await check(asked, sms.code(phone))).status).toBe(200);
    }
    agent = agentOver();
    bench.clock.advance(61_000);
    const again = await ask({ recordId: asked.recordId });
    expect(again.body.isSure).toBe(true);
    expect((await check(again, sms.code(phone))).status).toBe(200);
  });

  test('paused and used up are said at once', async () => {
    agent = agentOver({ circuit: { failures: 1, pauseMs: 3_600_000 } });
    sms.faults = ['error'];
    await ask();
    expect((await ask({ number: '13900139000' })).body.error.params.failure).toBe('paused');
    agent = agentOver({ dailyQuota: 1 });
    await ask({ number: '13900139001' });
    expect((await ask({ number: '13900139002' })).body.error.params.failure).toBe('quota-used');
  });

  test('a description without the text, or whose text asks for more than there is, sends nothing', async () => {
    agent = agentOver({ templates: {} });
    expect((await ask()).body.error.params.failure).toBe('not-configured');
    agent = agentOver({ templates: { code: { 'zh-CN': '{{code}} {{name}}', en: '{{code}}' } } });
    expect((await ask()).body.error.params.failure).toBe('not-configured');
    expect(sms.asked).toBe(0);
  });
});

describe('a recorded call', () => {
  const call = (recordId: string, change: Record<string, unknown> = {}) => ({
    factId: randomId(),
    recordId,
    way: 'telephone',
    source: 'counter',
    reference: null,
    outcome: 'confirmed',
    reason: null,
    asked: ['name', 'document-ending'],
    by: 'staff-1001',
    at: '2026-11-24T08:00:00.000Z',
    ...change,
  });
  const tell = (calls: unknown[], by = workstation) => post('/v1/contact/calls', { protocol: 2, calls }, by);

  test('is kept once, before or after its record, and audited without a number', async () => {
    const recordId = randomId();
    const one = call(recordId);
    for (let count = 0; count < 2; count++) expect((await tell([one])).body.kept).toEqual([one.factId]);
    const { contact, store } = bench.organisation;
    expect(await contact.factsOf(store, recordId)).toEqual([one]);
    expect(await about('contact.established')).toMatchObject([{ way: 'telephone', outcome: 'confirmed', actorId: 'staff-1001' }]);
  });

  test('of another workstation’s record, or a code nobody spent here, is not kept', async () => {
    const { body } = await bench.organisation.configuration.newest();
    const record = await sealRecord(body, workstation);
    await push(bench, workstation, [record.text]);
    const other = await enrolWorkstation(bench);
    expect((await tell([call(record.recordId)], other)).body.kept).toEqual([]);
    expect((await tell([call(record.recordId, { way: 'sms-code' })])).body.kept).toEqual([]);
    expect((await tell([call(record.recordId)])).body.kept).toHaveLength(1);
  });
});

async function heard(after = 0, by = workstation) {
  const { body } = await post('/v1/verification', { protocol: 2, after }, by);
  const opened = openDocument('verification', body.page, by.serverKey, verificationPage);
  return opened.ok ? opened.value : null;
}

describe('messages to subjects (R2.5)', () => {
  const notices = () => bench.organisation.store.selectFrom('contact_notice').selectAll().execute();
  async function register(number = phone): Promise<string> {
    const { body } = await bench.organisation.configuration.newest();
    const record = await sealRecord(body, workstation, { groups: { contact: { phone: number } } });
    expect((await push(bench, workstation, [record.text])).json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
    return record.recordId;
  }

  test('none unless the organisation wants them', async () => {
    const recordId = await register();
    const { contact, store } = bench.organisation;
    await store.transaction().execute((transaction) => contact.notify(transaction, recordId, 'not-confirmed'));
    expect(await contact.askDue(agent)).toBe(0);
    expect(await notices()).toMatchObject([{ state: 'not-wanted' }]);
    expect(sms.asked).toBe(0);
  });

  test('queued with the record, sent once whatever fails, its opening in the log before', async () => {
    await decide({ notices: ['registered'] });
    sms.faults = ['error', 'lost-answer', 'wrong-signature'];
    const recordId = await register();
    const { contact } = bench.organisation;
    for (let round = 0; round < 6; round++) {
      await contact.askDue(agent);
      bench.clock.advance(16 * 60_000);
    }
    expect(sms.messages).toMatchObject([{ phone, text: expect.stringContaining('实名登记已办理') }]);
    expect(await notices()).toMatchObject([{ record_id: recordId, state: 'sent', attempts: 4 }]);
    const actions = (await leaves()).map(({ action }) => action);
    expect(actions.lastIndexOf('values.opened')).toBeLessThan(actions.indexOf('contact.notice-settled'));
    expect(JSON.stringify(await leaves())).not.toContain(phone);
  });

  test('a fixed line gets none, and nobody tries again', async () => {
    await decide({ notices: ['registered'] });
    await register('01012345678');
    await bench.organisation.contact.askDue(agent);
    expect(await notices()).toMatchObject([{ state: 'undeliverable', attempts: 1 }]);
    expect(sms.asked).toBe(0);
  });

  test('given up after a day', async () => {
    await decide({ notices: ['registered'] });
    agent = { ask: async () => agentGone };
    await register();
    for (let round = 0; round < 130; round++) {
      await bench.organisation.contact.askDue(agent);
      bench.clock.advance(16 * 60_000);
    }
    expect(await notices()).toMatchObject([{ state: 'given-up' }]);
    expect(await about('contact.notice-settled')).toMatchObject([{ outcome: 'given-up', reason: 'agent-gone' }]);
  });

  test('what becomes of one that tells of a refusal comes with the workstation’s signed pages, each change in its order', async () => {
    await decide({ notices: ['not-confirmed'] });
    const recordId = registrationId.parse(await register());
    const { contact, store } = bench.organisation;
    const refuse = () =>
      store.transaction().execute((transaction) => contact.notifyRefuted(transaction, { recordId, revision: 1 }));
    await refuse();
    expect(await heard()).toMatchObject({ cursor: 1, messages: [{ recordId, revision: 1, state: 'waiting' }] });
    await contact.askDue(agent);
    const told = await heard(1);
    expect(told).toMatchObject({
      after: 1,
      cursor: 2,
      isMore: false,
      facts: [],
      messages: [{ recordId, revision: 1, state: 'sent' }],
    });
    expect(sms.messages).toHaveLength(1);
    // Another workstation hears nothing of it, and what is no longer wanted is said to be unsent.
    expect((await heard(0, await enrolWorkstation(bench)))?.messages).toEqual([]);
    await refuse();
    await decide({ notices: [] });
    await contact.askDue(agent);
    expect((await heard(2))?.messages.map(({ state }) => state)).toEqual(['waiting', 'not-sent']);
    expect(sms.messages).toHaveLength(1);
  });
});
