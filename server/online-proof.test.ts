import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { agentGone } from '#server/kernel/agent/act.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { addOwnRoutes } from './features/online/own-routes.ts';
import type { SendsCode } from './features/online/ports.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { type Bench, openBench } from './test-bench.ts';
import { builtPage, codeOf, onlineValues, PageTab } from './test-bench-page.ts';

/** What goes on in the background ends, however busy the machine is. */
const patient = { timeout: 60_000 };
const page = builtPage();
let bench: Bench;
let known: { readonly number: string; readonly recordIds: readonly string[] };
let sent: Parameters<SendsCode>[0][];
let isAgentGone = false;
let failure: Error | null;

afterAll(() => {
  rmSync(page, { recursive: true });
});
beforeEach(async () => {
  bench = await openBench({ online: { page } });
  sent = [];
  isAgentGone = false;
  failure = null;
  known = { number: '', recordIds: [] };
  const { organisation, clock } = bench;
  const { store, organisationId, configuration } = organisation;
  addOwnRoutes(bench.app, {
    store,
    clock,
    organisationId,
    configuration,
    randomness: systemRandomness,
    audit: createAuditLog(organisationId),
    agent: { ask: async () => agentGone },
    subjects: {
      find: async (_agent, _type, number) => (isAgentGone ? 'agent-gone' : number === known.number ? 'subject-1' : null),
      recordsOf: async () => known.recordIds,
    },
    requests: organisation.requests.online,
    verification: organisation.verification,
    sendCode: async (order) => {
      sent.push(order);
      if (failure !== null) throw failure;
    },
    onError: () => undefined,
  });
  const tab = newTab();
  await tab.accept();
  const { receipt } = (await tab.submit({ attempt: 'a'.repeat(22), values: onlineValues })).json();
  known = { number: onlineValues.documentNumber, recordIds: [receipt.recordId] };
});
afterEach(() => bench.close());

const newTab = () => new PageTab(bench.app);
const other = '110101199003072420';
const askFor = (documentNumber: string) => ({ documentType: 'resident-id', documentNumber, language: 'zh-CN' });
const leaves = async () => {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
};
/** Everything begun in the background is done once its leaves are there. */
const settled = async (since: number) => {
  await expect.poll(async () => (await leaves()).length, patient).toBe(since + 2);
};
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

test('a known number and an unknown one get the same answer, the same growth of the log, and refusals in the same words', async () => {
  const seen = [];
  for (const number of [known.number, other]) {
    const tab = newTab();
    const before = (await leaves()).length;
    const asked = await tab.ask('prove', askFor(number));
    await settled(before);
    const refused = await tab.ask('confirm', { code: wrong(sent[0]?.code ?? '') });
    const { date: _date, 'set-cookie': cookie, ...headers } = asked.headers;
    const { page: word, ...body } = asked.json();
    const sizes = [String(cookie).length, word.length];
    seen.push({
      status: asked.statusCode,
      headers: Object.keys(headers),
      sizes,
      body,
      refused: codeOf(refused),
      text: refused.body,
    });
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.refused).toEqual([403, 'online/code-refused']);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ language: 'zh-CN', minutes: 10, field: { field: 'phone', className: 'contact' } });
  expect((await leaves()).at(-3)).toMatchObject({
    action: 'values.opened',
    purpose: 'subject-proof',
    recordId: known.recordIds[0],
  });
});

test('the code proves it, once, to the page that asked, which gets a new session', async () => {
  const [tab, stranger] = [newTab(), newTab()];
  const before = (await leaves()).length;
  await tab.ask('prove', askFor(known.number));
  await settled(before);
  const code = sent[0]?.code ?? '';
  await stranger.ask('prove', askFor(other));
  await settled(before + 2);
  expect(codeOf(await stranger.ask('confirm', { code }))).toEqual([403, 'online/code-refused']);
  const asked = { cookie: tab.cookie, word: tab.word };
  expect((await tab.ask('confirm', { code })).statusCode).toBe(200);
  expect(tab.cookie).not.toBe(asked.cookie);
  expect((await leaves()).at(-1)).toMatchObject({ action: 'online.proven', subjectId: 'subject-1' });
  const again = Object.assign(newTab(), asked);
  expect(codeOf(await again.ask('confirm', { code }))).toEqual([401, 'online/session-ended']);
  expect(codeOf(await tab.ask('confirm', { code }))).toEqual([401, 'online/session-ended']);
});

test('five wrong codes and the right one counts no more; nor after ten minutes', async () => {
  const tab = newTab();
  const before = (await leaves()).length;
  await tab.ask('prove', askFor(known.number));
  await settled(before);
  const code = sent[0]?.code ?? '';
  const guesses = await Promise.all(Array.from({ length: 5 }, () => tab.ask('confirm', { code: wrong(code) })));
  for (const guess of guesses) expect(guess.statusCode).toBe(403);
  expect(codeOf(await tab.ask('confirm', { code }))).toEqual([403, 'online/code-refused']);

  const late = newTab();
  await late.ask('prove', askFor(known.number));
  await settled(before + 2);
  bench.clock.advance(9 * 60_000);
  expect((await late.ask('confirm', { code: wrong(sent[1]?.code ?? '') })).statusCode).toBe(403);
  bench.clock.advance(60_000);
  expect(codeOf(await late.ask('confirm', { code: sent[1]?.code ?? '' }))).toEqual([403, 'online/code-refused']);
});

test('what the provider says of a message nobody learns here', async () => {
  failure = new Error('undeliverable');
  const tab = newTab();
  const before = (await leaves()).length;
  expect((await tab.ask('prove', askFor(known.number))).statusCode).toBe(200);
  await settled(before);
  expect(codeOf(await tab.ask('confirm', { code: wrong(sent[0]?.code ?? '') }))).toEqual([403, 'online/code-refused']);
});

test('without the agent everybody is told so, whatever they asked about', async () => {
  isAgentGone = true;
  for (const number of [known.number, other]) {
    const tab = newTab();
    expect((await tab.ask('prove', askFor(number))).statusCode).toBe(200);
    expect(codeOf(await tab.ask('confirm', { code: '123456' }))).toEqual([503, 'agent/gone']);
  }
});

test('nobody is flooded: so many codes for one document, whatever address asks and however it is written', async () => {
  const spellings = [known.number, '110101 19900307 1057', '１１０１０１１９９００３０７１０５７', known.number, known.number];
  for (const number of spellings) expect((await newTab().ask('prove', askFor(number))).statusCode).toBe(200);
  expect(codeOf(await newTab().ask('prove', askFor(known.number)))).toEqual([429, 'internal/too-many-requests']);
  await expect.poll(() => sent.length, patient).toBe(5);
  const impossible = await newTab().ask('prove', askFor('110101199003071058'));
  expect(codeOf(impossible)).toEqual([400, 'registration/invalid']);
  expect(impossible.body).not.toContain('110101199003071058');
});
