// A person's own passphrase on a real server (ASVS 6.2.2, 6.2.3, 7.4.3): what it takes, that a repeated request changes nothing, that of two
// at once one counts, and what an administrator's reset means.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { configuration } from '#src/domain/organisation/schema.ts';
import { hashPassphrase, verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { draftOf } from './app/organisation.ts';
import { demonstrationStaff } from './demo/staff.ts';
import { type Bench, enrolWorkstation, openBench, signFor, type Workstation } from './test-bench.ts';

let bench: Bench;
let desk: Workstation;
let otherDesk: Workstation;
let mine = '';
let other = '';

const head = demonstrationStaff.find(({ role }) => role === 'department-head') ?? { id: '', number: '', passphrase: '' };
const administrator = demonstrationStaff.find(({ role }) => role === 'it-administrator') ?? head;

beforeAll(async () => {
  mine = await hashPassphrase('eleven quiet herons');
  other = await hashPassphrase('twelve loud geese');
});
beforeEach(async () => {
  bench = await openBench();
  desk = await enrolWorkstation(bench);
  otherDesk = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

async function post(path: string, content: object, by: Workstation = desk) {
  const body = JSON.stringify({ protocol: 2, ...content });
  const headers = await signFor(by, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answer.statusCode, json: answer.json(), code: answer.json().error?.code ?? 'ok' };
}
const change = (verifier: string, { passphrase = head.passphrase, number = head.number, by = desk } = {}) =>
  post('/v1/staff/passphrase', { person: { number, passphrase }, verifier }, by);
const prove = (passphrase: string, by?: Workstation) =>
  post('/v1/staff/session', { person: { number: head.number, passphrase } }, by);
const newest = async () => (await bench.organisation.configuration.newest()).body;
const entry = async () => (await newest()).staff.find(({ id }) => id === head.id);

async function leaves(action: string): Promise<Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content)).filter((leaf) => leaf.action === action);
}

test('is published, signed and recorded; every proof by the former one ends, here and elsewhere', async () => {
  const here = (await prove(head.passphrase)).json.session;
  const there = (await prove(head.passphrase, otherDesk)).json.session;
  const { status, json } = await change(mine);
  expect(status).toBe(200);
  const opened = openDocument('configuration', json.configuration, bench.keyRing.serverKey, configuration);
  if (!opened.ok) throw new Error(opened.error);
  expect(opened.value.version).toBe(2);
  expect(opened.value.staff.find(({ id }) => id === head.id)?.passphraseVerifier).toBe(mine);
  expect((await post('/v1/reading/rights', { session: here })).code).toBe('access/proof-needed');
  expect((await post('/v1/reading/rights', { session: there }, otherDesk)).code).toBe('access/proof-needed');
  expect((await prove(head.passphrase)).code).toBe('staff/wrong-credentials');
  expect((await prove('eleven quiet herons')).code).toBe('ok');
  const [leaf, ...more] = await leaves('staff.passphrase-changed');
  expect(more).toEqual([]);
  expect(leaf).toMatchObject({ staffId: head.id, deviceId: desk.deviceId, version: 2 });
  expect(JSON.stringify(leaf)).not.toContain('argon2');
  expect(JSON.stringify(bench.logged)).not.toContain(mine);
});

test('asked again after a lost answer it is as it was; neither counted, nor a second version', async () => {
  expect((await change(mine)).code).toBe('ok');
  for (const _time of [1, 2, 3, 4, 5, 6]) expect((await change(mine, { by: otherDesk })).code).toBe('ok');
  expect((await newest()).version).toBe(2);
  expect((await prove('eleven quiet herons')).code).toBe('ok');
});

test('of two workstations at once one counts, and the other is told', async () => {
  const codes = (await Promise.all([change(mine), change(other, { by: otherDesk })])).map(({ code }) => code);
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  expect(['staff/passphrase-overtaken', 'staff/wrong-credentials']).toContain(codes.find((code) => code !== 'ok'));
  expect((await newest()).version).toBe(2);
  expect(await leaves('staff.passphrase-changed')).toHaveLength(1);
});

