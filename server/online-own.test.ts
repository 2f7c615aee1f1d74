// A subject's own records, from the number of a document to a correction, over the services as they are and the agent's own handlers.
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { maximumImageBytes } from '#src/domain/attachments/schema.ts';
import { randomBytes, randomId } from '#src/node/crypto/random.ts';
import { openCorrectionClass } from '#src/node/crypto/sealing.ts';
import { sendAct } from './features/contact/agent-acts.ts';
import { recordIdOf } from './features/online/record-id.ts';
import { appendEvents, ensureSubject } from './features/restriction/store.ts';
import { correctionHandlers } from './features/subject-requests/agent.ts';
import { subjectHandlers } from './features/subjects/agent.ts';
import { type ActHandler, type Agent, answering } from './kernel/agent/act.ts';
import { openValuesHandler } from './kernel/agent/open-values-act.ts';
import { type ClassKeys, findClassKey, openClassKeys } from './kernel/keys/file-key-ring.ts';
import { type Bench, classPassphrase, localAgent, openBench } from './test-bench.ts';
import { builtPage, codeOf, onlineValues, PageTab, sampleJpeg, samplePng } from './test-bench-page.ts';

/** What goes on in the background ends, however busy the machine is. */
const patient = { timeout: 60_000 };
const page = builtPage();
let bench: Bench;
let classKeys: ClassKeys;
let codes: string[];
let asksAgent: Agent;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const pictures = [base64(sampleJpeg('proof-one')), base64(sampleJpeg('proof-two')), base64(samplePng('proof-three'))];

afterAll(() => {
  rmSync(page, { recursive: true });
});

