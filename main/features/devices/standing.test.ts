// Where a workstation stands, as it hears and believes it (S7, R7.3): only the pinned server's signed word about this very workstation
// takes it out of service, nothing brings it back, and nothing of what is here is lost by it.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;

beforeAll(async () => {
  organisation = await testOrganisation();
});
beforeEach(() => {
  workstation = new TestWorkstation(organisation);
});
afterEach(() => workstation.remove());

const standing = async () => unwrap(await workstation.api['startup.status']({})).standing;

/** An attempt long enough after the last one for the status to be told again. */
async function attempt(): Promise<void> {
  await settled();
  workstation.time.advance(61_000);
  workstation.time.fireNext();
  await settled();
}
function revokedBy(statement: SignedDocument) {
  return { status: 403, body: { error: { code: 'devices/revoked', params: { statement } } } };
}
/** The loop has ended its attempt when it has set its next timer. */
async function settled(): Promise<void> {
  while (workstation.time.tasks.length === 0) await new Promise(setImmediate);
}
async function started(): Promise<void> {
  await workstation.start(workstation.order);
  await settled();
  unwrap(await workstation.signIn());
}
const heard = async () => {
  unwrap(await workstation.signIn('it'));
  const { chain } = unwrap(await workstation.api['workstation.exportAudit']({}));
  return chain.split('\n').filter((line) => line.includes('"device.standing-heard"')).length;
};

