// The information system over HTTP (R3.4, R4.3): what the organisation's own systems may ask and tell, who may, and what is left of it.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  localAgent,
  openBench,
  push,
  readySource,
  sealRecord,
  type Workstation,
} from '#server/test-bench.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { type SystemScope, systemScopes } from '#src/domain/systems/schema.ts';
import { draftOf } from './app/organisation.ts';
import { subjectHandlers } from './features/subjects/agent.ts';
import { checkAct } from './features/verification/agent-acts.ts';
import { type Agent, answering } from './kernel/agent/act.ts';
import { hereHandler } from './kernel/agent/here-act.ts';
import { openClassKeys } from './kernel/keys/file-key-ring.ts';
import { openIndexKey } from './kernel/keys/index-key.ts';
import { systemRandomness } from './kernel/system.ts';

let bench: Bench;
let workstation: Workstation;
let token: string;
let serviceId: string;
let outcome: 'confirmed' | 'refuted';
let agent: Agent;

const wang = { name: '王小明', documentType: 'resident-id', documentNumber: '110101199003071057' };
const subject = { documentType: wang.documentType, documentNumber: wang.documentNumber };
const nobody = { documentType: 'passport', documentNumber: 'E00000001' };

beforeEach(async () => {
  // The agent opens keys of the bench, which wants it first.
  bench = await openBench({ agent: { ask: (act, input) => agent.ask(act, input) } });
  const classKeys = await openClassKeys(bench.layout, classPassphrase);
  const { key } = await openIndexKey(bench.layout, classPassphrase, systemRandomness);
  const check = answering(checkAct, async () => ({
    answered: true as const,
    source: 'authority',
    reference: null,
    outcome,
    reason: outcome === 'refuted' ? ('name-differs' as const) : null,
  }));
  agent = localAgent([hereHandler, readySource, ...subjectHandlers(classKeys, key), check]);
  outcome = 'confirmed';
  workstation = await enrolWorkstation(bench);
  const { configuration } = bench.organisation;
  const { body } = await configuration.newest();
  serviceId = body.services[0]?.id ?? '';
  const draft = draftOf(body);
  await configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: ['identity-authority'] } });
  token = await tokenWith(systemScopes);
});
afterEach(() => bench.close());

async function tokenWith(scopes: readonly SystemScope[]): Promise<string> {
  return (await bench.organisation.systemClients.add('till', scopes, 'staff-9001')).token;
}

async function register(values: Record<string, string> = wang): Promise<void> {
  const { body } = await bench.organisation.configuration.newest();
  const { text } = await sealRecord(body, workstation, { values });
  expect((await push(bench, workstation, [text])).json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
  while ((await bench.organisation.subjects.askDue(agent)) > 0);
}

const verify = () => bench.organisation.verification.askDue(agent);

async function call(path: 'may' | 'business' | 'subjects', body: object, authorization = `Bearer ${token}`) {
  const headers = { authorization, 'content-type': 'application/json' };
  const answer = await bench.app.inject({ method: 'POST', url: `/v1/systems/${path}`, headers, payload: JSON.stringify(body) });
  return { status: answer.statusCode, body: answer.json() };
}

const may = async (who: object = subject) => (await call('may', { subject: who, serviceId })).body;
const event = (kind: 'start' | 'end', minutes = 0) => ({
  eventId: randomUUID(),
  kind,
  serviceId,
  at: instantFromMs(bench.clock.nowMs() + minutes * 60_000),
});
const code = async (answer: ReturnType<typeof call>) => {
  const { status, body } = await answer;
  return [status, body.error?.code];
};

async function leaves(): Promise<Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
}
const called = async () => (await leaves()).filter(({ action }) => action === 'system.called');

test('from nobody over waiting to allowed, ended, and begun again', async () => {
  expect(await may()).toEqual({ answer: 'unknown', reason: 'no-subject', subjectId: null, business: 'none' });
  await register();
  const pending = await may();
  expect(pending).toMatchObject({ answer: 'not-verified', reason: 'pending' });
  await verify();
  const { subjectId } = pending;
  expect(await may({ id: subjectId })).toEqual({ answer: 'allowed', reason: null, subjectId, business: 'none' });
  for (const [kind, answer, business] of [
    ['start', 'allowed', 'open'],
    ['end', 'ended', 'ended'],
    ['start', 'allowed', 'open'],
  ] as const) {
    bench.clock.advance(60_000);
    const { body } = await call('business', { subject, event: event(kind) });
    expect(body).toMatchObject({ outcome: 'recorded', subjectId, business });
    expect(await may()).toMatchObject({ answer, business });
  }
  expect((await called()).map(({ outcome: one }) => one)).toEqual([
    'unknown',
    'not-verified',
    'allowed',
    'recorded',
    'allowed',
    'recorded',
    'ended',
    'recorded',
    'allowed',
  ]);
  expect(JSON.stringify(await leaves())).not.toMatch(/王小明|110101199003071057/);
});