test('is refused with a wrong present one, which is counted; as the present one again; in a costlier form; and for whoever may not work', async () => {
  expect((await change(await hashPassphrase(head.passphrase))).code).toBe('staff/passphrase-unchanged');
  for (const bad of [mine.replace('m=47104', 'm=4194304'), mine.replace('t=1', 't=9'), '$argon2id$', `${mine}\n`]) {
    expect((await change(bad)).code).toBe('internal/invalid-input');
  }
  const inactive = demonstrationStaff.find(({ remark }) => remark === 'inactive') ?? head;
  expect((await change(mine, inactive)).code).toBe('staff/inactive');
  for (let guess = 0; guess < 6; guess += 1) await change(mine, { passphrase: 'guess' });
  expect((await change(mine)).code).toBe('staff/too-many-attempts');
  expect((await newest()).version).toBe(1);
});

test('a person changes it five times a day and not more, because every workstation fetches each', async () => {
  let present = head.passphrase;
  for (const next of ['one heron', 'two herons', 'three herons', 'four herons', 'five herons']) {
    expect((await change(await hashPassphrase(next), { passphrase: present })).code).toBe('ok');
    present = next;
  }
  expect((await change(mine, { passphrase: present })).code).toBe('internal/too-many-requests');
  bench.clock.advance(24 * 3_600_000);
  expect((await change(mine, { passphrase: present })).code).toBe('ok');
});

test('one that an administrator set opens nothing but its own change; a file printed before takes nothing back', async () => {
  await bench.organisation.passphrases.reset(head.number, 'random of a command', administrator.id);
  expect(await entry()).toMatchObject({ hasInitialPassphrase: true });
  const before = draftOf(await newest());
  expect(JSON.stringify(before)).not.toMatch(/argon2|hasInitialPassphrase/);
  expect(await leaves('staff.passphrase-reset')).toMatchObject([{ staffId: head.id, actorId: administrator.id, version: 2 }]);
  expect((await prove('random of a command')).code).toBe('staff/passphrase-initial');
  expect((await change(mine, { passphrase: 'random of a command' })).code).toBe('ok');
  expect(await entry()).not.toHaveProperty('hasInitialPassphrase');
  expect((await prove('eleven quiet herons')).code).toBe('ok');
  await bench.organisation.configuration.publish(before);
  expect(await entry()).toMatchObject({ passphraseVerifier: mine });
  expect(await entry()).not.toHaveProperty('hasInitialPassphrase');
});

test('a verifier in the organisation file is initial unless it says that the person typed it', async () => {
  const publish = async (said: object) => {
    const draft = draftOf(await newest());
    const staff = draft.staff.map((one) => (one.id === head.id ? { ...one, ...said } : one));
    await bench.organisation.configuration.publish({ ...draft, staff });
  };
  await publish({ passphraseVerifier: mine });
  expect(await entry()).toMatchObject({ hasInitialPassphrase: true });
  await publish({});
  expect(await entry()).toMatchObject({ hasInitialPassphrase: true, passphraseVerifier: mine });
  await publish({ passphraseVerifier: other, hasInitialPassphrase: false });
  expect(await entry()).not.toHaveProperty('hasInitialPassphrase');
  expect(await verifyPassphrase((await entry())?.passphraseVerifier ?? '', 'twelve loud geese')).toBe(true);
});

test('refusals are counted into the log by code and ten minutes, not one by one', async () => {
  const guess = () => change(mine, { passphrase: 'guess' });
  for (let attempt = 0; attempt < 4; attempt += 1) await guess();
  await change(mine, { by: { ...desk, deviceId: otherDesk.deviceId } });
  expect(await leaves('refusals.counted')).toEqual([]);
  bench.clock.advance(10 * 60_000);
  await guess();
  await expect
    .poll(() => leaves('refusals.counted'))
    .toMatchObject([
      { code: 'devices/signature-refused', count: 1 },
      { code: 'staff/wrong-credentials', count: 4 },
    ]);
});
