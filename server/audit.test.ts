// The audit log over real requests and a real store: every act has its leaf and no leaf lacks its act; leaves are dense; what is served
// fits the signed checkpoint; nobody reads entries without the inspectors' token.
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  localAgent,
  openBench,
  openReceipt,
  push,
  sealRecord,
  signFor,
  type Workstation,
} from '#server/test-bench.ts';
import { utf8 } from '#src/base/bytes.ts';
import { logResponse } from '#src/contract/sync/log.ts';
import { openCheckpoint } from '#src/domain/audit/checkpoint.ts';
import { isConsistent, isIncluded } from '#src/domain/audit/proofs.ts';
import { hashLeaf } from '#src/domain/audit/tree.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { sha256, sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { verifyBytes } from '#src/node/crypto/signing.ts';
import { openValuesHandler } from './kernel/agent/open-values-act.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { openValues } from './kernel/audit/open-values.ts';
import { openClassKeys } from './kernel/keys/file-key-ring.ts';

let bench: Bench;
let workstation: Workstation;
let published: Configuration;

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  published = (await bench.organisation.configuration.newest()).body;
});
afterEach(() => bench.close());

async function leaves(): Promise<{ action: string; sequence: number; [member: string]: unknown }[]> {
  const { store } = bench.organisation;
  const rows = await store.selectFrom('audit_leaf').selectAll().orderBy('leaf_index').execute();
  const found = rows.map(({ content }) => JSON.parse(content));
  expect(rows.map((row) => row.leaf_index)).toEqual(found.map((_, index) => index));
  expect(found.map((leaf) => leaf.sequence)).toEqual(found.map((_, index) => index));
  return found;
}
const actions = async () => (await leaves()).map(({ action }) => action);

function headOf(note: string) {
  const publicKey = new Uint8Array(Buffer.from(bench.keyRing.serverKey.key, 'base64url'));
  const log = { origin: 'countersign/log/yunling-demo', publicKey };
  const head = openCheckpoint(note, log, sha256, (message, signature) =>
    verifyBytes(bench.keyRing.serverKey.key, message, signature),
  );
  if (head === null) throw new Error('the checkpoint does not open');
  return head;
}

async function ask(knownSize: number, leaf: number | null) {
  const body = JSON.stringify({ protocol: 2, knownSize, leaf });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/log', body });
  const answer = await bench.app.inject({ method: 'POST', url: '/v1/log', headers, payload: body });
  return logResponse.parse(answer.json());
}
const unhex = (proof: readonly string[] | null) => (proof ?? []).map((one) => new Uint8Array(Buffer.from(one, 'hex')));

test('founding, enrolment, records, refusals and conflicts each leave one leaf, a repetition none', async () => {
  const recordId = randomId();
  const first = await sealRecord(published, workstation, { header: { recordId } });
  const other = await sealRecord(published, workstation, { header: { recordId } });
  const foreign = await sealRecord(published, workstation, { header: { organisationId: 'another' } });
  await push(bench, workstation, [first.text, other.text, foreign.text, '{"documentNumber":"110101199003071057"}']);
  await push(bench, workstation, [first.text, other.text, foreign.text]);
  const all = await leaves();
  expect(all.map(({ action }) => action)).toEqual([
    'configuration.published',
    'device.code-issued',
    'device.enrolled',
    'record.accepted',
    'record.conflict',
    'record.refused',
    'record.refused',
  ]);
  expect(all[3]).toMatchObject({ recordId, revision: 1, contentHash: first.contentHash, position: 1 });
  expect(all[4]).toMatchObject({ recordId, contentHash: other.contentHash });
  expect(all[5]).toMatchObject({ reason: 'sync/foreign-record', contentHash: foreign.contentHash });
  expect(all[6]).toMatchObject({ reason: 'sync/envelope-invalid', contentHash: null });
});

test('a reported head is kept beside the leaf’s own place', async () => {
  const head = { sequence: 40, link: 'a'.repeat(64) };
  const body = JSON.stringify({ protocol: 2, head, contains: null, lacks: null });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/heads', body });
  await bench.app.inject({ method: 'POST', url: '/v1/heads', headers, payload: body });
  const last = (await leaves()).at(-1);
  expect(last).toMatchObject({ action: 'device.head-kept', deviceId: workstation.deviceId, headSequence: 40, link: head.link });
});

