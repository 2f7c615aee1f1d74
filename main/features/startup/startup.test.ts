// The start as the screens see it (S3): a trouble explains itself, waits, and ends when its cause does.
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import { openStore } from '#main/store/open.ts';
import { subject } from '#main/test-bench/organisation.ts';
import { recordToSave } from '#main/test-bench/saved-record.ts';
import { refusalOf, TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = new TestWorkstation(await usualOrganisation());
});
afterEach(() => workstation.remove());

async function status() {
  return unwrap(await workstation.api['startup.status']({}));
}

test.each(['absent', 'locked'] as const)('a keychain that is %s: capture is refused until it is there', async (problem) => {
  workstation.keychain.problem = problem;
  await workstation.start(workstation.order);
  expect(await status()).toMatchObject({
    phase: 'trouble',
    trouble: { code: `keychain/${problem}`, params: { backend: 'fake' } },
  });
  expect(refusalOf(await workstation.signIn())).toBe('startup/not-ready');
  expect(refusalOf(await workstation.app.call('devices.enrol', workstation.order))).toBe('startup/not-ready');
  workstation.keychain.problem = null;
  expect(unwrap(await workstation.api['startup.retry']({}))).toMatchObject({ phase: 'ready', trouble: null });
  expect(workstation.events).toContain('startup.changed');
  expect(refusalOf(await workstation.signIn())).toBe('ok');
});

test('a missing database comes back with everything that was in it', async () => {
  await workstation.start(workstation.order);
  workstation.server.mode = 'down';
  unwrap(await workstation.signIn());
  await workstation.register();
  await workstation.app.close();
  const { database } = dataFolder(workstation.dataDir);
  renameSync(database, `${database}.away`);
  await workstation.start();
  expect((await status()).trouble?.code).toBe('store/missing');
  expect(unwrap(await workstation.api['startup.retry']({})).trouble?.code).toBe('store/missing');
  renameSync(`${database}.away`, database);
  unwrap(await workstation.api['startup.retry']({}));
  expect(unwrap(await workstation.api['sync.overview']({}))).toMatchObject({ waiting: 1 });
});

test('a database that breaks while the program runs stops it with the same page', async () => {
  await workstation.start(workstation.order);
  await workstation.app.close();
  const { database } = dataFolder(workstation.dataDir);
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: database, cipher: 'aegis', key });
  // More than the 64 MiB of pages that stay in memory.
  store.write((transaction) => {
    for (let i = 0; i < 1_000; i++) {
      enqueueRecord(transaction, recordToSave({ recordId: `record-${i}`, envelope: 'x'.repeat(90_000) }));
    }
  });
  store.close();
  workstation.server.mode = 'down';
  await workstation.start();
  unwrap(await workstation.signIn());
  const { size } = statSync(database);
  const file = openSync(database, 'r+');
  for (let at = 4096; at < size; at += 4096) writeSync(file, Buffer.alloc(4096, 0x55), 0, 4096, at);
  closeSync(file);
  const query = { state: null, limit: 200, before: null };
  expect(refusalOf(await workstation.app.call('sync.queue', query))).toBe('startup/not-ready');
  expect(await status()).toMatchObject({ phase: 'trouble', trouble: { code: 'store/corrupt' } });
  expect(unwrap(await workstation.api['startup.retry']({})).trouble?.code).toBe('store/corrupt');
});

test('tries to start at once are one start', async () => {
  workstation.keychain.problem = 'locked';
  await workstation.start();
  workstation.keychain.problem = null;
  const retry = () => workstation.api['startup.retry']({});
  const phases = (await Promise.all([retry(), retry(), retry()])).map((answer) => unwrap(answer).phase);
  expect(phases).toEqual(['enrolment', 'enrolment', 'enrolment']);
  expect(workstation.keychain.entries.size).toBe(1);
});

test('the diagnosis names the trouble and no person, key or path', async () => {
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
  await workstation.register();
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  for (const account of workstation.keychain.entries.keys()) workstation.keychain.entries.set(account, new Uint8Array(32));
  await workstation.start();
  const { text } = unwrap(await workstation.api['startup.diagnosis']({}));
  expect(text).toContain('trouble keychain/key-wrong');
  expect(text).toContain('key-info in-use');
  const base64 = Buffer.from(key).toString('base64');
  const hidden = [subject.name, subject.documentNumber, subject.phone, 'Name of clerk', base64, workstation.dataDir];
  for (const word of hidden) expect(text).not.toContain(word);
});

test('an unexpected failure is a trouble too, not an exception', async () => {
  workstation.keychain.read = async () => {
    throw new Error('王小明');
  };
  await workstation.start();
  expect(await status()).toMatchObject({ phase: 'trouble', trouble: { code: 'internal/unexpected' } });
  expect(workstation.log.join()).not.toContain('王小明');
});
