// Records of the whole organisation at the server (R1.3, R4.2, R5.1, R5.2): lists hold no value, a class opens for whoever a grant names and
// for nothing else, and both, and every no, stand in the audit log first.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mayRead, type ReadingGrant, readingPurposes } from '#src/domain/reading/grants.ts';
import { draftOf } from './app/organisation.ts';
import { demonstrationStaff } from './demo/staff.ts';
import { subjectHandlers } from './features/subjects/agent.ts';
import type { Agent } from './kernel/agent/act.ts';
import { openPictureHandler } from './kernel/agent/open-picture-act.ts';
import { openValuesHandler } from './kernel/agent/open-values-act.ts';
import { dataLayout } from './kernel/data-layout.ts';
import { openClassKeys } from './kernel/keys/file-key-ring.ts';
import { openIndexKey } from './kernel/keys/index-key.ts';
import { systemRandomness } from './kernel/system.ts';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  localAgent,
  openBench,
  push,
  type SealChoice,
  sealRecord,
  sharedTemplate,
  signFor,
  type Workstation,
} from './test-bench.ts';
import { sampleJpeg, samplePng } from './test-bench-page.ts';
import { sendWithPicture } from './test-bench-pictures.ts';

let opening: Agent;
/** What it was asked, as acts by name. */
let asked: string[];
let isAgentGone: boolean;
let beforeAsking: () => Promise<void>;
let bench: Bench;
let desk: Workstation;

const anything = { recordId: null, document: null, from: null, to: null, branchId: null, serviceId: null, state: null };
const secret = '王小明';

beforeAll(async () => {
  const layout = dataLayout(await sharedTemplate());
  const classKeys = await openClassKeys(layout, classPassphrase);
  const { key } = await openIndexKey(layout, classPassphrase, systemRandomness);
  opening = localAgent([openValuesHandler(classKeys), openPictureHandler(classKeys), ...subjectHandlers(classKeys, key)]);
});
beforeEach(async () => {
  asked = [];
  isAgentGone = false;
  beforeAsking = async () => undefined;
  const agent: Agent = {
    ask: async (act, input) => {
      asked.push(act.name);
      await beforeAsking();
      return isAgentGone ? { gone: true } : opening.ask(act, input);
    },
  };
  bench = await openBench({ agent });
  desk = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

async function post(path: string, content: object) {
  const body = JSON.stringify({ protocol: 2, ...content });
  const headers = await signFor(desk, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answer.statusCode, text: answer.body, json: answer.json(), code: answer.json().error?.code };
}
async function prove(role: string): Promise<string> {
  const { number = '', passphrase = '' } = demonstrationStaff.find((one) => one.role === role) ?? {};
  return (await post('/v1/staff/session', { person: { number, passphrase } })).json.session;
}
const list = (session: string, filter: object = {}, before: number | null = null) =>
  post('/v1/reading/list', { session, filter: { ...anything, ...filter }, before });
const open = (session: string, recordId: string, className: string, purpose: string) =>
  post('/v1/reading/open', { session, recordId, className, purpose });

async function send(choice: SealChoice = {}, from = desk): Promise<string> {
  const { body } = await bench.organisation.configuration.newest();
  const { recordId, text } = await sealRecord(body, from, choice);
  expect((await push(bench, from, [text])).json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
  return recordId;
}
async function leaves(...actions: string[]): Promise<Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content)).filter(({ action }) => actions.includes(action));
}