test('an act that is rolled back leaves no leaf, a leaf that cannot be written takes its act back', async () => {
  const { store } = bench.organisation;
  const before = await leaves();
  const log = createAuditLog('yunling-demo');
  const failing = store.transaction().execute(async (transaction) => {
    await log.append(transaction, '2026-11-25T08:00:00.000Z', { action: 'device.copy-accepted', deviceId: 'x' });
    throw new Error('the act failed');
  });
  await expect(failing).rejects.toThrow('the act failed');
  expect(await leaves()).toEqual(before);

  // Somebody took the next number away: the record may not be accepted without its leaf.
  await store
    .insertInto('audit_leaf')
    .values({ organisation_id: 'yunling-demo', leaf_index: before.length, content: '{}' })
    .execute();
  const sealed = await sealRecord(published, workstation);
  expect((await push(bench, workstation, [sealed.text])).statusCode).toBe(500);
  expect(await store.selectFrom('record').selectAll().execute()).toEqual([]);
  await store.deleteFrom('audit_leaf').where('leaf_index', '=', before.length).execute();
  expect((await push(bench, workstation, [sealed.text])).json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
});

test('a receipt names its leaf, and the log proves it and that it only grew, across full tiles', async () => {
  const older = headOf((await ask(0, null)).checkpoint);
  for (const _ of [1, 2]) {
    const batch = await Promise.all(Array.from({ length: 150 }, () => sealRecord(published, workstation)));
    const texts = batch.map(({ text }) => text);
    await push(bench, workstation, texts);
  }
  const { text } = await sealRecord(published, workstation);
  const { outcomes } = (await push(bench, workstation, [text])).json();
  const { leaf } = openReceipt(outcomes[0].receipt, workstation.serverKey);
  const all = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  expect(leaf).toBe(all.length - 1);
  const answer = await ask(older.size, leaf ?? null);
  const head = headOf(answer.checkpoint);
  expect(head.size).toBe(all.length);
  expect(isConsistent(sha256, older, head, unhex(answer.consistency))).toBe(true);
  const leafHash = hashLeaf(sha256, utf8(all.at(-1)?.content ?? ''));
  expect(isIncluded(sha256, leafHash, leaf ?? -1, unhex(answer.inclusion), head)).toBe(true);
  expect(await ask(all.length + 1, null)).toMatchObject({ consistency: null, inclusion: null });
  expect(await bench.organisation.store.selectFrom('audit_tile_root').select(['level', 'tile']).execute()).toEqual([
    { level: 0, tile: 0 },
  ]);
});

test('checkpoint and tiles are open to a witness, entries are not; a checkpoint is signed once for its size', async () => {
  const get = (url: string, headers = {}) => bench.app.inject({ method: 'GET', url, headers });
  const note = (await get('/log/checkpoint')).body;
  const { size } = headOf(note);
  expect((await get('/log/checkpoint')).body).toBe(note);
  const tile = await get(`/log/tile/0/000.p/${size}`);
  expect(tile.headers['content-type']).toBe('application/octet-stream');
  expect(tile.rawPayload).toHaveLength(size * 32);
  for (const path of ['0/000', `0/000.p/${size + 1}`, '1/000.p/1', '0/001.p/1', '../etc', '0/0'])
    expect((await get(`/log/tile/${path}`)).statusCode).toBe(404);
  expect((await get(`/log/tile/entries/000.p/${size}`)).statusCode).toBe(403);
  expect((await get(`/log/tile/entries/000.p/${size}`, { authorization: 'Bearer null' })).statusCode).toBe(403);
});

test('values are opened only after their leaf is committed, also when the key does not fit', async () => {
  const sealed = await sealRecord(published, workstation);
  await push(bench, workstation, [sealed.text]);
  const classKeys = await openClassKeys(bench.layout, classPassphrase);
  const { store } = bench.organisation;
  const organisationId = 'yunling-demo';
  const agent = localAgent([openValuesHandler(classKeys)]);
  const dependencies = { store, clock: bench.clock, audit: createAuditLog(organisationId), organisationId, agent };
  const access = {
    actorId: 'staff-1',
    purpose: 'inspection',
    recordId: sealed.recordId,
    revision: 1,
    fields: [
      { field: 'name', className: 'identity' },
      { field: 'address', className: 'contact' },
    ],
  };
  // The document's number stands in the same class and was not asked for.
  expect(await openValues(dependencies, access)).toEqual({ name: '王小明' });
  await expect(openValues({ ...dependencies, agent: localAgent([]) }, access)).rejects.toThrow('agent/gone');
  const noKeys = localAgent([openValuesHandler({ classes: {}, former: [] })]);
  await expect(openValues({ ...dependencies, agent: noKeys }, access)).rejects.toThrow('agent/sealed-unreadable');
  await expect(openValues(dependencies, { ...access, revision: 9 })).rejects.toThrow('internal/not-found');
  expect((await actions()).filter((action) => action === 'values.opened')).toHaveLength(6);
});

test('nothing a subject said, and no hash of it, is in any leaf', async () => {
  const values = { name: '王小明', documentNumber: '110101199003071057' };
  await push(bench, workstation, [(await sealRecord(published, workstation, { values })).text, JSON.stringify(values)]);
  const everything = JSON.stringify(await leaves());
  for (const value of [...Object.values(values), JSON.stringify(values)]) {
    expect(everything).not.toContain(value);
    expect(everything).not.toContain(sha256Hex(value));
  }
});
