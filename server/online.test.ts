import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pageHeader } from '#src/contract/online/index.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { demonstrationOrganisation } from './demo/organisation.ts';
import { findClassKey, openClassKeys } from './kernel/keys/file-key-ring.ts';
import { type Bench, classPassphrase, makeTemplate, openBench } from './test-bench.ts';
import { builtPage, codeOf, onlineValues, PageTab } from './test-bench-page.ts';

const page = builtPage();
let template = '';
let bench: Bench;

beforeAll(async () => {
  const draft = await demonstrationOrganisation(Date.now());
  const [service] = draft.services;
  if (service === undefined) throw new Error('no service');
  template = await makeTemplate({ ...draft, services: [...draft.services, { ...service, id: 'four', needsSecondReview: true }] });
});
afterAll(() => {
  rmSync(dirname(template), { recursive: true });
  rmSync(page, { recursive: true });
});
beforeEach(async () => {
  bench = await openBench({ template, online: { page } });
});
afterEach(() => bench.close());

const values = onlineValues;
const attemptOf = (letter: string) => letter.repeat(22);
const newTab = () => new PageTab(bench.app);

const records = () => bench.organisation.store.selectFrom('record').selectAll().execute();

describe('registering', () => {
  test('what a subject enters is sealed under the online device, with receipt, notice and consents as they were', async () => {
    const tab = newTab();
    await tab.accept();
    await tab.ask('decide', { field: 'occupation', agreed: true });
    await tab.ask('decide', { field: 'address', agreed: true });
    await tab.ask('decide', { field: 'address', agreed: false });
    const typed = { ...values, documentNumber: '110101 19900307 1057', occupation: '教师', address: '正义路 1 号' };
    const checked = (await tab.ask('check', { values: typed })).json();
    expect(checked).toEqual({ values: { ...values, occupation: '教师' }, leftOut: ['address'] });
    const { receipt } = (await tab.submit({ attempt: attemptOf('a'), values: typed })).json();

    const [row, ...others] = await records();
    expect(others).toEqual([]);
    expect(receipt).toMatchObject({ recordId: row?.record_id, contentHash: row?.content_hash });
    expect(receipt.reference).toMatch(/^\w{6}-000001-\w$/u);
    const { header } = JSON.parse(row?.envelope ?? '');
    expect(header).toMatchObject({
      branchId: 'online',
      capturedBy: 'online-subject',
      language: 'en',
      notice: { language: 'en', channel: 'screen' },
      consents: [
        { field: 'occupation', agreed: true },
        { field: 'address', agreed: false },
      ],
    });
    const ring = await openClassKeys(bench.layout, classPassphrase);
    const key = findClassKey(ring, 'identity', JSON.parse(row?.envelope ?? '').classes.identity.keyId);
    if (key === null) throw new Error('no key');
    expect(await openEnvelopeClass(row?.envelope ?? '', 'identity', key)).toEqual({
      name: values.name,
      documentType: values.documentType,
      documentNumber: values.documentNumber,
    });
    expect(bench.logged.join('')).not.toMatch(/王小明|1990|13800138000|教师/u);
    const leaves = await bench.organisation.store.selectFrom('audit_leaf').select('content').execute();
    expect(leaves.map(({ content }) => JSON.parse(content).action)).toEqual(
      expect.arrayContaining(['device.enrolled', 'record.accepted']),
    );
  });

  test('the same attempt makes one record: two clicks at once, and again after the session has ended', async () => {
    const tab = newTab();
    await tab.accept();
    const submit = { attempt: attemptOf('b'), values };
    const [one, two] = await Promise.all([tab.submit(submit), tab.submit(submit)]);
    const late = await tab.submit(submit);
    const asked = await newTab().ask('status', { attempt: attemptOf('b') });
    for (const answer of [two, late, asked]) expect(answer.json()).toEqual(one.json());
    expect(await records()).toHaveLength(1);
    expect((await newTab().ask('status', { attempt: attemptOf('c') })).json()).toEqual({ receipt: null });
  });

  test('several at once have numbers of their own', async () => {
    const tabs = [newTab(), newTab(), newTab()];
    for (const tab of tabs) await tab.accept();
    const answers = await Promise.all(tabs.map((tab, index) => tab.submit({ attempt: attemptOf(`${index}`), values })));
    expect(new Set(answers.map((answer) => answer.json().receipt.reference)).size).toBe(3);
    expect((await records()).map(({ sequence }) => sequence).toSorted()).toEqual([1, 2, 3]);
  });

  test('nothing is taken that the rules of the counter refuse, whatever the page did', async () => {
    const tab = newTab();
    await tab.accept();
    const wrong = { attempt: attemptOf('d'), values: { ...values, documentNumber: '110101199003071058' } };
    const refused = await tab.submit(wrong);
    expect(codeOf(refused)).toEqual([400, 'registration/invalid']);
    expect(refused.json().error.params.errors).toMatchObject([{ field: 'documentNumber', code: 'identity/check-character' }]);
    const child = { attempt: attemptOf('d'), values: { ...values, documentNumber: '110101201903071058' } };
    expect((await tab.submit(child)).statusCode).toBe(400);
    expect(codeOf(await tab.ask('decide', { field: 'phone', agreed: true }))).toEqual([400, 'internal/invalid-input']);
    expect(await records()).toEqual([]);
  });

  test('a service that needs the counter is listed with its reason and cannot be begun', async () => {
    const tab = newTab();
    const { services } = (await tab.get('/online/api/start')).json();
    const obstacles = services.map(({ obstacle }: { obstacle: string | null }) => obstacle);
    expect(obstacles).toEqual([null, null, null, null, 'second-review']);
    const closed = services.find(({ obstacle }: { obstacle: string | null }) => obstacle !== null);
    expect(codeOf(await tab.get(`/online/api/notice?serviceId=${closed.id}`))).toEqual([409, 'online/not-offered']);
    const accept = {
      serviceId: closed.id,
      noticeId: 'x',
      noticeVersion: 1,
      language: 'en',
      acceptedBy: 'subject',
      signature: null,
    };
    expect(codeOf(await tab.ask('accept', accept))).toEqual([409, 'online/not-offered']);
  });

  test('an older version of the notice cannot be accepted any more', async () => {
    const tab = newTab();
    expect(codeOf(await tab.accept({ noticeVersion: 99 }))).toEqual([409, 'consent/notice-outdated']);
  });

  test('a revoked device closes the channel until the server is started again', async () => {
    const tab = newTab();
    await tab.accept();
    await tab.submit({ attempt: attemptOf('e'), values });
    await bench.organisation.store.updateTable('device').set({ state: 'revoked' }).where('branch_id', '=', 'online').execute();
    await tab.accept();
    expect(codeOf(await tab.submit({ attempt: attemptOf('f'), values }))).toEqual([503, 'online/closed']);
    expect(await records()).toHaveLength(1);
  });
});

