// Enrolment and the start around it (S7): the right server or none, one transaction or nothing, and a way on after every failure.
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseServerAddress } from '#main/features/devices/address.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { FakeServer } from '#main/test-bench/fake-server.ts';
import { type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { recoveryWrap, wrapContext } from '#src/crypto/recovery.ts';
import { openBytes } from '#src/node/crypto/sealing.ts';
import { generateSigningKey, keyFingerprint } from '#src/node/crypto/signing.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;

beforeAll(async () => {
  organisation = await testOrganisation();
});
beforeEach(() => {
  workstation = new TestWorkstation(organisation);
});
afterEach(() => workstation.remove());

async function status() {
  return unwrap(await workstation.api['startup.status']({}));
}
const enrol = (change: Partial<TestWorkstation['order']> = {}) =>
  workstation.app.call('devices.enrol', { ...workstation.order, ...change });

test.each([
  ['https://counter.example', 'https://counter.example'],
  ['https://counter.example:8443/sync/', 'https://counter.example:8443/sync'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost', 'http://localhost'],
  ['http://[::1]:5', 'http://[::1]:5'],
  ['http://counter.example', 'invalid'],
  ['http://127.0.0.1.example', 'invalid'],
  ['https://user:pass@counter.example', 'invalid'],
  ['https://counter.example/?a=1', 'invalid'],
  ['ftp://counter.example', 'invalid'],
  ['counter.example', 'invalid'],
])('address %s → %s', (text, expected) => {
  const parsed = parseServerAddress(text);
  expect(parsed.ok ? parsed.value : parsed.error).toBe(expected);
});

test('a workstation without an order waits for an administrator, and nobody can sign in', async () => {
  await workstation.start();
  expect(await status()).toMatchObject({ phase: 'enrolment', trouble: null, workstation: null });
  expect(refusalOf(await workstation.signIn())).toBe('devices/not-enrolled');
  unwrap(await enrol());
  expect(await status()).toMatchObject({ phase: 'ready', workstation: 'Counter 1' });
  expect(refusalOf(await workstation.signIn())).toBe('ok');
  expect(refusalOf(await enrol())).toBe('devices/already-enrolled');
});

test('an ordered enrolment happens once', async () => {
  await workstation.start(workstation.order);
  await workstation.app.close();
  workstation.server.requests.length = 0;
  await workstation.start(workstation.order);
  expect(await status()).toMatchObject({ phase: 'ready' });
  expect(workstation.server.paths()).not.toContain('/v1/enrol');
});

test('an ordered enrolment that fails says why and can be done by hand or tried again', async () => {
  workstation.server.mode = 'down';
  await workstation.start(workstation.order);
  expect(await status()).toMatchObject({ phase: 'enrolment', trouble: { code: 'server/unreachable' } });
  workstation.server.mode = 'up';
  expect(unwrap(await workstation.api['startup.retry']({}))).toMatchObject({ phase: 'ready', trouble: null });
});

describe('refused', () => {
  beforeEach(() => workstation.start());

  test('a server whose key is not the code’s gets neither the secret nor trust', async () => {
    const other = keyFingerprint(generateSigningKey().publicKey);
    const code = workstation.server.code.replaceAll('-', '').slice(0, 16) + other;
    expect(refusalOf(await enrol({ code }))).toBe('server/wrong-identity');
    expect(workstation.server.paths()).toEqual(['/v1/probe']);
    expect(await status()).toMatchObject({ phase: 'enrolment' });
  });

  test('a server that shows the right key but cannot sign with it', async () => {
    const { server } = workstation;
    const honest = server.send.bind(server);
    server.send = async (request) => {
      server.mode = request.url.includes('/v1/enrol') ? 'impostor' : 'up';
      return honest(request);
    };
    expect(refusalOf(await enrol())).toBe('server/wrong-identity');
    expect(await status()).toMatchObject({ phase: 'enrolment' });
  });

  test('a server that names the right key in its probe and shows another one', async () => {
    const { server } = workstation;
    const other = new FakeServer(server.configuration, () => workstation.time.serverMs);
    const honest = server.send.bind(server);
    server.send = async (request) => (request.url.includes('/v1/enrol') ? other.send(request) : honest(request));
    expect(refusalOf(await enrol())).toBe('server/wrong-identity');
    expect(await status()).toMatchObject({ phase: 'enrolment' });
  });

  test('wrong codes, addresses and answers each say what they are', async () => {
    expect(refusalOf(await enrol({ code: 'too short' }))).toBe('devices/code-malformed');
    expect(refusalOf(await enrol({ address: 'http://elsewhere.example' }))).toBe('devices/address-invalid');
    const used = `0000000000000000${keyFingerprint(workstation.server.key.publicKey)}`;
    expect(refusalOf(await enrol({ code: used }))).toBe('devices/code-refused');
    workstation.server.mode = 'captive';
    expect(refusalOf(await enrol())).toBe('server/answer-invalid');
    workstation.server.mode = 'down';
    expect(refusalOf(await enrol())).toBe('server/unreachable');
  });
});

test('an answer that got lost does not waste the code', async () => {
  await workstation.start();
  const { server } = workstation;
  const honest = server.send.bind(server);
  server.send = async (request) => {
    const answer = await honest(request);
    return request.url.includes('/v1/enrol') ? { ok: false, error: 'unreachable' } : answer;
  };
  expect(refusalOf(await enrol())).toBe('server/unreachable');
  await workstation.restart();
  server.send = honest;
  unwrap(await enrol());
});

test('the database key is sealed to the organisation, follows its recovery key, and opens the store', async () => {
  await workstation.start(workstation.order);
  const wrap = () => recoveryWrap.parse(JSON.parse(readFileSync(dataFolder(workstation.dataDir).recovery, 'utf8')));
  const { databaseKeyId, deviceId, sealed } = wrap();
  const key = await openBytes(organisation.recoveryKey, wrapContext(databaseKeyId, deviceId), sealed);
  expect([...workstation.keychain.entries.values()][0]).toEqual(key);
  const recoveryKey = { keyId: 'another', key: organisation.recoveryKey.publicKey };
  workstation.server.configuration = { ...workstation.server.configuration, version: 2, recoveryKey };
  unwrap(await workstation.signIn());
  await workstation.api['sync.now']({});
  expect(wrap().sealed.keyId).toBe('another');
});
