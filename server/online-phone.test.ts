import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Agent, agentGone } from '#server/kernel/agent/act.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { demonstrationOrganisation } from './demo/organisation.ts';
import { type Bench, makeTemplate, openBench } from './test-bench.ts';
import { builtPage, codeOf, onlineValues, PageTab } from './test-bench-page.ts';

const page = builtPage();
let template = '';
let bench: Bench;
/** What the agent says of the number that it alone can open, and the codes it was given to send. */
let agent: { isGone: boolean; digest: string; isMobile: boolean; sent: string[] };

const answers: Agent = {
  ask: async (act, input) => {
    if (agent.isGone) return agentGone;
    if (act.name === 'contact.digest')
      return act.output.parse({ opened: true, digest: agent.digest, isMobile: agent.isMobile }) as never;
    if (act.name !== 'contact.send') return agentGone;
    agent.sent.push((input as { values: { code: string } }).values.code);
    return act.output.parse({ answered: true, source: 'sms', reference: null, outcome: 'sent', reason: null }) as never;
  },
};

beforeAll(async () => {
  const draft = await demonstrationOrganisation(Date.now());
  const { policy } = draft;
  template = await makeTemplate({
    ...draft,
    policy: {
      ...policy,
      contact: { ...policy.contact, mode: 'required-or-deferred', codesPerWorkstationHour: 1, codesOnlineHour: 2 },
    },
  } as typeof draft);
});
afterAll(() => {
  rmSync(dirname(template), { recursive: true });
  rmSync(page, { recursive: true });
});
beforeEach(async () => {
  agent = { isGone: false, digest: 'digest-1', isMobile: true, sent: [] };
  bench = await openBench({ template, online: { page }, agent: answers });
});
afterEach(() => bench.close());

const attempt = 'a'.repeat(22);
const { phone } = onlineValues;
const headers = async () => {
  const rows = await bench.organisation.store.selectFrom('record').select('envelope').execute();
  return rows.map(({ envelope }) => JSON.parse(envelope).header);
};

async function begun(): Promise<PageTab> {
  const tab = new PageTab(bench.app);
  expect((await tab.accept()).json().phoneField).toBe('phone');
  return tab;
}

test('a registration is taken in only with the code that was sent to its number, and says so by the fact', async () => {
  const tab = await begun();
  const submit = { attempt, values: onlineValues };
  expect(codeOf(await tab.submit(submit))).toEqual([409, 'online/phone-unproved']);
  const order = { attempt, codeId: randomId(), phone };
  expect((await tab.ask('phone-code', order)).statusCode).toBe(200);
  const [code = ''] = agent.sent;
  const wrong = code === '000000' ? '000001' : '000000';
  expect(codeOf(await tab.ask('phone-check', { ...order, code: wrong }))).toEqual([403, 'contact/code-wrong']);
  expect(codeOf(await tab.submit(submit))).toEqual([409, 'online/phone-unproved']);
  expect((await tab.ask('phone-check', { ...order, phone: '138 0013 8000', code })).statusCode).toBe(200);
  const other = { attempt, values: { ...onlineValues, phone: '13900139000' } };
  expect(codeOf(await tab.submit(other))).toEqual([409, 'online/phone-unproved']);
  expect((await tab.submit(submit)).statusCode).toBe(200);
  const [header] = await headers();
  expect(header.contact).toEqual({ state: 'confirmed', factId: order.codeId, reason: null });
  const facts = await bench.organisation.contact.factsOf(bench.organisation.store, header.recordId);
  expect(facts).toMatchObject([{ factId: order.codeId, way: 'sms-code', outcome: 'confirmed', by: 'online-subject' }]);
  expect(bench.logged.join('')).not.toContain(phone);
});

test('a code of one registration is none of another, and two clicks send one message', async () => {
  const [tab, other] = [await begun(), await begun()];
  const order = { attempt, codeId: randomId(), phone };
  await Promise.all([tab.ask('phone-code', order), tab.ask('phone-code', order)]);
  expect(agent.sent).toHaveLength(1);
  const foreign = { attempt: 'b'.repeat(22), codeId: order.codeId, phone, code: agent.sent[0] };
  expect((await other.ask('phone-check', foreign)).statusCode).not.toBe(200);
  expect(codeOf(await other.submit({ attempt: 'b'.repeat(22), values: onlineValues }))).toEqual([409, 'online/phone-unproved']);
  expect(codeOf(await tab.ask('phone-code', { ...order, codeId: randomId() }))).toEqual([429, 'contact/too-soon']);
});

test.each([
  ['a number that takes no message', () => Object.assign(agent, { isMobile: false }), 'contact/not-mobile'],
  ['no agent', () => Object.assign(agent, { isGone: true }), 'contact/not-sent'],
])('with %s somebody calls: the record says that it was put off', async (_what, change, refusal) => {
  const tab = await begun();
  change();
  expect(codeOf(await tab.ask('phone-code', { attempt, codeId: randomId(), phone }))[1]).toBe(refusal);
  expect((await tab.submit({ attempt, values: onlineValues })).statusCode).toBe(200);
  expect((await headers())[0].contact).toEqual({ state: 'deferred', factId: null, reason: 'gateway' });
});

test('the page that everybody shares has a number of codes of its own', async () => {
  const codes: unknown[] = [];
  for (const letter of 'abc') {
    agent.digest = `digest-${letter}`;
    const order = { attempt: letter.repeat(22), codeId: randomId(), phone };
    codes.push(codeOf(await (await begun()).ask('phone-code', order)));
  }
  expect(codes).toEqual([
    [200, undefined],
    [200, undefined],
    [429, 'contact/too-many'],
  ]);
});

test('what is no number is refused at its field before anybody is asked', async () => {
  const tab = await begun();
  const refused = await tab.ask('phone-code', { attempt, codeId: randomId(), phone: '1380013800' });
  expect(codeOf(refused)).toEqual([400, 'registration/invalid']);
  expect(refused.json().error.params.errors).toMatchObject([{ field: 'phone' }]);
  expect(agent.sent).toEqual([]);
});
