// Workstations after their enrolment, over real requests: approved, taken out of service, replaced; what is refused from then on, what
// is held for a person, and what several people at once cannot do.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fleetResponse, statusResponse } from '#src/contract/sync/devices.ts';
import { enrolment } from '#src/contract/sync/messages.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { deviceStanding } from '#src/domain/devices/standing.ts';
import type { DeviceStatus } from '#src/domain/devices/status.ts';
import { generateSigningKey, openDocument } from '#src/node/crypto/signing.ts';
import { draftOf } from './app/organisation.ts';
import { fleetTable } from './commands/fleet.ts';
import { demonstrationStaff } from './demo/staff.ts';
import {
  type Bench,
  enrolBody,
  enrolWorkstation,
  openBench,
  openReceipt,
  push,
  sealRecord,
  signFor,
  type Workstation,
} from './test-bench.ts';

let bench: Bench;
let workstation: Workstation;
/** The administrator's own. */
let desk: Workstation;

const proofOf = (role: string) => {
  const person = demonstrationStaff.find((one) => one.role === role);
  if (person === undefined) throw new Error(`the demonstration has no ${role}`);
  return { number: person.number, passphrase: person.passphrase };
};
const proof = proofOf('it-administrator');

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  desk = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

async function post(path: string, content: object, by: Workstation) {
  const body = JSON.stringify({ protocol: 2, ...content });
  const headers = await signFor(by, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answer.statusCode, json: answer.json(), code: answer.json().error?.code };
}
const act = (content: object, administrator: object = proof, by = desk) => post('/v1/fleet', { administrator, act: content }, by);
const done = async (content: object) => fleetResponse.parse((await act(content)).json);
const entryOf = async ({ deviceId }: Workstation) => {
  const entry = (await bench.organisation.fleet.show()).entries.find((one) => one.deviceId === deviceId);
  if (entry === undefined) throw new Error('not in the fleet');
  return entry;
};
const revoke = ({ deviceId }: Workstation, reason = 'stolen') => act({ kind: 'revoke', deviceId, reason });

function standing(document: SignedDocument) {
  const opened = openDocument('device-standing', document, bench.keyRing.serverKey, deviceStanding);
  if (!opened.ok) throw new Error('the standing does not open');
  return opened.value;
}
const ownStatus: DeviceStatus = {
  appVersion: '1.2.0',
  pending: 3,
  quarantined: 0,
  oldestPendingSeconds: 90,
  lastSyncAt: null,
  key: { backend: 'Secret Service', ageDays: 4, isRecoverable: true },
  freeMebibytes: 40_000,
  clockDriftSeconds: -2,
  storeCheck: 'passed',
};
const published = async () => (await bench.organisation.configuration.newest()).body;

/** Every leaf of the audit log, newest last. */
async function leaves(): Promise<{ action: string; [member: string]: unknown }[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
}

async function requireApproval(): Promise<void> {
  const { classes, ...body } = await published();
  const draft = { ...draftOf({ ...body, classes }), policy: { ...body.policy, enrolment: { approval: 'required' as const } } };
  await bench.organisation.configuration.publish(draft);
}