describe('strangers', () => {
  test('a session needs its cookie and its page’s own word, and ends', async () => {
    const tab = newTab();
    await tab.accept();
    const ended = [401, 'online/session-ended'];
    expect(codeOf(await tab.ask('check', { values }, { [pageHeader]: 'guessed' }))).toEqual(ended);
    expect(codeOf(await tab.ask('check', { values }, { cookie: '' }))).toEqual(ended);
    const other = newTab();
    await other.accept();
    expect(codeOf(await tab.ask('check', { values }, { cookie: other.cookie }))).toEqual(ended);
    expect((await tab.ask('check', { values })).statusCode).toBe(200);
    bench.clock.advance(20 * 60_000 + 1);
    expect(codeOf(await tab.ask('check', { values }))).toEqual(ended);
  });

  test('the cookie is of this host alone and no script reads it', async () => {
    const answer = await newTab().accept();
    const set = String(answer.headers['set-cookie']);
    expect(set).toMatch(/^__Host-countersign-online=[\w-]{43}; /u);
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']) expect(set).toContain(attribute);
    expect(set).not.toContain('Domain');
  });

  test.each([
    ['another site', { origin: 'https://elsewhere.example' }],
    ['another site, by its own word', { 'sec-fetch-site': 'cross-site' }],
    ['a broken origin', { origin: 'null' }],
  ])('a request of %s is refused', async (_who, headers) => {
    expect(codeOf(await newTab().ask('status', { attempt: attemptOf('a') }, headers))).toEqual([403, 'access/denied']);
  });

  test('a form of another site, which can set no header, is refused', async () => {
    const payload = JSON.stringify({ attempt: attemptOf('a') });
    const headers = { 'content-type': 'application/json' };
    const answer = await bench.app.inject({ method: 'POST', url: '/online/api/status', headers, payload });
    expect(answer.statusCode).toBe(403);
  });

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a value that is no text', JSON.stringify({ values: { name: 1 } })],
    ['a value that is too long', JSON.stringify({ values: { name: 'a'.repeat(2_001) } })],
  ])('%s is refused without an echo', async (_what, payload) => {
    const tab = newTab();
    await tab.accept();
    const headers = { 'content-type': 'application/json', [pageHeader]: tab.word, cookie: tab.cookie };
    const answer = await bench.app.inject({ method: 'POST', url: '/online/api/check', headers, payload });
    expect(answer.json()).toEqual({ error: { code: 'internal/invalid-input', params: {} } });
  });

  test('the page may run its own script and style only, is framed by nobody and kept nowhere', async () => {
    for (const path of ['/online/', '/online/assets/page.js']) {
      const { statusCode, headers } = await bench.app.inject({ url: path });
      expect(statusCode).toBe(200);
      expect(headers['cache-control']).toBe('no-store');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|data:|\*|https?:/u);
    }
    for (const path of ['/online/assets/..%2findex.html', '/online/assets/index.html', '/online/assets/none.js'])
      expect((await bench.app.inject({ url: path })).statusCode).toBe(404);
  });

  test('without the switch there is no page and no answer', async () => {
    const plain = await openBench({ template });
    try {
      for (const path of ['/online/', '/online/api/start']) expect((await plain.app.inject({ url: path })).statusCode).toBe(404);
    } finally {
      await plain.close();
    }
  });

  test('one document cannot be registered without end, from wherever', async () => {
    const register = async (letter: string, documentNumber: string) => {
      const tab = newTab();
      await tab.accept();
      return tab.submit({ attempt: attemptOf(letter), values: { ...values, documentNumber } });
    };
    for (const letter of 'abcdefghij') expect((await register(letter, values.documentNumber)).statusCode).toBe(200);
    const refused = await register('k', '110101 19900307 1057');
    expect(codeOf(refused)).toEqual([429, 'internal/too-many-requests']);
    expect((await register('l', '110101199003072420')).statusCode).toBe(200);
  });

  test('one address cannot begin without end', async () => {
    const answers = [];
    for (let count = 0; count < 61; count++) answers.push(await newTab().ask('accept', {}));
    expect(codeOf(answers.at(-1) as LightMyRequestResponse)).toEqual([429, 'internal/too-many-requests']);
  });
});