describe('taken out of service', () => {
  const ended = { version: 2, state: 'revoked', reason: 'stolen' } as const;

  test('capture stops, drafts and records stay, the queue says why, values stay closed', async () => {
    await started();
    workstation.server.refuseRecords = { status: 503, code: 'internal/unexpected' };
    const recordId = await workstation.register();
    const draft = await workstation.begin();
    workstation.server.standing = ended;
    await attempt();
    expect(await standing()).toMatchObject({ state: 'revoked', reason: 'stolen' });
    expect(workstation.events).toContain('startup.changed');

    const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN' } as const;
    expect(refusalOf(await workstation.api['consent.accept'](shown))).toBe('devices/stopped');
    expect(refusalOf(await workstation.review(draft))).toBe('devices/stopped');
    expect(refusalOf(await workstation.app.call('registration.discard', { registrationId: draft }))).toBe('devices/stopped');
    const [waiting] = await workstation.queue();
    expect(waiting).toMatchObject({ recordId, state: 'waiting', lastError: { code: 'devices/stopped' } });
    const found = unwrap(await workstation.api['records.search']({ text: '', day: null, before: null, limit: 10 })).items;
    expect(found).toHaveLength(1);
    const look = { recordId, field: null, purpose: 'serve-subject' } as never;
    expect(refusalOf(await workstation.api['records.unmask'](look))).toBe('devices/stopped');
    // Nothing but the probe is sent any more.
    const before = workstation.server.requests.length;
    await attempt();
    expect(workstation.server.paths().slice(before)).toEqual(['/v1/probe']);
    await workstation.restart();
    expect(await standing()).toMatchObject({ state: 'revoked' });
    unwrap(await workstation.signIn());
    expect(await workstation.queue()).toHaveLength(1);
  });

  test('where the policy says so, values may still be read', async () => {
    const { policy } = organisation.configuration;
    const configuration = { ...organisation.configuration, policy: { ...policy, isReadableAfterRevocation: true } };
    await workstation.remove();
    workstation = new TestWorkstation({ ...organisation, configuration });
    await started();
    workstation.server.refuseRecords = { status: 503, code: 'internal/unexpected' };
    const recordId = await workstation.register();
    workstation.server.standing = ended;
    await attempt();
    const look = { recordId, field: null, purpose: 'serve-subject' } as never;
    expect(unwrap(await workstation.api['records.unmask'](look)).values).toMatchObject({ name: subject.name });
  });

  test('is heard in the answer to whatever was asked first', async () => {
    await started();
    workstation.server.standing = ended;
    // The status is not due yet; the record is refused, and says why.
    await workstation.register();
    unwrap(await workstation.api['sync.now']({}));
    expect(await standing()).toMatchObject({ state: 'revoked' });
    expect(await heard()).toBe(1);
  });

  test.each([
    ['a plain refusal', () => ({ status: 401, body: { error: { code: 'devices/unknown', params: {} } } })],
    ['the code without a statement', () => ({ status: 403, body: { error: { code: 'devices/revoked', params: {} } } })],
    ['a statement of another key', () => revokedBy(workstation.server.signStanding(ended, generateSigningKey()))],
    [
      'a statement about another workstation',
      () => revokedBy(workstation.server.signStanding({ ...ended, deviceId: 'device-2' })),
    ],
    [
      'a statement of another organisation',
      () => revokedBy(workstation.server.signStanding({ ...ended, organisationId: 'organisation-2' })),
    ],
    ['a document of another kind', () => revokedBy(JSON.parse(workstation.server.configurationFile()).configuration)],
    [
      'an altered statement',
      () => {
        const document = workstation.server.signStanding({ version: 1 });
        return revokedBy({ ...document, body: document.body.replace('"active"', '"revoked"') });
      },
    ],
  ])('%s takes nothing out of service', async (_what, answer) => {
    await started();
    const honest = workstation.server.send.bind(workstation.server);
    workstation.server.send = async (request) => {
      if (request.url.includes('/v1/probe')) return honest(request);
      const { status, body } = answer();
      return { ok: true, value: { status, body: JSON.stringify(body) } };
    };
    await workstation.register();
    await attempt();
    await attempt();
    expect(await standing()).toMatchObject({ state: 'active' });
    await workstation.begin();
    workstation.server.send = honest;
    await attempt();
    expect((await workstation.queue()).map(({ state }) => state)).toEqual(['synced']);
  });

  test('nothing brings it back: no newer statement, no configuration, old or new', async () => {
    await started();
    const old = workstation.server.configurationFile();
    workstation.server.standing = ended;
    await attempt();
    workstation.server.standing = { version: 99, state: 'active' };
    const { configuration } = workstation.server;
    workstation.server.configuration = { ...configuration, version: 7, issuedAt: '2026-11-24T09:00:00.000Z' };
    const newer = {
      ...JSON.parse(workstation.server.configurationFile()),
      standings: [workstation.server.signStanding({ version: 99 })],
    };
    unwrap(await workstation.api['sync.importConfiguration']({ file: JSON.stringify(newer) }));
    expect(refusalOf(await workstation.api['sync.importConfiguration']({ file: old }))).toBe('configuration/not-newer');
    await attempt();
    expect(await standing()).toMatchObject({ state: 'revoked' });
  });

  test('reaches a branch without a network by the configuration file, also by one that is not newer', async () => {
    await started();
    workstation.server.mode = 'down';
    const standings = [
      workstation.server.signStanding({ ...ended, deviceId: 'device-2' }),
      workstation.server.signStanding(ended),
    ];
    const file = JSON.stringify({ ...JSON.parse(workstation.server.configurationFile()), standings });
    expect(refusalOf(await workstation.api['sync.importConfiguration']({ file }))).toBe('configuration/not-newer');
    expect(await standing()).toMatchObject({ state: 'revoked' });
  });

  test.each([-10, 10])('a clock wrong by %i years changes nothing of that', async (years) => {
    workstation.time.clockMs += years * 365 * 86_400_000;
    await started();
    workstation.server.standing = ended;
    await attempt();
    expect(await standing()).toMatchObject({ state: 'revoked' });
    const told = workstation.server.statuses.at(-1);
    expect(Math.abs(told?.clockDriftSeconds ?? 0)).toBeGreaterThan(9 * 365 * 86_400);
    for (const age of [told?.key.ageDays, told?.oldestPendingSeconds ?? 0]) expect(age).toBeGreaterThanOrEqual(0);
  });
});