describe('the list', () => {
  test('shows references of every branch, newest first, and no value; no agent is asked for it', async () => {
    const oldTown = await enrolWorkstation(bench, 'old-town');
    const first = await send();
    const second = await send({ header: { serviceId: 'broadband-activation' } }, oldTown);
    const answer = await list(await prove('inspector'));
    expect(answer.json).toMatchObject({
      items: [
        { recordId: second, branchId: 'old-town', serviceId: 'broadband-activation', revision: 1, state: 'not-required' },
        { recordId: first, branchId: 'main-street', serviceId: 'mobile-activation', reason: null },
      ],
      before: null,
    });
    for (const value of [secret, '110101199003071057']) expect(answer.text).not.toContain(value);
    expect(asked).toEqual([]);
    expect(await leaves('records.listed')).toMatchObject([{ staffId: 'staff-4001', deviceId: desk.deviceId, records: 2 }]);
  });

  test('each filter leaves out the others', async () => {
    const oldTown = await enrolWorkstation(bench, 'old-town');
    const here = await send({ header: { submittedAt: '2026-11-20T15:59:59.000Z' } });
    const there = await send({ header: { serviceId: 'broadband-activation', submittedAt: '2026-11-20T16:00:00.000Z' } }, oldTown);
    const session = await prove('department-head');
    const found = async (filter: object) =>
      (await list(session, filter)).json.items.map(({ recordId }: { recordId: string }) => recordId);
    expect(await found({ recordId: here })).toEqual([here]);
    expect(await found({ branchId: 'old-town' })).toEqual([there]);
    expect(await found({ serviceId: 'mobile-activation' })).toEqual([here]);
    // Midnight of China parts them.
    expect(await found({ to: '2026-11-20' })).toEqual([here]);
    expect(await found({ from: '2026-11-21' })).toEqual([there]);
    expect(await found({ state: 'not-required' })).toEqual([there, here]);
    expect(await found({ state: 'verified' })).toEqual([]);
    expect(await found({ branchId: "x' or 1=1 --" })).toEqual([]);
  });

  test('finds a person by their document through the agent, however it is written, and says so in the log', async () => {
    const document = { type: 'resident-id', number: '110101 19900307 1057' };
    const mine = await send({ values: { name: secret, documentType: 'resident-id', documentNumber: '110101199003071057' } });
    await send({ values: { name: '李小红', documentType: 'passport', documentNumber: 'E12345678' } });
    while ((await bench.organisation.subjects.askDue(opening)) > 0);
    const session = await prove('inspector');
    const found = await list(session, { document });
    expect(found.json.items).toMatchObject([{ recordId: mine }]);
    expect(found.text).not.toContain('19900307');
    expect((await list(session, { document: { type: 'passport', number: 'E00000000' } })).json.items).toEqual([]);
    const logged = await leaves('records.listed');
    expect(logged).toMatchObject([
      { kind: 'document', records: 1 },
      { kind: 'document', records: 0 },
    ]);
    expect(JSON.stringify([logged, bench.logged])).not.toContain('19900307');
    isAgentGone = true;
    expect(await list(session, { document })).toMatchObject({ status: 503, code: 'agent/gone' });
  });

  test('goes on page by page without losing or doubling one, while more come in', async () => {
    const { body } = await bench.organisation.configuration.newest();
    const sealed = await Promise.all(Array.from({ length: 60 }, () => sealRecord(body, desk)));
    const texts = sealed.map(({ text }) => text);
    await push(bench, desk, texts);
    const session = await prove('information-manager');
    const first = (await list(session)).json;
    await send();
    const second = (await list(session, {}, first.before)).json;
    expect([first.items.length, second.items.length, second.before]).toEqual([50, 10, null]);
    const ids = [...first.items, ...second.items].map(({ recordId }) => recordId);
    expect(new Set(ids)).toEqual(new Set(sealed.map(({ recordId }) => recordId)));
  });

  test('a corrected record is there once, as its newest revision', async () => {
    const { body } = await bench.organisation.configuration.newest();
    const original = await sealRecord(body, desk);
    await push(bench, desk, [original.text]);
    const session = await prove('inspector');
    expect((await list(session)).json.items).toMatchObject([{ revision: 1 }]);
    const corrects = { revision: 1, contentHash: original.contentHash, reason: 'mistake-found' };
    await send({ header: { recordId: original.recordId, revision: 2, corrects } });
    expect((await list(session)).json.items).toMatchObject([{ recordId: original.recordId, revision: 2 }]);
  });

  test.each(['clerk', 'supervisor', 'it-administrator'])('a %s lists nothing', async (role) => {
    const recordId = await send();
    const session = await prove(role);
    expect(await list(session)).toMatchObject({ status: 403, code: 'access/denied' });
    expect((await open(session, recordId, 'identity', 'service')).code).toBe('access/denied');
    expect(await leaves('staff.refused')).toHaveLength(2);
    expect(asked).toEqual([]);
  });
});