test('refuted by the authority, or registered for another service: not allowed', async () => {
  outcome = 'refuted';
  await register();
  await verify();
  expect(await may()).toMatchObject({ answer: 'not-verified', reason: 'refuted' });
  const { body } = await bench.organisation.configuration.newest();
  const other = body.services[1]?.id ?? '';
  expect((await call('may', { subject, serviceId: other })).body).toMatchObject({
    answer: 'unknown',
    reason: 'no-registration',
  });
});

test('refuted so often that they are restricted: no more business, though one registration was confirmed', async () => {
  await register();
  await verify();
  expect(await may()).toMatchObject({ answer: 'allowed' });
  outcome = 'refuted';
  const { restrictAfterFailures } = (await bench.organisation.configuration.newest()).body.policy;
  for (let failures = 1; failures <= restrictAfterFailures; failures++) {
    await register();
    await verify();
    expect((await may()).answer).toBe(failures < restrictAfterFailures ? 'allowed' : 'restricted');
  }
  const { body } = await call('subjects', { after: null });
  expect(body.subjects).toMatchObject([{ services: [{ answer: 'restricted' }] }]);
});

test('without an agent a document finds nobody, an id still does', async () => {
  await register();
  const { subjectId } = await may();
  agent = localAgent([]);
  expect(await code(call('may', { subject, serviceId }))).toEqual([503, 'agent/gone']);
  expect(await may({ id: subjectId })).toMatchObject({ subjectId });
  expect((await called()).at(-2)).toMatchObject({ outcome: 'agent/gone', subjectId: null });
});

describe('who asks', () => {
  const good = () => ({ subject, serviceId });

  test('no token, another secret, another client, a revoked one: one answer, and no leaf', async () => {
    const other = await tokenWith(['subjects:ask']);
    const [clientId = '', secret = ''] = token.split('.');
    const revoked = await tokenWith(systemScopes);
    await bench.organisation.systemClients.revoke(revoked.split('.')[0] ?? '', 'staff-9001');
    const bad = [
      '',
      'Bearer',
      `Basic ${token}`,
      `Bearer ${clientId}`,
      `Bearer ${token}x`,
      `Bearer ${clientId}.${other.split('.')[1]}`,
      `Bearer ${randomUUID()}.${secret}`,
      `Bearer ${revoked}`,
    ];
    for (const authorization of bad) {
      expect(await code(call('may', good(), authorization))).toEqual([401, 'systems/client-refused']);
      // Before the body is looked at.
      expect(await code(call('may', { nothing: true }, authorization))).toEqual([401, 'systems/client-refused']);
    }
    expect(await called()).toEqual([]);
  });

  test('each entry needs its own scope; what is refused to a client is written down', async () => {
    const entries = { may: good(), business: { subject, event: event('start') }, subjects: { after: null } };
    const needs = { may: 'subjects:ask', business: 'business:write', subjects: 'subjects:list' } as const;
    for (const scope of systemScopes) {
      const narrow = `Bearer ${await tokenWith([scope])}`;
      for (const [path, body] of Object.entries(entries)) {
        const { status } = await call(path as 'may', body, narrow);
        expect(status === 403).toBe(needs[path as 'may'] !== scope);
      }
    }
    expect((await called()).filter(({ outcome: one }) => one === 'access/denied')).toHaveLength(6);
  });

  test('a token is kept nowhere, and revoking twice changes nothing', async () => {
    const { systemClients, store } = bench.organisation;
    await call('may', good());
    const [clientId = '', secret = ''] = token.split('.');
    const rows = await store.selectFrom('system_client').selectAll().execute();
    expect(JSON.stringify([rows, await leaves(), bench.logged, await systemClients.list()])).not.toContain(secret);
    await systemClients.revoke(clientId, 'staff-9001');
    const before = await systemClients.list();
    bench.clock.advance(1_000);
    await systemClients.revoke(clientId, 'staff-9001');
    expect(await systemClients.list()).toEqual(before);
    expect((await leaves()).filter(({ action }) => action === 'system.client-revoked')).toHaveLength(1);
    await expect(systemClients.revoke(randomUUID(), 'staff-9001')).rejects.toThrow('no such client');
  });
});

