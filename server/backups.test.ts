// Backups of a live server and their way back, on both engines: nothing counts that was not restored and compared.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Foundation, openOrganisation } from './app/organisation.ts';
import { demonstrationOrganisation } from './demo/organisation.ts';
import { dataLayout } from './kernel/data-layout.ts';
import { systemRandomness } from './kernel/system.ts';
import { restoreOrganisation } from './restore.ts';
import {
  type Bench,
  enrolWorkstation,
  isOnPostgres,
  makeTemplate,
  openBench,
  push,
  sealRecord,
  type Workstation,
} from './test-bench.ts';
import { createDatabase, sharedCluster } from './test-bench-postgres.ts';

let template = '';
let bench: Bench;
let workstation: Workstation;
let folder = '';

beforeAll(async () => {
  const draft = await demonstrationOrganisation(Date.now());
  template = await makeTemplate({ ...draft, policy: { ...draft.policy, backupsKept: 2 } });
});
afterAll(() => rmSync(dirname(template), { recursive: true }));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-backups-'));
  bench = await openBench({ template });
  workstation = await enrolWorkstation(bench);
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const day = 86_400_000;
const stopCode = (code: string) => expect.objectContaining({ code });
const finished = () => readdirSync(folder).filter((name) => name.endsWith('.backup'));
const onlyFile = () => join(folder, finished()[0] ?? '');

async function sendRecords(count: number): Promise<void> {
  const { body } = await bench.organisation.configuration.newest();
  const sealed = await Promise.all(Array.from({ length: count }, () => sealRecord(body, workstation)));
  const answer = await push(
    bench,
    workstation,
    sealed.map(({ text }) => text),
  );
  expect(answer.json().outcomes.map((one: { outcome: string }) => one.outcome)).toEqual(sealed.map(() => 'accepted'));
}

const allRecords = (store: Bench['organisation']['store']) =>
  store.selectFrom('record').selectAll().orderBy('position').execute();

/** An empty server with the same keys, on the engine of this run. */
async function emptyServer(): Promise<Foundation> {
  const root = join(folder, `server-${readdirSync(folder).length}`);
  mkdirSync(join(root, 'keys'), { recursive: true });
  for (const name of ['operation.keys', 'classes.keys']) copyFileSync(join(bench.layout.keys, name), join(root, 'keys', name));
  const cluster = isOnPostgres ? await sharedCluster() : null;
  const databaseUrl = cluster?.url(await createDatabase(cluster));
  return { layout: dataLayout(root), keyRing: bench.keyRing, clock: bench.clock, randomness: systemRandomness, databaseUrl };
}

async function lastLeaves(store: Bench['organisation']['store'], count: number): Promise<readonly Record<string, unknown>[]> {
  const rows = await store.selectFrom('audit_leaf').select('content').orderBy('leaf_index', 'desc').limit(count).execute();
  return rows.map(({ content }) => JSON.parse(content)).toReversed();
}

test('a backup is made while records come in, holds one moment, and comes back value by value', async () => {
  await sendRecords(12);
  const before = await allRecords(bench.organisation.store);
  const made = await bench.organisation.backups.make(folder, (step) => {
    if (step === 'copied') expect(finished()).toEqual([]);
  });
  await sendRecords(3);
  expect(made.manifest.lastPosition).toBe(12);
  expect(readdirSync(folder)).toEqual([made.file]);
  expect(readFileSync(onlyFile()).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');

  const foundation = await emptyServer();
  await restoreOrganisation(foundation, onlyFile(), () => undefined);
  const restored = await openOrganisation(foundation);
  expect(await allRecords(restored.store)).toEqual(before);
  expect((await restored.configuration.newest()).document).toEqual((await bench.organisation.configuration.newest()).document);
  expect(await lastLeaves(restored.store, 1)).toMatchObject([
    { action: 'store.restored', backupId: made.manifest.backupId, position: 12, sequence: made.manifest.report.auditSize },
  ]);
  await restored.close();
  await expect(restoreOrganisation(foundation, onlyFile(), () => undefined)).rejects.toThrow(stopCode('database/not-empty'));
  expect(await bench.organisation.backups.status()).toMatchObject({ state: 'good', safePosition: 12 });
  expect((await bench.app.inject('/healthz')).json()).toMatchObject({ status: 'ok', backup: 'good' });
});

test('a restore interrupted after any batch goes on, and until its end nothing is served', async () => {
  await sendRecords(5);
  await bench.organisation.backups.make(folder);
  const foundation = await emptyServer();
  let interruptions = 0;
  const interrupt = () => {
    throw new Error('interrupted');
  };
  for (;;) {
    const error = await restoreOrganisation(foundation, onlyFile(), interrupt).catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) break;
    expect(error.message).toBe('interrupted');
    interruptions += 1;
    await expect(openOrganisation(foundation)).rejects.toThrow(stopCode('store/half-copied'));
  }
  expect(interruptions).toBeGreaterThan(5);
  const restored = await openOrganisation(foundation);
  expect(await allRecords(restored.store)).toHaveLength(5);
  await restored.close();
});

