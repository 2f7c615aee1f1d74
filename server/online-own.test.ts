// A subject's own records, from the number of a document to a correction, over the services as they are and the agent's own handlers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { randomBytes, randomId } from '#src/node/crypto/random.ts';
import { openCorrectionClass } from '#src/node/crypto/sealing.ts';
import { sendAct } from './features/contact/agent-acts.ts';
import { correctionHandlers } from './features/subject-requests/agent.ts';
import { subjectHandlers } from './features/subjects/agent.ts';
import { type ActHandler, answering } from './kernel/agent/act.ts';
import { openValuesHandler } from './kernel/agent/open-values-act.ts';
import { type ClassKeys, findClassKey, openClassKeys } from './kernel/keys/file-key-ring.ts';
import { type Bench, classPassphrase, localAgent, makeTemplate, openBench } from './test-bench.ts';
import { codeOf, onlineValues, PageTab } from './test-bench-page.ts';

/** What goes on in the background ends, however busy the machine is. */
const patient = { timeout: 60_000 };
const page = mkdtempSync(join(tmpdir(), 'countersign-page-'));
let template = '';
let bench: Bench;
let classKeys: ClassKeys;
let codes: string[];

beforeAll(async () => {
  mkdirSync(join(page, 'assets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  template = await makeTemplate();
});
afterAll(() => {
  rmSync(dirname(template), { recursive: true });
  rmSync(page, { recursive: true });
});

beforeEach(async () => {
  codes = [];
  const handlers: ActHandler[] = [];
  const agent = localAgent(handlers);
  bench = await openBench(template, { online: { page }, agent });
  classKeys = await openClassKeys(bench.layout, classPassphrase);
  const sends = answering(sendAct, async ({ values }) => {
    codes.push(values.code ?? '');
    return { answered: true as const, source: 'sms', reference: null, outcome: 'sent' as const, reason: null };
  });
  handlers.push(
    openValuesHandler(classKeys),
    ...correctionHandlers(classKeys),
    ...subjectHandlers(classKeys, randomBytes(32)),
    sends,
  );
  for (const [attempt, values] of [
    ['a'.repeat(22), onlineValues],
    ['b'.repeat(22), { ...onlineValues, name: '李四', documentNumber: '110101199003072420', phone: '13900139000' }],
  ] as const) {
    const tab = new PageTab(bench.app);
    await tab.accept();
    expect((await tab.ask('submit', { attempt, values })).statusCode).toBe(200);
  }
  while ((await bench.organisation.subjects.askDue(agent)) > 0);
});
afterEach(() => bench.close());

const leaves = async () => {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
};

/** A tab that has proved to be somebody. */
async function proven(documentNumber = onlineValues.documentNumber): Promise<PageTab> {
  const tab = new PageTab(bench.app);
  const sent = codes.length;
  await tab.ask('prove', { documentType: 'resident-id', documentNumber, language: 'zh-CN' });
  await expect.poll(() => codes.length, patient).toBe(sent + 1);
  expect((await tab.ask('confirm', { code: codes.at(-1) })).statusCode).toBe(200);
  return tab;
}

test('the subject sees every value of their own records, and the audit log says so before', async () => {
  const tab = await proven();
  const { copy, verification } = (await tab.ask('copy', {})).json();
  expect(copy.records).toHaveLength(1);
  const [record] = copy.records;
  expect(record.values).toEqual(onlineValues);
  expect(verification).toEqual({ [record.recordId]: 'not-required' });
  expect(copy.recipients).toEqual([]);
  const acts = (await leaves()).filter(({ recordId }) => recordId === record.recordId);
  expect(acts.filter(({ action, purpose }) => action === 'values.opened' && purpose === 'subject-query')).not.toEqual([]);
  const { requests } = (await tab.ask('requests', {})).json();
  expect(requests).toMatchObject([{ requestKind: 'query', state: 'closed' }]);
  expect(bench.logged.join('')).not.toMatch(/王小明|19900307|13800138000/u);
});

test('nothing of it without a proof, with half of one, or after leaving', async () => {
  const stranger = new PageTab(bench.app);
  expect(codeOf(await stranger.ask('copy', {}))).toEqual([401, 'online/session-ended']);
  await stranger.ask('prove', { documentType: 'resident-id', documentNumber: onlineValues.documentNumber, language: 'en' });
  await expect.poll(() => codes.length, patient).toBe(1);
  expect(codeOf(await stranger.ask('copy', {}))).toEqual([401, 'online/session-ended']);
  const tab = await proven();
  const { cookie, word } = tab;
  expect((await tab.ask('leave', {})).headers['set-cookie']).toContain('Max-Age=0');
  expect(codeOf(await Object.assign(new PageTab(bench.app), { cookie, word }).ask('requests', {}))).toEqual([
    401,
    'online/session-ended',
  ]);
  const idle = await proven();
  bench.clock.advance(10 * 60_000 + 1);
  expect(codeOf(await idle.ask('copy', {}))).toEqual([401, 'online/session-ended']);
});

test('a correction is asked for once, sealed, about one’s own newest record only, and by the rules of the form', async () => {
  const tab = await proven();
  const [record] = (await tab.ask('copy', {})).json().copy.records;
  const { recordId, revision } = record;
  const asked = { requestId: randomId(), recordId, revision, values: { phone: '139 0013 8000' }, proof: 'other', note: '换号' };

  const wrong = { ...asked, values: { phone: '1380013800' } };
  const refused = await tab.ask('correct', wrong);
  expect(codeOf(refused)).toEqual([400, 'registration/invalid']);
  for (const values of [{}, { unknown: 'x' }, { address: '正义路 1 号' }])
    expect(codeOf(await tab.ask('correct', { ...asked, values }))).toEqual([400, 'internal/invalid-input']);
  expect(codeOf(await tab.ask('correct', { ...asked, revision: 2 }))).toEqual([409, 'requests/record-changed']);

  const other = await proven('110101199003072420');
  expect((await other.ask('correct', asked)).statusCode).toBe(404);

  const [one, two] = await Promise.all([tab.ask('correct', asked), tab.ask('correct', asked)]);
  for (const answer of [one, two, await tab.ask('correct', asked)]) {
    expect(answer.statusCode).toBe(200);
    const corrections = answer.json().requests.filter(({ requestKind }: { requestKind: string }) => requestKind === 'correction');
    expect(corrections).toMatchObject([{ requestId: asked.requestId, state: 'open', fields: ['phone'], recordId }]);
  }
  const row = await bench.organisation.store
    .selectFrom('subject_request')
    .select('application')
    .where('request_id', '=', asked.requestId)
    .executeTakeFirstOrThrow();
  expect(row.application).not.toMatch(/139|换号/u);
  const keyId = JSON.parse(row.application ?? '').classes.contact.keyId;
  const key = findClassKey(classKeys, 'contact', keyId);
  if (key === null) throw new Error('no key');
  expect(await openCorrectionClass(row.application ?? '', 'contact', key)).toMatchObject({ phone: '13900138000' });
  expect((await other.ask('requests', {})).json().requests).toEqual([]);
});