describe('business is recorded once', () => {
  test('told again, also at the same moment, it is the same event; with another content a conflict', async () => {
    await register();
    await verify();
    const begun = event('start');
    const answers = await Promise.all([1, 2, 3].map(() => call('business', { subject, event: begun })));
    expect(answers.map(({ body }) => body.outcome).toSorted()).toEqual(['duplicate', 'duplicate', 'recorded']);
    expect(new Set(answers.map(({ body }) => body.recordedAt)).size).toBe(1);
    const other = { ...begun, kind: 'end' };
    expect(await code(call('business', { subject, event: other }))).toEqual([409, 'systems/event-conflict']);
    // Another client's number is another number.
    const second = `Bearer ${await tokenWith(['business:write'])}`;
    expect((await call('business', { subject, event: begun }, second)).body.outcome).toBe('recorded');
    expect(await bench.organisation.store.selectFrom('business_event').selectAll().execute()).toHaveLength(2);
  });

  test('a service that is offered no more still ends', async () => {
    await register();
    const { configuration } = bench.organisation;
    const draft = draftOf((await configuration.newest()).body);
    await configuration.publish({ ...draft, services: draft.services.filter(({ id }) => id !== serviceId) });
    expect((await call('business', { subject, event: event('end') })).body).toMatchObject({
      outcome: 'recorded',
      business: 'ended',
    });
    expect(await may()).toMatchObject({ answer: 'ended' });
  });

  test('nobody, no service, no time yet to come, no other clock', async () => {
    await register();
    await verify();
    const refused = async (who: object, one: object) => code(call('business', { subject: who, event: one }));
    expect(await refused(nobody, event('start'))).toEqual([404, 'systems/subject-unknown']);
    expect(await refused({ id: randomUUID() }, event('start'))).toEqual([404, 'systems/subject-unknown']);
    expect(await refused(subject, { ...event('start'), serviceId: 'none' })).toEqual([404, 'systems/service-unknown']);
    expect(await refused(subject, event('start', 10))).toEqual([400, 'systems/event-in-future']);
    expect(await refused(subject, { ...event('start'), eventId: '13800138000' })).toEqual([400, 'internal/invalid-input']);
    expect(await refused({ ...subject, id: randomUUID() }, event('start'))).toEqual([400, 'internal/invalid-input']);
    expect((await call('business', { subject, event: event('start', 4) })).body.outcome).toBe('recorded');
  });
});

describe('business begins only with whom it may (R3.4, R3.6)', () => {
  const start = (serviceOf = serviceId) => call('business', { subject, event: { ...event('start'), serviceId: serviceOf } });
  const told = async () => (await called()).filter(({ kind }) => String(kind).includes('#')).at(-1);

  test('not while an authority is asked, refuted it, or for a service they did not register for; an end is recorded', async () => {
    await register();
    expect((await start()).body.error).toMatchObject({
      code: 'systems/start-refused',
      params: { answer: 'not-verified', reason: 'pending' },
    });
    const { subjectId } = await may();
    expect(await told()).toMatchObject({ subjectId, serviceId, outcome: 'systems/start-refused' });
    outcome = 'refuted';
    await verify();
    expect((await start()).body.error.params).toEqual({ answer: 'not-verified', reason: 'refuted' });
    outcome = 'confirmed';
    await register();
    await verify();
    const other = (await bench.organisation.configuration.newest()).body.services[1]?.id ?? '';
    expect((await start(other)).body.error.params).toEqual({ answer: 'unknown', reason: 'no-registration' });
    expect((await start()).body).toMatchObject({ outcome: 'recorded' });
    expect((await call('business', { subject, event: { ...event('end', 1), serviceId: other } })).body.outcome).toBe('recorded');
    const rows = await bench.organisation.store.selectFrom('business_event').select('kind').execute();
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual(['end', 'start']);
  });

  test('not with somebody restricted, though verified; told before, it stays the same event', async () => {
    await register();
    await verify();
    const begun = event('start');
    expect((await call('business', { subject, event: begun })).body.outcome).toBe('recorded');
    outcome = 'refuted';
    for (let failures = 0; failures < 3; failures++) {
      await register();
      await verify();
    }
    expect(await code(start())).toEqual([409, 'systems/start-refused']);
    expect((await call('business', { subject, event: begun })).body.outcome).toBe('duplicate');
    expect((await call('business', { subject, event: event('end', 1) })).body.business).toBe('ended');
    expect((await start()).body.error.params).toEqual({ answer: 'restricted', reason: '' });
    agent = localAgent([]);
    expect(await code(start())).toEqual([503, 'agent/gone']);
  });

  test('where no check is required, a registration is enough, and without one there is none', async () => {
    const { configuration } = bench.organisation;
    const draft = draftOf((await configuration.newest()).body);
    await configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: [] } });
    expect(await code(start())).toEqual([404, 'systems/subject-unknown']);
    await register();
    expect((await start()).body.outcome).toBe('recorded');
  });
});

test('verified subjects with their services, page by page; nobody else', async () => {
  await register();
  await verify();
  outcome = 'refuted';
  await register({ ...wang, name: '李小红', documentType: 'passport', documentNumber: 'E12345678' });
  await verify();
  const { subjectId } = await may();
  const { body } = await call('subjects', { after: null });
  expect(body).toEqual({ subjects: [{ subjectId, services: [{ serviceId, answer: 'allowed', business: 'none' }] }], next: null });
  expect((await call('subjects', { after: subjectId })).body.subjects).toEqual([]);
});