test('interrupted at any step it leaves no backup, and the failure is told', async () => {
  const { backups, store } = bench.organisation;
  for (const at of ['copied', 'flushed', 'checked'] as const) {
    const making = backups.make(folder, (step) => {
      if (step === at) throw new Error('interrupted');
    });
    await expect(making).rejects.toThrow('interrupted');
    expect(readdirSync(folder)).toEqual([]);
  }
  expect(await backups.status()).toMatchObject({ state: 'failed', failure: 'internal/unexpected', isDue: false });
  expect((await bench.app.inject('/healthz')).json()).toMatchObject({ backup: 'failed' });
  expect(await lastLeaves(store, 1)).toMatchObject([{ action: 'backup.failed', reason: 'internal/unexpected' }]);
  bench.clock.advance(1);
  await backups.make(folder);
  expect(await backups.status()).toMatchObject({ state: 'good' });
});

test('what a killed backup left is removed; one that got its name and was not written down yet is taken over', async () => {
  const { organisation } = bench;
  const { file, manifest } = await organisation.backups.make(folder);
  await organisation.store.deleteFrom('backup').execute();
  for (const name of ['.part', '.part-journal', '.scratch'])
    writeFileSync(join(folder, file.replace(/-[^-]*\.backup/, '-x.backup') + name), '');
  writeFileSync(join(folder, 'holiday.jpg'), '');
  bench.clock.advance(1_000);
  await organisation.backups.make(folder);
  expect(readdirSync(folder)).toHaveLength(3);
  expect((await organisation.backups.list()).map((row) => row.backup_id)).toContain(manifest.backupId);
});

test('a store that is wrong in itself makes no backup', async () => {
  await sendRecords(3);
  const { store, backups } = bench.organisation;
  await sql`update record set envelope = envelope || ' ' where position = 2`.execute(store);
  await expect(backups.make(folder)).rejects.toThrow(stopCode('backup/contents-wrong'));
  expect(finished()).toEqual([]);
  await sql`update record set envelope = trim(envelope) where position = 2`.execute(store);
  bench.clock.advance(1);
  await backups.make(folder);
  await sql`update audit_leaf set content = replace(content, 'main-street', 'main-strXet')`.execute(store);
  bench.clock.advance(1);
  await expect(backups.make(folder)).rejects.toThrow(stopCode('backup/contents-wrong'));
  expect(finished()).toHaveLength(1);
});

test('a backup with a flipped byte, another file, or one of other keys is not restored', async () => {
  await bench.organisation.backups.make(folder);
  const bytes = readFileSync(onlyFile());
  bytes[bytes.length - 3_000] = (bytes[bytes.length - 3_000] ?? 0) ^ 1;
  const damaged = join(folder, 'damaged');
  writeFileSync(damaged, bytes);
  const foundation = await emptyServer();
  await expect(restoreOrganisation(foundation, damaged, () => undefined)).rejects.toThrow();
  await expect(openOrganisation(foundation)).rejects.toThrow();
  writeFileSync(join(folder, 'other'), 'no backup at all');
  await expect(restoreOrganisation(foundation, join(folder, 'other'), () => undefined)).rejects.toThrow(
    stopCode('backup/unreadable'),
  );
  const keyRing = { ...foundation.keyRing, databaseKey: systemRandomness.bytes(32) };
  await expect(restoreOrganisation({ ...foundation, keyRing }, onlyFile(), () => undefined)).rejects.toThrow(
    stopCode('backup/unreadable'),
  );
  await restoreOrganisation(foundation, onlyFile(), () => undefined);
});

test('keeps what policy says, removes the rest, and tells of each', async () => {
  const { backups, store } = bench.organisation;
  for (let made = 0; made < 4; made += 1) {
    bench.clock.advance(60_000);
    await backups.make(folder);
  }
  expect(finished()).toHaveLength(2);
  bench.clock.advance(90 * day);
  expect(await backups.status()).toMatchObject({ state: 'overdue', isDue: true });
  await backups.make(folder);
  expect(finished()).toHaveLength(1);
  const rows = await store.selectFrom('backup').select('removed_at').execute();
  expect(rows.filter((row) => row.removed_at !== null)).toHaveLength(4);
  expect(await lastLeaves(store, 1)).toMatchObject([{ action: 'backup.removed', reason: 'horizon' }]);
});

test('refuses a folder that is missing or inside the data, and a second backup at once', async () => {
  const { backups } = bench.organisation;
  await expect(backups.make(join(folder, 'missing'))).rejects.toThrow(stopCode('backup/folder-missing'));
  expect(existsSync(join(folder, 'missing'))).toBe(false);
  await expect(backups.make(bench.layout.keys)).rejects.toThrow(stopCode('backup/folder-unsafe'));
  const both = await Promise.allSettled([backups.make(folder), backups.make(folder)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'backup/running' });
});