describe('taken out of service', () => {
  test('takes effect at the next request, of every kind, with a statement that names it', async () => {
    expect((await post('/v1/status', { status: ownStatus }, workstation)).status).toBe(200);
    expect((await revoke(workstation)).status).toBe(200);
    const requests = [
      await post('/v1/status', { status: ownStatus }, workstation),
      await post('/v1/heads', { head: { sequence: 1, link: 'a'.repeat(64) }, contains: null, lacks: null }, workstation),
      await post('/v1/attachments/progress', { contentHashes: ['b'.repeat(64)] }, workstation),
      await post('/v1/fleet', { administrator: proof, act: { kind: 'show' } }, workstation),
      await post('/v1/records', { records: [{ sequence: 1, envelope: 'x' }] }, workstation),
    ];
    for (const { status, code } of requests) expect([status, code]).toEqual([403, 'devices/revoked']);
    const { statement } = requests[0]?.json.error.params ?? {};
    const { deviceId } = workstation;
    expect(standing(statement)).toMatchObject({ deviceId, organisationId: 'yunling-demo', state: 'revoked', reason: 'stolen' });
    // Its key stays, so what it signed before can be verified for as long as anybody asks.
    expect((await bench.organisation.devices.find(deviceId))?.publicKey).toBe(workstation.key.publicKey);
    expect((await leaves()).at(-1)).toMatchObject({
      action: 'device.revoked',
      deviceId,
      reason: 'stolen',
      actorId: 'staff-9001',
    });
  });

  test('a stranger who names it learns nothing of where it stands', async () => {
    await revoke(workstation);
    const stranger = { ...workstation, key: generateSigningKey() };
    expect(await post('/v1/status', { status: ownStatus }, stranger)).toMatchObject({ code: 'devices/signature-refused' });
  });

  test('asking again, with another reason, by another administrator at once: one decision, the first', async () => {
    const reasons = ['lost', 'stolen', 'misused', 'compromised'];
    const answers = await Promise.all(reasons.map((reason) => revoke(workstation, reason)));
    for (const { status } of answers) expect(status).toBe(200);
    const decided = (await leaves()).filter(({ action }) => action === 'device.revoked');
    expect(decided).toHaveLength(1);
    expect((await entryOf(workstation)).reason).toBe(decided[0]?.reason);
    await revoke(workstation, 'decommissioned');
    expect((await entryOf(workstation)).reason).toBe(decided[0]?.reason);
  });

  test('who may: an administrator with the right passphrase, and nobody else', async () => {
    const { deviceId } = workstation;
    const wanted = { kind: 'revoke', deviceId, reason: 'lost' };
    expect((await act(wanted, proofOf('clerk'))).code).toBe('access/denied');
    expect((await act(wanted, proofOf('supervisor'))).code).toBe('access/denied');
    expect((await act(wanted, { ...proof, passphrase: 'wrong' })).code).toBe('staff/wrong-credentials');
    expect((await act({ ...wanted, reason: 'replaced' })).code).toBe('internal/invalid-input');
    expect((await act({ ...wanted, deviceId: 'nobody' })).code).toBe('devices/no-such-device');
    expect((await entryOf(workstation)).state).toBe('active');
  });

  test('against a batch in flight: accepted whole before, or refused whole after', async () => {
    const sealed = await Promise.all(Array.from({ length: 12 }, async () => sealRecord(await published(), workstation)));
    const pushes = sealed.map(({ text }) => push(bench, workstation, [text]));
    const [revoked, ...answers] = await Promise.all([revoke(workstation), ...pushes]);
    expect(revoked.status).toBe(200);
    const receipted: string[] = [];
    for (const answer of answers) {
      expect([200, 403]).toContain(answer.statusCode);
      if (answer.statusCode === 403) expect(answer.json().error.code).toBe('devices/revoked');
      else receipted.push(openReceipt(answer.json().outcomes[0].receipt, workstation.serverKey).contentHash);
    }
    const rows = await bench.organisation.store.selectFrom('record').select(['content_hash', 'position']).execute();
    expect(rows.map((row) => row.content_hash).toSorted()).toEqual(receipted.toSorted());
    // In the log's own order: nothing of this workstation is accepted after its end.
    const log = await leaves();
    const end = log.findIndex(({ action }) => action === 'device.revoked');
    const accepted = log.flatMap(({ action }, index) => (action === 'record.accepted' ? [index] : []));
    expect(Math.max(-1, ...accepted)).toBeLessThan(end);
    expect(accepted).toHaveLength(receipted.length);
  });

  test('a request that was let in before the decision writes nothing after it', async () => {
    const { deviceId } = workstation;
    const sealed = await sealRecord(await published(), workstation);
    await bench.organisation.decisions.revoke(deviceId, 'lost', 'staff-9001');
    const late = bench.organisation.records.push(deviceId, { protocol: 2, records: [{ sequence: 1, envelope: sealed.text }] });
    await expect(late).rejects.toMatchObject({ wire: { code: 'devices/revoked' } });
    expect(await bench.organisation.store.selectFrom('record').selectAll().execute()).toEqual([]);
    expect(await bench.organisation.store.selectFrom('quarantine').selectAll().execute()).toEqual([]);
  });

  test('comes back under a new key only: neither an old code nor a fresh one enrols its key again', async () => {
    const enrol = (code: string, key = workstation.key) =>
      bench.app.inject({ method: 'POST', url: '/v1/enrol', payload: enrolBody(code, key) });
    const old = (await bench.organisation.devices.issueCode('main-street', 60)).code;
    const key = generateSigningKey();
    const first = await enrol(old, key);
    expect(first.statusCode).toBe(200);
    const { deviceId } = JSON.parse(first.json().enrolment.body);
    await bench.organisation.decisions.revoke(deviceId, 'lost', 'staff-9001');
    expect((await enrol(old, key)).json().error.code).toBe('devices/code-refused');
    const fresh = (await bench.organisation.devices.issueCode('main-street', 60)).code;
    expect((await enrol(fresh, key)).json().error.code).toBe('devices/code-refused');
    // The fresh code was not spent on it.
    expect((await enrol(fresh, generateSigningKey())).statusCode).toBe(200);
  });
});