describe('approval', () => {
  test('a new workstation waits without anything of the organisation’s, and goes on by itself once approved', async () => {
    workstation.server.standing = { state: 'waiting', version: 1 };
    await workstation.start(workstation.order);
    await settled();
    const status = unwrap(await workstation.api['startup.status']({}));
    expect(status).toMatchObject({ phase: 'ready', organisation: null, standing: { state: 'waiting' } });
    expect(status.standing?.keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(refusalOf(await workstation.signIn())).toBe('devices/not-enrolled');
    await workstation.restart();
    await settled();
    expect(await standing()).toMatchObject({ state: 'waiting' });
    expect(workstation.server.paths()).not.toContain('/v1/configuration');
    workstation.server.standing = { state: 'active', version: 2 };
    workstation.time.fireNext();
    await settled();
    expect(unwrap(await workstation.api['startup.status']({}))).toMatchObject({
      organisation: organisation.configuration.organisation.name,
      standing: { state: 'active' },
    });
    unwrap(await workstation.signIn());
    await workstation.register();
    // An old "waiting" played again stops nothing.
    workstation.server.standing = { state: 'waiting', version: 1 };
    await attempt();
    expect(await standing()).toMatchObject({ state: 'active' });
  });

  test('a configuration without approval, and an approval without configuration, are no answers', async () => {
    await workstation.start();
    const { server } = workstation;
    const honest = server.send.bind(server);
    const order = workstation.order;
    const enrolWith = (change: (answer: Record<string, unknown>) => void) => {
      server.send = async (request) => {
        const sent = await honest(request);
        if (!sent.ok || !request.url.includes('/v1/enrol')) return sent;
        const answer = JSON.parse(sent.value.body);
        change(answer);
        return { ok: true, value: { ...sent.value, body: JSON.stringify(answer) } };
      };
      return workstation.app.call('devices.enrol', order);
    };
    const without = await enrolWith((answer) => {
      Reflect.deleteProperty(answer, 'configuration');
    });
    expect(refusalOf(without)).toBe('server/answer-invalid');
    server.standing = { state: 'waiting' };
    const configuration = JSON.parse(server.configurationFile()).configuration;
    const beside = await enrolWith((answer) => void Object.assign(answer, { configuration }));
    expect(refusalOf(beside)).toBe('server/answer-invalid');
  });
});

test('a workstation that took over another one’s place is called as that one was', async () => {
  await started();
  workstation.server.standing = { version: 2, name: 'Counter 7', replaces: 'device-0' };
  await attempt();
  expect(unwrap(await workstation.api['startup.status']({})).workstation).toBe('Counter 7');
});

test('tells how it is: at once what changed, every minute all the same, and nothing of anybody', async () => {
  await started();
  const { server, time } = workstation;
  expect(server.statuses).toHaveLength(1);
  expect(server.statuses[0]).toMatchObject({ appVersion: '0.0.0', pending: 0, storeCheck: 'passed', freeMebibytes: 100_000 });
  expect(server.statuses[0]?.key).toEqual({ backend: 'fake', ageDays: 0, isRecoverable: true });
  time.fireNext();
  await settled();
  expect(server.statuses).toHaveLength(1);
  server.refuseRecords = { status: 503, code: 'internal/unexpected' };
  await workstation.register();
  await settled();
  expect(server.statuses.at(-1)).toMatchObject({ pending: 1, lastSyncAt: null });
  const count = server.statuses.length;
  await attempt();
  expect(server.statuses).toHaveLength(count + 1);
  expect(server.statuses.at(-1)?.oldestPendingSeconds).toBeGreaterThanOrEqual(61);
  const sent = server.requests
    .filter(({ url }) => url.endsWith('/v1/status'))
    .map(({ body }) => body)
    .join('\n');
  for (const value of Object.values(subject)) expect(sent).not.toContain(value);
});
