import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolment, probe } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { configuration } from '#src/domain/organisation/schema.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey, openDocument } from '#src/node/crypto/signing.ts';
import { type Bench, enrolBody, enrolWorkstation, openBench, signFor } from './test-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const enrol = (body: object) => bench.app.inject({ method: 'POST', url: '/v1/enrol', payload: body });
const issue = async (minutes = 60) => (await bench.organisation.devices.issueCode('main-street', minutes)).code;
const refusal = (code: string, params: object = {}) => ({ error: { code, params } });

test('a code enrols a workstation: signed answer with its nonce, and the configuration', async () => {
  const body = enrolBody(await issue(), generateSigningKey());
  const answer = (await enrol(body)).json();
  const opened = openDocument('enrolment', answer.enrolment, answer.serverKey, enrolment);
  const published = openDocument('configuration', answer.configuration, answer.serverKey, configuration);
  expect(answer.serverKey).toEqual(bench.keyRing.serverKey);
  expect(opened).toMatchObject({
    ok: true,
    value: { nonce: body.nonce, branchId: 'main-street', organisationId: 'yunling-demo' },
  });
  expect(published).toMatchObject({ ok: true, value: { version: 1 } });
});

test('the secret half of the code alone is enough, typed in any way', async () => {
  const code = (await issue()).replaceAll('-', '').slice(0, 16).toLowerCase();
  expect((await enrol(enrolBody(code, generateSigningKey()))).statusCode).toBe(200);
});

test('a code counts once; the same key again gets the same device, because the first answer may have been lost', async () => {
  const code = await issue();
  const key = generateSigningKey();
  const first = JSON.parse((await enrol(enrolBody(code, key))).json().enrolment.body);
  const again = JSON.parse((await enrol(enrolBody(code, key))).json().enrolment.body);
  const other = await enrol(enrolBody(code, generateSigningKey()));
  expect(again.deviceId).toBe(first.deviceId);
  expect([other.statusCode, other.json()]).toEqual([403, refusal('devices/code-refused')]);
});

test('expired, wrong and malformed codes are refused', async () => {
  const expiring = await issue(5);
  bench.clock.advance(5 * 60_000);
  const key = generateSigningKey();
  expect((await enrol(enrolBody(expiring, key))).json()).toEqual(refusal('devices/code-refused'));
  const wrong = `${expiring.startsWith('A') ? 'B' : 'A'}${expiring.slice(1)}`;
  expect((await enrol(enrolBody(wrong, key))).json()).toEqual(refusal('devices/code-refused'));
  expect((await enrol(enrolBody('hello', key))).json()).toEqual(refusal('devices/code-malformed'));
});

test('a device key that is no key is refused and the code stays good', async () => {
  const code = await issue();
  const key = generateSigningKey();
  expect((await enrol({ ...enrolBody(code, key), deviceKey: 'AAAA' })).json()).toEqual(refusal('internal/invalid-input'));
  expect((await enrol(enrolBody(code, key))).statusCode).toBe(200);
});

test('who guesses codes waits longer and longer, alone, and it is said in the log', async () => {
  const guess = async (from: string, payload: object = enrolBody('0000-0000-0000-0000', generateSigningKey())) =>
    (await bench.app.inject({ method: 'POST', url: '/v1/enrol', payload, remoteAddress: from })).statusCode;
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt++) statuses.push(await guess('192.0.2.1'));
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  const code = await issue();
  expect(await guess('192.0.2.1', enrolBody(code, generateSigningKey()))).toBe(429);
  bench.clock.advance(30_000);
  expect(await guess('192.0.2.1')).toBe(403);
  bench.clock.advance(30_000);
  expect(await guess('192.0.2.1')).toBe(429);
  expect(await guess('192.0.2.2', enrolBody(code, generateSigningKey()))).toBe(200);
  const neighbours = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8::4', '2001:db8::5', '2001:db8:0:0:ffff::6'];
  expect(await Promise.all(neighbours.map((from) => guess(from)))).toContain(429);
  expect(await guess('2001:db8:0:1::1')).toBe(403);
  for (let branch = 3; branch < 50; branch++) await guess(`192.0.2.${branch}`);
  expect(bench.logged.filter((line) => line.includes('being guessed'))).toHaveLength(1);
});

test('an address is served so many attempts a minute, whatever they hold', async () => {
  for (let attempt = 0; attempt < 10; attempt++) expect((await enrol({})).statusCode).toBe(400);
  const answer = await enrol({});
  expect([answer.statusCode, answer.json()]).toEqual([429, refusal('internal/too-many-requests')]);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

test('a client that is too old is told so, whatever else its message holds', async () => {
  const answer = await enrol({ protocol: 0, kod: 'from another age' });
  expect([answer.statusCode, answer.json()]).toEqual([426, refusal('server/protocol-too-old', { minimum: 1 })]);
});

test('the probe is signed over the nonce asked', async () => {
  const nonce = randomNonce();
  const answer = (await bench.app.inject(`/v1/probe?nonce=${nonce}`)).json();
  const opened = openDocument('probe', answer.probe, bench.keyRing.serverKey, probe);
  expect(opened).toMatchObject({ ok: true, value: { nonce, configurationVersion: 1, protocol: protocolVersion } });
  expect((await bench.app.inject('/v1/probe?nonce=short')).json()).toEqual(refusal('internal/invalid-input'));
  expect((await bench.app.inject('/v1/probe')).statusCode).toBe(400);
});

test('the configuration is for enrolled workstations', async () => {
  const workstation = await enrolWorkstation(bench);
  const headers = await signFor(workstation, bench.clock, { method: 'GET', path: '/v1/configuration' });
  const answer = await bench.app.inject({ url: '/v1/configuration', headers });
  const opened = openDocument('configuration', answer.json().configuration, workstation.serverKey, configuration);
  expect(opened).toMatchObject({ ok: true, value: { version: 1, organisation: { id: 'yunling-demo' } } });
  expect((await bench.app.inject('/v1/configuration')).json()).toEqual(refusal('devices/signature-refused'));
});

test('a workstation that was never enrolled is unknown', async () => {
  const workstation = { ...(await enrolWorkstation(bench)), deviceId: 'nobody' };
  const headers = await signFor(workstation, bench.clock, { method: 'GET', path: '/v1/configuration' });
  const answer = await bench.app.inject({ url: '/v1/configuration', headers });
  expect([answer.statusCode, answer.json()]).toEqual([401, refusal('devices/unknown')]);
});

test('a published change reaches the probe and the configuration, signed by the same key', async () => {
  const { body } = await bench.organisation.configuration.newest();
  const { classes, version: _v, issuedAt: _i, recoveryKey: _r, ...rest } = body;
  const draft = { ...rest, classes: classes.map((one) => one.name), policy: { ...body.policy, idleLockMinutes: 3 } };
  await bench.organisation.configuration.publish(draft);
  const answer = (await bench.app.inject(`/v1/probe?nonce=${randomNonce()}`)).json();
  expect(JSON.parse(answer.probe.body).configurationVersion).toBe(2);
  expect((await bench.organisation.configuration.newest()).body).toEqual({
    ...body,
    version: 2,
    policy: draft.policy,
    issuedAt: expect.any(String),
  });
});