describe('approval', () => {
  const enrolNew = async () => {
    const key = generateSigningKey();
    const { code } = await bench.organisation.devices.issueCode('main-street', 60);
    const send = async () => (await bench.app.inject({ method: 'POST', url: '/v1/enrol', payload: enrolBody(code, key) })).json();
    const answer = await send();
    const opened = openDocument('enrolment', answer.enrolment, bench.keyRing.serverKey, enrolment);
    if (!opened.ok) throw new Error('the enrolment does not open');
    const { deviceId, branchId, serverKey, state } = opened.value;
    return { answer, state, send, device: { deviceId, branchId, key, serverKey } satisfies Workstation };
  };

  test('until then it gets nothing of the organisation’s and is answered nothing but where it stands', async () => {
    await requireApproval();
    const { answer, state, device, send } = await enrolNew();
    expect(state).toBe('waiting');
    expect(answer).not.toHaveProperty('configuration');
    const headers = await signFor(device, bench.clock, { method: 'GET', path: '/v1/configuration' });
    expect((await bench.app.inject({ url: '/v1/configuration', headers })).json().error.code).toBe('devices/waiting');
    const sealed = await sealRecord(await published(), device);
    expect((await push(bench, device, [sealed.text])).json().error.code).toBe('devices/waiting');
    expect((await act({ kind: 'show' }, proof, device)).code).toBe('devices/waiting');
    const before = await post('/v1/status', { status: ownStatus }, device);
    expect(standing(statusResponse.parse(before.json).standing)).toMatchObject({ state: 'waiting', version: 1 });
    // The same request again, after a lost answer, opens no way around.
    expect(await send()).not.toHaveProperty('configuration');

    const { fleet } = await done({ kind: 'approve', deviceId: device.deviceId });
    expect(fleet.entries.find(({ deviceId }) => deviceId === device.deviceId)).toMatchObject({ state: 'active' });
    const after = await post('/v1/status', { status: ownStatus }, device);
    expect(standing(statusResponse.parse(after.json).standing)).toMatchObject({ state: 'active', version: 2 });
    expect((await push(bench, device, [sealed.text])).json().outcomes[0].outcome).toBe('accepted');
    expect((await leaves()).filter(({ action }) => action === 'device.approved')).toHaveLength(1);
    await done({ kind: 'approve', deviceId: device.deviceId });
    expect((await leaves()).filter(({ action }) => action === 'device.approved')).toHaveLength(1);
  });

  test('one that is not approved is turned away for good', async () => {
    await requireApproval();
    const { device } = await enrolNew();
    await revoke(device, 'not-approved');
    expect((await post('/v1/status', { status: ownStatus }, device)).code).toBe('devices/revoked');
    expect((await act({ kind: 'approve', deviceId: device.deviceId })).code).toBe('devices/already-ended');
  });
});

describe('replacement', () => {
  const replace = (old: Workstation, fresh: Workstation) =>
    act({ kind: 'replace', deviceId: old.deviceId, newDeviceId: fresh.deviceId });

  test('the new one stands for the old one, which is retired', async () => {
    const fresh = await enrolWorkstation(bench);
    await bench.organisation.store
      .updateTable('device')
      .set({ name: 'Counter 7' })
      .where('device_id', '=', workstation.deviceId)
      .execute();
    expect((await replace(workstation, fresh)).status).toBe(200);
    expect(await entryOf(workstation)).toMatchObject({ state: 'retired', reason: 'replaced', replacedBy: fresh.deviceId });
    expect(await entryOf(fresh)).toMatchObject({ state: 'active', name: 'Counter 7', replaces: workstation.deviceId });
    expect((await entryOf(fresh)).receiptPrefix).not.toBe((await entryOf(workstation)).receiptPrefix);
    const told = statusResponse.parse((await post('/v1/status', { status: ownStatus }, fresh)).json).standing;
    expect(standing(told)).toMatchObject({ name: 'Counter 7', replaces: workstation.deviceId });
    expect((await post('/v1/status', { status: ownStatus }, workstation)).code).toBe('devices/revoked');
    const before = (await leaves()).length;
    expect((await replace(workstation, fresh)).status).toBe(200);
    expect(await leaves()).toHaveLength(before);
  });

  test('one that was lost first keeps its reason; what does not fit is refused', async () => {
    const [fresh, further, elsewhere] = [
      await enrolWorkstation(bench),
      await enrolWorkstation(bench),
      await enrolWorkstation(bench, 'old-town'),
    ];
    await revoke(workstation, 'lost');
    expect((await replace(workstation, elsewhere)).code).toBe('devices/other-branch');
    expect((await replace(workstation, workstation)).code).toBe('devices/not-active');
    expect((await replace(fresh, workstation)).code).toBe('devices/not-active');
    expect((await replace(workstation, fresh)).status).toBe(200);
    expect(await entryOf(workstation)).toMatchObject({ state: 'revoked', reason: 'lost', replacedBy: fresh.deviceId });
    expect((await replace(workstation, further)).code).toBe('devices/already-replaced');
    expect((await replace(desk, fresh)).code).toBe('devices/already-replaced');
  });

  test('two administrators who name two replacements at once: one of them', async () => {
    const [one, two] = [await enrolWorkstation(bench), await enrolWorkstation(bench)];
    const answers = await Promise.all([replace(workstation, one), replace(workstation, two)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await leaves()).filter(({ action }) => action === 'device.replaced')).toHaveLength(1);
  });
});

