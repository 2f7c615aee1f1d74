// Whom a record is about: found by the agent's digests alone, one subject for each document whatever dies in between.
import { readdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  localAgent,
  openBench,
  push,
  sealRecord,
  type Workstation,
} from '#server/test-bench.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import { subjectHandlers } from './features/subjects/agent.ts';
import { type Agent, agentGone } from './kernel/agent/act.ts';
import { hereHandler } from './kernel/agent/here-act.ts';
import { packKeys, unpackKeys } from './kernel/backup/key-file.ts';
import { changePassphrase, openClassKeys } from './kernel/keys/file-key-ring.ts';
import { openIndexKey } from './kernel/keys/index-key.ts';
import { systemRandomness } from './kernel/system.ts';
import { rotateClassKeys } from './rotate-keys.ts';

let bench: Bench;
let workstation: Workstation;
let agent: Agent;

const wang = { name: '王小明', documentType: 'resident-id', documentNumber: '110101199003071057' };
const li = { name: '李小红', documentType: 'passport', documentNumber: 'E12345678' };

async function agentWith(indexKey?: Uint8Array): Promise<Agent> {
  const classKeys = await openClassKeys(bench.layout, classPassphrase);
  const { key } = await openIndexKey(bench.layout, classPassphrase, systemRandomness);
  return localAgent([hereHandler, ...subjectHandlers(classKeys, indexKey ?? key)]);
}

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  agent = await agentWith();
});
afterEach(() => bench.close());

async function send(values: FieldValues, header: Partial<Record<keyof RecordHeader, unknown>> = {}, phone = '') {
  const { body } = await bench.organisation.configuration.newest();
  const groups = phone === '' ? {} : { contact: { phone } };
  const sealed = await sealRecord(body, workstation, { values, header, groups });
  expect((await push(bench, workstation, [sealed.text])).json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
  return sealed;
}

async function untilDone(by: Agent = agent): Promise<void> {
  while ((await bench.organisation.subjects.askDue(by)) > 0);
}

const subjectOf = ({ recordId }: { recordId: string }) =>
  bench.organisation.subjects.subjectOf(bench.organisation.store, recordId);

async function leaves(): Promise<string[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => content);
}

test('one person, many records: found by the document, however it is written', async () => {
  const { subjects, store } = bench.organisation;
  const first = await send(wang);
  const other = await send(li);
  const second = await send({ ...wang, documentType: 'temporary-resident-id' });
  expect(await subjectOf(first)).toBeNull();
  await untilDone();
  const subject = await subjectOf(first);
  if (subject === null) throw new Error('nobody was found');
  expect(await subjectOf(second)).toBe(subject);
  expect(await subjectOf(other)).not.toBe(subject);
  const records = await subjects.recordsOf(store, subject);
  expect(records.map(({ recordId }) => recordId)).toEqual([first.recordId, second.recordId].toSorted());
  expect(await subjects.find(agent, 'resident-id', ' 110101 19900307 1057')).toBe(subject);
  expect(await subjects.find(agent, 'passport', wang.documentNumber)).toBeNull();
  expect(await subjects.find(localAgent([]), 'resident-id', wang.documentNumber)).toBe('agent-gone');
});

test('the readings stand in the log, and neither log nor store says who it is', async () => {
  const { recordId } = await send(wang);
  await untilDone();
  const texts = await leaves();
  const actions = texts.map((text) => JSON.parse(text)).filter((leaf) => leaf.recordId === recordId);
  expect(actions.map(({ action, className }) => className ?? action)).toEqual([
    'record.accepted',
    'identity',
    'contact',
    'record.identified',
  ]);
  const { store } = bench.organisation;
  const rows = [
    await store.selectFrom('subject').selectAll().execute(),
    await store.selectFrom('subject_record').selectAll().execute(),
  ];
  expect(JSON.stringify([texts, rows])).not.toMatch(/王小明|110101199003071057/);
});

test('an agent that dies, twice at once, again: one subject, each record identified once', async () => {
  const { subjects, store } = bench.organisation;
  for (let count = 0; count < 3; count++) await send(wang);
  let asked = 0;
  const dying: Agent = {
    ask: async (act, input) => {
      asked += 1;
      return asked > 2 ? agentGone : agent.ask(act, input);
    },
  };
  expect(await subjects.askDue(dying)).toBe(0);
  expect(await store.selectFrom('subject').selectAll().execute()).toEqual([]);
  await Promise.all([untilDone(), untilDone()]);
  await untilDone();
  expect(await store.selectFrom('subject').selectAll().execute()).toHaveLength(1);
  expect((await leaves()).filter((text) => text.includes('record.identified'))).toHaveLength(3);
});

test('a correction to another document moves the record, and what it was before stays', async () => {
  const { subjects, store } = bench.organisation;
  const first = await send(wang);
  await untilDone();
  const before = await subjectOf(first);
  const corrects = { revision: 1, contentHash: first.contentHash, reason: 'mistake-found' };
  await send(li, { recordId: first.recordId, revision: 2, corrects });
  await untilDone();
  const after = await subjectOf(first);
  expect(after).not.toBe(before);
  expect(await subjects.recordsOf(store, before ?? '')).toEqual([]);
  expect(await subjects.recordsOf(store, after ?? '')).toMatchObject([{ recordId: first.recordId, revision: 2 }]);
  const history = await store.selectFrom('subject_record').select(['revision', 'subject_id']).orderBy('revision').execute();
  expect(history).toEqual([
    { revision: 1, subject_id: before },
    { revision: 2, subject_id: after },
  ]);
});