describe('opening a class', () => {
  const grants: readonly ReadingGrant[] = [
    { role: 'department-head', departmentId: 'counter-services', className: 'identity', purposes: ['service', 'tax-filing'] },
    { role: 'department-head', className: 'contact', purposes: ['customer-relations'] },
    { role: 'department-head', departmentId: 'compliance', className: 'contact', purposes: ['service'] },
    { role: 'inspector', className: 'contact', purposes: ['supervision'] },
    { role: 'information-manager', className: 'supplementary', purposes: ['subject-request', 'regulatory-report'] },
  ];

  test('role, department, class and purpose: each combination is answered as the grants say, and has its leaf', async () => {
    const draft = draftOf((await bench.organisation.configuration.newest()).body);
    await bench.organisation.configuration.publish({ ...draft, grants: [...grants] });
    const recordId = await send();
    const combinations = draft.classes.flatMap((className) => readingPurposes.map((purpose) => ({ className, purpose })));
    const readers = ['department-head', 'inspector', 'information-manager'] as const;
    const told: string[] = [];
    for (const role of readers) {
      const session = await prove(role);
      for (const { className, purpose } of combinations) {
        const { code, json } = await open(session, recordId, className, purpose);
        told.push(code ?? Object.keys(json.values).toSorted().join());
      }
    }
    const expected = readers.flatMap((role) => {
      const departmentId = role === 'department-head' ? 'counter-services' : 'compliance';
      return combinations.map(({ className, purpose }) => {
        if (!mayRead(grants, { role, departmentId }, className, purpose)) return 'reading/not-granted';
        return className === 'identity' ? 'documentNumber,name' : '';
      });
    });
    expect(told).toEqual(expected);
    const refused = told.filter((one) => one.endsWith('not-granted')).length;
    expect(told.length - refused).toBe(6);
    expect(await leaves('values.refused')).toHaveLength(refused);
    expect(await leaves('values.opened')).toHaveLength(told.length - refused);
  });

  test('gives the values with their labels; the leaf was there before the agent was asked', async () => {
    const recordId = await send();
    const session = await prove('inspector');
    let before: unknown[] = [];
    beforeAsking = async () => {
      before = await leaves('values.opened');
    };
    const { json } = await open(session, recordId, 'identity', 'supervision');
    expect(json).toMatchObject({
      recordId,
      revision: 1,
      className: 'identity',
      values: { name: secret, documentNumber: '110101199003071057' },
    });
    expect(before).toMatchObject([
      { actorId: 'staff-4001', purpose: 'supervision', recordId, revision: 1, className: 'identity' },
    ]);
    expect(JSON.stringify(bench.logged)).not.toContain(secret);
  });

  test('a record that is none, and an agent that is gone, are told; the attempt at a real one is recorded', async () => {
    const recordId = await send();
    const session = await prove('inspector');
    const none = '00000000-0000-4000-8000-000000000000';
    expect(await open(session, none, 'identity', 'supervision')).toMatchObject({ status: 404, code: 'reading/unknown' });
    isAgentGone = true;
    expect(await open(session, recordId, 'identity', 'supervision')).toMatchObject({ status: 503, code: 'agent/gone' });
    expect(await leaves('values.opened')).toHaveLength(1);
    expect((await open(session, '王小明', 'identity', 'supervision')).code).toBe('internal/invalid-input');
    expect((await open(session, recordId, 'identity', 'curiosity')).code).toBe('internal/invalid-input');
  });

  test('a grant that is taken away takes effect at the next reading', async () => {
    const recordId = await send();
    const session = await prove('inspector');
    expect((await open(session, recordId, 'identity', 'supervision')).status).toBe(200);
    const draft = draftOf((await bench.organisation.configuration.newest()).body);
    await bench.organisation.configuration.publish({ ...draft, grants: [] });
    expect((await open(session, recordId, 'identity', 'supervision')).code).toBe('reading/not-granted');
  });
});