beforeEach(async () => {
  codes = [];
  const handlers: ActHandler[] = [];
  const agent = localAgent(handlers);
  asksAgent = agent;
  bench = await openBench({ online: { page }, agent });
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
    expect((await tab.submit({ attempt, values })).statusCode).toBe(200);
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
  const asked = {
    requestId: randomId(),
    recordId,
    revision,
    values: { phone: '139 0013 8000' },
    proof: 'other',
    note: '换号',
    pictures,
  };

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

test('proof is a whole picture and nothing else, of whoever proved who they are, and sealed with the application, once', async () => {
  const tab = await proven();
  const [record] = (await tab.ask('copy', {})).json().copy.records;
  const { recordId, revision } = record;
  const asked = { requestId: randomId(), recordId, revision, values: { phone: '13900138000' }, proof: 'other', note: '' };
  const { store, requests, organisationId } = bench.organisation;
  const kept = () => store.selectFrom('request_proof').selectAll().orderBy('position').execute();

  const [one = '', two = '', three = ''] = pictures;
  for (const wrong of [undefined, [], [one, one, one, one], ['not base64!'], [base64(new Uint8Array(maximumImageBytes + 3))]])
    expect(codeOf(await tab.ask('correct', { ...asked, pictures: wrong }))).toEqual([400, 'internal/invalid-input']);
  const place = [0xff, 0xe1, 0, 8, ...Buffer.from('Exif\0\0')];
  for (const [wrong, refusal] of [
    [base64(Buffer.from('<svg/>')), [400, 'attachments/not-an-image']],
    [base64(sampleJpeg('cut').subarray(0, -1)), [400, 'attachments/not-an-image']],
    [base64(sampleJpeg('place', 800, place)), [400, 'attachments/metadata']],
    [base64(sampleJpeg('wide', 2_001)), [400, 'attachments/too-many-pixels']],
    [base64(new Uint8Array(maximumImageBytes + 1)), [413, 'attachments/too-large']],
  ] as const)
    expect(codeOf(await tab.ask('correct', { ...asked, pictures: [one, wrong] }))).toEqual(refusal);
  for (const body of [{ ...asked, pictures }, { pictures: 'not even looked at' }])
    expect(codeOf(await new PageTab(bench.app).ask('correct', body))).toEqual([401, 'online/session-ended']);
  const other = await proven('110101199003072420');
  expect((await other.ask('correct', { ...asked, pictures })).statusCode).toBe(404);
  expect(await kept()).toEqual([]);

  const both = await Promise.all([1, 2].map(() => tab.ask('correct', { ...asked, pictures })));
  for (const answer of [...both, await tab.ask('correct', { ...asked, pictures: [two] })]) expect(answer.statusCode).toBe(200);
  const rows = await kept();
  expect(rows.map((row) => [row.request_id, row.position, row.class, row.media_type])).toEqual([
    [asked.requestId, 1, 'identity', 'image/jpeg'],
    [asked.requestId, 2, 'identity', 'image/jpeg'],
    [asked.requestId, 3, 'identity', 'image/png'],
  ]);
  for (const { sealed } of rows) expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/proof-|JFIF|IHDR/u);
  const told = (await leaves()).filter(({ action }) => action === 'request.proof-kept');
  expect(told).toMatchObject([{ requestId: asked.requestId, pictures: 3 }]);

  const { configuration } = bench.organisation;
  const { classes, version: _v, issuedAt: _i, recoveryKey: _r, ...rest } = (await configuration.newest()).body;
  const supervisor = rest.staff.find(({ role, branchId }) => role === 'supervisor' && branchId === 'main-street');
  if (supervisor === undefined) throw new Error('no supervisor');
  const as = { deviceId: 'any', branchId: 'main-street', member: supervisor };
  const elsewhere = { deviceId: 'any', branchId: 'old-town', member: { ...supervisor, branchId: 'old-town' } };
  const waiting = async (who: typeof as) => {
    const { requests: listed } = await requests.act(who, asksAgent, { kind: 'list', isSettled: false });
    return listed?.map(({ requestId, branchId, inCharge }) => [requestId, branchId, inCharge?.staffId]);
  };
  // Nobody works at the online branch: the first who can decide answers, until the policy names a branch.
  expect([await waiting(as), await waiting(elsewhere)]).toEqual([[[asked.requestId, 'main-street', supervisor.id]], []]);
  const names = classes.map(({ name }) => name);
  const second = { ...supervisor, id: 'staff-second', number: '2999', branchId: 'old-town' };
  const policy = { ...rest.policy, onlineBranchId: 'old-town' };
  await configuration.publish({ ...rest, staff: [...rest.staff, second], policy, classes: names });
  expect([await waiting(as), await waiting(elsewhere)]).toEqual([[], [[asked.requestId, 'old-town', second.id]]]);
  expect(await requests.act(as, asksAgent, { kind: 'show', requestId: asked.requestId }).catch(({ wire }) => wire.code)).toBe(
    'requests/unknown',
  );
  await configuration.publish({ ...rest, classes: names });
  const compare = async () =>
    (await requests.act(as, asksAgent, { kind: 'compare', requestId: asked.requestId })).comparison?.proofs;
  expect(await compare()).toEqual([
    { position: 1, picture: one },
    { position: 2, picture: two },
    { position: 3, picture: three },
  ]);
  const opened = (await leaves()).filter(({ purpose }) => purpose === 'correction-proof');
  expect(opened).toMatchObject([{ action: 'values.opened', actorId: supervisor.id, recordId, className: 'identity' }]);

  // The second is put in the place of the first, and a bit of the second is another.
  const [first, another] = rows;
  if (first === undefined || another === undefined) throw new Error('not kept');
  const put = (position: number, sealed: Uint8Array) =>
    store
      .updateTable('request_proof')
      .set({ sealed })
      .where('organisation_id', '=', organisationId)
      .where('position', '=', position)
      .execute();
  await put(1, another.sealed);
  await put(2, Buffer.from(another.sealed).fill((another.sealed.at(-1) ?? 0) ^ 1, another.sealed.length - 1));
  expect(await compare()).toEqual([
    { position: 1, picture: null },
    { position: 2, picture: null },
    { position: 3, picture: three },
  ]);
});

test('a restricted subject is sent to a counter, where they are identified anew, and nothing is kept', async () => {
  const { store, organisationId } = bench.organisation;
  const subjectOf = (await bench.organisation.subjects.find(asksAgent, 'resident-id', onlineValues.documentNumber)) ?? '';
  const at = '2026-11-24T08:00:00.000Z';
  const event = { kind: 'restricted', failures: 3, at } as const;
  const scope = { transaction: store, organisationId };
  await ensureSubject(scope, subjectOf, { recordId: recordIdOf('a'.repeat(22)), revision: 1 });
  await appendEvents(scope, subjectOf, 0, [event]);
  const tab = new PageTab(bench.app);
  await tab.accept();
  const again = { attempt: 'c'.repeat(22), values: onlineValues };
  expect(codeOf(await tab.submit(again))).toEqual([409, 'online/at-counter']);
  expect((await tab.ask('status', { attempt: again.attempt })).json()).toEqual({ receipt: null });
  // What was taken in before is still answered for, and somebody else is not concerned.
  expect((await tab.submit({ attempt: 'a'.repeat(22), values: onlineValues })).statusCode).toBe(200);
  const other = new PageTab(bench.app);
  await other.accept();
  const values = { ...onlineValues, documentNumber: '110101199003072420' };
  expect((await other.submit({ attempt: 'd'.repeat(22), values })).statusCode).toBe(200);
});