test('a record that cannot be read stops no other, and is tried again', async () => {
  const { store } = bench.organisation;
  const classKeys = await openClassKeys(bench.layout, classPassphrase);
  const { key } = await openIndexKey(bench.layout, classPassphrase, systemRandomness);
  const sealed = await send(wang);
  await untilDone(localAgent([hereHandler, ...subjectHandlers({ classes: {}, former: [] }, key)]));
  expect(await subjectOf(sealed)).toBeNull();
  expect(await store.selectFrom('subject_record').select('problem').execute()).toEqual([{ problem: 'sealed-unreadable' }]);
  await untilDone(localAgent([hereHandler, ...subjectHandlers(classKeys, key)]));
  expect(await subjectOf(sealed)).toBeNull();
  bench.clock.advance(3_600_000);
  await untilDone();
  expect(await subjectOf(sealed)).not.toBeNull();
});

test('without a document, nobody: by a form that asks for none, or a value that is not there', async () => {
  const sealed = await send({ name: '王小明' });
  await untilDone();
  expect(await subjectOf(sealed)).toBeNull();
  expect(await bench.organisation.store.selectFrom('subject').selectAll().execute()).toEqual([]);
});

test('everybody who left a telephone number is found by it, as long as no correction took it away', async () => {
  const { subjects } = bench.organisation;
  const first = await send(wang, {}, '13800138000');
  const other = await send(li, {}, '+86 138-0013-8000');
  await untilDone();
  const both = [await subjectOf(first), await subjectOf(other)].toSorted();
  expect((await subjects.findByPhone(agent, '138 0013 8000')) as string[]).toHaveLength(2);
  expect([...(await subjects.findByPhone(agent, '138 0013 8000'))].toSorted()).toEqual(both);
  const corrects = { revision: 1, contentHash: first.contentHash, reason: 'mistake-found' };
  await send(wang, { recordId: first.recordId, revision: 2, corrects }, '13900139000');
  await untilDone();
  expect(await subjects.findByPhone(agent, '13800138000')).toEqual([await subjectOf(other)]);
  expect(await subjects.findByPhone(localAgent([]), '13800138000')).toBe('agent-gone');
});

test('another index key finds nobody and makes nobody: it waits for a person', async () => {
  const { subjects, store } = bench.organisation;
  const first = await send(wang);
  await untilDone();
  const foreign = await agentWith(systemRandomness.bytes(32));
  const second = await send(wang);
  await expect(subjects.askDue(foreign)).rejects.toThrow('another index key');
  await expect(subjects.find(foreign, wang.documentType, wang.documentNumber)).rejects.toThrow('another index key');
  const written = (await leaves()).length;
  expect(await subjects.askDue(foreign)).toBe(0);
  expect((await leaves()).length).toBe(written);
  bench.clock.advance(3_600_000);
  await untilDone();
  expect(await subjectOf(second)).toBe(await subjectOf(first));
  expect(await store.selectFrom('subject').selectAll().execute()).toHaveLength(1);
});

test('the index key outlives every renewal of the class keys and every change of their passphrase, and is in their backup', async () => {
  const { layout, keyRing, clock, databaseUrl } = bench;
  const open = (passphrase: string) => openIndexKey(layout, passphrase, systemRandomness);
  const { key, isNew } = await open(classPassphrase);
  expect([isNew, key.length]).toEqual([false, 32]);
  await rotateClassKeys({ layout, keyRing, clock, databaseUrl, randomness: systemRandomness }, classPassphrase);
  const to = 'another class passphrase for tests';
  const interrupted = changePassphrase(layout, 'classes', { from: classPassphrase, to }, (file) => {
    if (file === 'index') throw new Error('interrupted');
  });
  await expect(interrupted).rejects.toThrow('interrupted');
  expect(await changePassphrase(layout, 'classes', { from: classPassphrase, to }, () => undefined)).toBe(1);
  expect((await open(to)).key).toEqual(key);
  await openClassKeys(layout, to);
  const about = { backupId: 'one', organisationId: 'yunling-demo', madeAt: instantFromMs(clock.nowMs()) };
  const packed = Buffer.from(packKeys(layout, about)).toString('utf8');
  rmSync(layout.keys, { recursive: true });
  unpackKeys(layout, packed);
  expect((await open(to)).key).toEqual(key);
});

test('where there was none, two agents that start at once make one index key', async () => {
  rmSync(bench.layout.indexKey);
  const opened = await Promise.all([1, 2, 3].map(() => openIndexKey(bench.layout, classPassphrase, systemRandomness)));
  expect(new Set(opened.map(({ key }) => Buffer.from(key).toString('hex'))).size).toBe(1);
  expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(readdirSync(bench.layout.keys).filter((name) => name.startsWith('index'))).toEqual(['index.keys']);
});