describe('opening a picture', () => {
  const marker = 'a face';
  const seen = (session: string, recordId: string, attachmentId: string, className = 'identity', purpose = 'supervision') =>
    post('/v1/reading/picture', { session, recordId, className, purpose, attachmentId });

  test('its class names it; it is shown by the same grant and purpose, its own leaf first', async () => {
    const { recordId, named } = await sendWithPicture(bench, desk, { picture: sampleJpeg(marker) });
    const session = await prove('inspector');
    const { json } = await open(session, recordId, 'identity', 'supervision');
    expect(json.pictures).toEqual([{ id: named.id, field: 'form-signature' }]);
    let before: unknown[] = [];
    beforeAsking = async () => {
      before = await leaves('picture.opened');
    };
    const answer = await seen(session, recordId, named.id);
    expect(answer.json).toMatchObject({ recordId, revision: 1, mediaType: 'image/jpeg' });
    expect(Buffer.from(answer.json.picture, 'base64').toString('latin1')).toContain(marker);
    const about = { actorId: 'staff-4001', purpose: 'supervision', recordId, revision: 1, className: 'identity' };
    expect(before).toMatchObject([{ ...about, attachmentId: named.id }]);
    expect(JSON.stringify(bench.logged)).not.toContain(answer.json.picture.slice(0, 40));
  });

  test('another class, purpose, record or person sees none of it, and no agent is asked', async () => {
    const { recordId, named } = await sendWithPicture(bench, desk, { picture: sampleJpeg(marker) });
    const elsewhere = await send();
    const session = await prove('inspector');
    const head = await prove('department-head');
    const refused = await Promise.all([
      seen(session, recordId, named.id, 'identity', 'tax-filing'),
      seen(head, recordId, named.id, 'contact', 'service'),
      seen(session, elsewhere, named.id),
      seen(session, recordId, '00000000-0000-4000-8000-000000000000'),
      seen(await prove('clerk'), recordId, named.id),
    ]);
    expect(refused.map(({ code }) => code)).toEqual([
      'reading/not-granted',
      'reading/unknown',
      'reading/unknown',
      'reading/unknown',
      'access/denied',
    ]);
    expect(asked).toEqual([]);
    expect(await leaves('picture.opened')).toEqual([]);
    expect(await leaves('values.refused')).toMatchObject([{ purpose: 'tax-filing', recordId }]);
  });

  test('a correction made here names no picture: the record keeps those of the revision before', async () => {
    const { recordId, contentHash, named } = await sendWithPicture(bench, desk, { picture: sampleJpeg(marker) });
    const corrects = { revision: 1, contentHash, reason: 'subject-request' };
    await send({ header: { recordId, revision: 2, corrects } });
    const session = await prove('inspector');
    expect((await open(session, recordId, 'identity', 'supervision')).json).toMatchObject({
      revision: 2,
      pictures: [{ id: named.id }],
    });
    expect((await seen(session, recordId, named.id)).json).toMatchObject({ revision: 1 });
  });

  test('of the own copy a subject is shown each at the counter, until the query is answered', async () => {
    const number = '110101199003071057';
    const values = { name: secret, documentType: 'resident-id', documentNumber: number };
    const { recordId, named } = await sendWithPicture(bench, desk, { picture: sampleJpeg(marker), values });
    const stranger = await sendWithPicture(bench, desk, { picture: sampleJpeg(marker) });
    while ((await bench.organisation.subjects.askDue(opening)) > 0);
    const session = await prove('clerk');
    const requestId = '6f0b1f9e-5d0a-4b53-9c5e-0a5a3f0d8f11';
    const act = (what: object) => post('/v1/requests', { session, act: { requestId, ...what } });
    const open = { kind: 'open', requestKind: 'query', documentType: 'resident-id', documentNumber: number };
    expect((await act(open)).status).toBe(200);
    const { copy } = (await act({ kind: 'copy' })).json;
    expect(copy.records).toMatchObject([{ attachments: 1, pictures: [{ id: named.id, field: named.field }] }]);
    const show = { kind: 'picture', recordId, attachmentId: named.id };
    expect(Buffer.from((await act(show)).json.picture, 'base64').toString('latin1')).toContain(marker);
    expect(await leaves('picture.opened')).toMatchObject([{ purpose: 'subject-query', recordId, attachmentId: named.id }]);
    const other = { kind: 'picture', recordId: stranger.recordId, attachmentId: stranger.named.id };
    expect((await act(other)).code).toBe('requests/record-changed');
    await act({ kind: 'answer', way: 'screen' });
    expect((await act(show)).code).toBe('requests/not-now');
  });

  test('what is no picture, or not what it is called, is not handed out', async () => {
    const session = await prove('inspector');
    for (const picture of [new Uint8Array(300).fill(7), samplePng(marker)]) {
      const { recordId, named } = await sendWithPicture(bench, desk, { picture });
      expect((await seen(session, recordId, named.id)).code).toBe('agent/sealed-unreadable');
    }
    isAgentGone = true;
    const { recordId, named } = await sendWithPicture(bench, desk, { picture: sampleJpeg(marker) });
    expect((await seen(session, recordId, named.id)).code).toBe('agent/gone');
  });
});