describe('the fleet', () => {
  test('keeps the last report of each, and shows it as table and to administrators', async () => {
    await post('/v1/status', { status: { ...ownStatus, pending: 9 } }, workstation);
    await post('/v1/status', { status: ownStatus }, workstation);
    const { fleet, held } = await done({ kind: 'show' });
    expect(held).toBeNull();
    expect(fleet.newestVersion).toBe('1.2.0');
    const entry = fleet.entries.find(({ deviceId }) => deviceId === workstation.deviceId);
    expect(entry).toMatchObject({ status: ownStatus, name: 'Counter 1', branchId: 'main-street', state: 'active', held: 0 });
    expect(fleetTable(fleet)).toMatch(/Counter 1 +main-street +active .* 3 +1 min +1\.2\.0 +Secret Service, 4 d +40000 MiB/);
    // A shape of another program is nothing known, not a page that cannot be shown.
    await bench.organisation.store.updateTable('device_status').set({ status: '{"pending":"many"}' }).execute();
    expect(await entryOf(workstation)).toMatchObject({ status: null, statusAt: null });
  });

  test.each([
    [{ pending: -1 }],
    [{ key: { backend: 'x'.repeat(61), ageDays: 0, isRecoverable: true } }],
    [{ storeCheck: 'perhaps' }],
  ])('a report that cannot be is refused: %j', async (change) => {
    expect((await post('/v1/status', { status: { ...ownStatus, ...change } }, workstation)).code).toBe('internal/invalid-input');
  });
});

test('what comes out of an ended workstation is held, decided with a reason, and only then taken', async () => {
  const { deviceId } = workstation;
  const { records } = bench.organisation;
  const [before, one, two] = await Promise.all([1, 2, 3].map(async () => sealRecord(await published(), workstation)));
  if (before === undefined || one === undefined || two === undefined) throw new Error('nothing was sealed');
  await push(bench, workstation, [before.text]);
  await revoke(workstation, 'lost');
  const bring = async () => {
    const sent = [before, one, two].map(({ text }, index) => ({ sequence: index + 1, envelope: text }));
    const { outcomes } = await records.push(deviceId, { protocol: 2, records: sent }, 'medium');
    return outcomes.map((answer) => ('error' in answer ? answer.error.code : answer.outcome));
  };
  expect(await bring()).toEqual(['duplicate', 'devices/retired', 'devices/retired']);
  expect(await bring()).toEqual(['duplicate', 'devices/retired', 'devices/retired']);
  expect((await entryOf(workstation)).held).toBe(2);
  const decide = (hash: string, decision: string, reason: string) =>
    act({ kind: 'decide-held', deviceId, contentHashes: [hash], decision, reason });
  expect((await decide(one.contentHash, 'accepted', 'suspected-forgery')).code).toBe('internal/invalid-input');
  expect((await decide(one.contentHash, 'accepted', 'matches-paper')).status).toBe(200);
  expect((await decide(two.contentHash, 'rejected', 'after-the-loss')).status).toBe(200);
  // The first decision stays.
  await decide(two.contentHash, 'accepted', 'matches-paper');
  expect(await bring()).toEqual(['duplicate', 'duplicate', 'devices/record-rejected']);
  expect((await entryOf(workstation)).held).toBe(0);
  const decided = (await leaves()).filter(({ action }) => action === 'record.held-decided');
  expect(decided.map(({ decision }) => decision)).toEqual(['accepted', 'rejected']);
});
