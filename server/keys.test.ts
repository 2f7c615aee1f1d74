// Keys of the server renewed, interrupted at every step, and kept apart from the data; on both engines.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configuration as configurationSchema } from '#src/domain/organisation/schema.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { generateAgeKey, openBytesFrom, sealBytesFor } from '#src/node/sealed-file/age.ts';
import { type Foundation, openOrganisation } from './app/organisation.ts';
import { unpackKeys } from './kernel/backup/key-file.ts';
import { dataLayout } from './kernel/data-layout.ts';
import { openExchangeKeys } from './kernel/keys/exchange-keys.ts';
import { changePassphrase, findClassKey, openClassKeys, openOperationKeys } from './kernel/keys/file-key-ring.ts';
import { systemRandomness } from './kernel/system.ts';
import { restoreOrganisation } from './restore.ts';
import { rotateClassKeys, rotateDatabaseKey } from './rotate-keys.ts';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  isOnPostgres,
  keyPassphrase,
  openBench,
  push,
  sealRecord,
  type Workstation,
} from './test-bench.ts';
import { createDatabase, sharedCluster } from './test-bench-postgres.ts';
import { testDisk } from './test-bench-run.ts';

let bench: Bench;
let workstation: Workstation;
let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(testDisk(), 'countersign-keys-'));
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const day = 86_400_000;
const stopCode = (code: string) => expect.objectContaining({ code });
const foundationOf = (): Omit<Foundation, 'keyRing'> => ({
  layout: bench.layout,
  databaseUrl: bench.databaseUrl,
  clock: bench.clock,
  randomness: systemRandomness,
});

async function send(
  sealed: Awaited<ReturnType<typeof sealRecord>>,
): Promise<{ readonly outcome: string; readonly error?: { readonly code: string } }> {
  return (await push(bench, workstation, [sealed.text])).json().outcomes[0];
}

async function leavesOf(action: string): Promise<readonly Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content)).filter((leaf) => leaf.action === action);
}

/** Runs until it was interrupted once after each of its steps. @returns the steps */
async function interruptEverywhere(
  run: (step: (name: string) => void) => Promise<unknown>,
  check: () => Promise<void>,
): Promise<string[]> {
  const interrupted: string[] = [];
  for (;;) {
    const error = await run((name) => {
      if (interrupted.includes(name)) return;
      interrupted.push(name);
      throw new Error('interrupted');
    }).catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) return interrupted;
    expect(error.message).toBe('interrupted');
    await check();
  }
}

test('the database key is renewed; interrupted anywhere the server opens, and the same command goes on', async () => {
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  await bench.organisation.backups.make(backups);
  const published = (await bench.organisation.configuration.newest()).document;
  await bench.app.close();
  const old = bench.keyRing.databaseKey;
  const openNow = async () => {
    const keyRing = await openOperationKeys(bench.layout, keyPassphrase);
    const opened = await openOrganisation({ ...foundationOf(), keyRing });
    expect((await opened.configuration.newest()).document).toEqual(published);
    await opened.close();
  };
  const steps = await interruptEverywhere((step) => rotateDatabaseKey(foundationOf(), keyPassphrase, step), openNow);
  const ofFile = ['settled', 'copied', 'encrypted', 'checked', 'replaced'];
  expect(steps).toEqual(['begun', ...(isOnPostgres ? [] : ofFile), 'resealed', 'sealed', 'finished']);
  await openNow();
  const renewed = await openOperationKeys(bench.layout, keyPassphrase);
  expect(renewed.databaseKey).not.toEqual(old);
  // Without the former keys: nothing that lies here is sealed under one.
  const alone = await openOrganisation({ ...foundationOf(), keyRing: { ...renewed, otherDatabaseKeys: [] } });
  expect((await alone.configuration.newest()).document).toEqual(published);
  await alone.close();
  const outdated = async () => {
    const opened = await openOrganisation({ ...foundationOf(), keyRing: bench.keyRing });
    await opened.configuration.newest().finally(opened.close);
  };
  await expect(outdated()).rejects.toThrow();
  // A backup of the old key's time comes back under the new ring.
  const root = join(folder, 'restored');
  mkdirSync(root);
  const cluster = isOnPostgres ? await sharedCluster() : null;
  const databaseUrl = cluster?.url(await createDatabase(cluster));
  const foundation = { ...foundationOf(), layout: dataLayout(root), databaseUrl, keyRing: renewed };
  await restoreOrganisation(foundation, join(backups, readdirSync(backups)[0] ?? ''), () => undefined);
  const restored = await openOrganisation(foundation);
  expect((await restored.configuration.newest()).document).toEqual(published);
  await restored.close();
});

test('a database key retired before the erasure horizon is forgotten', async () => {
  await bench.app.close();
  for (const days of [0, 1, 100]) {
    bench.clock.advance(days * day);
    await rotateDatabaseKey(foundationOf(), keyPassphrase);
  }
  expect((await openOperationKeys(bench.layout, keyPassphrase)).otherDatabaseKeys).toHaveLength(1);
});

test('class keys are renewed: older records stay readable and are accepted for the days of the policy', async () => {
  const { configuration } = bench.organisation;
  const before = (await configuration.newest()).body;
  const [first, late, tooLate] = [
    await sealRecord(before, workstation),
    await sealRecord(before, workstation),
    await sealRecord(before, workstation),
  ];
  expect((await send(first)).outcome).toBe('accepted');
  const foundation = { ...foundationOf(), keyRing: bench.keyRing };
  const steps = await interruptEverywhere(
    (step) => rotateClassKeys(foundation, classPassphrase, step),
    async () => expect((await configuration.newest()).body.version).toBeLessThanOrEqual(3),
  );
  expect(steps).toEqual(['begun', 'published']);
  // Interrupted after it was published, the same command cannot know: it makes one more generation.
  const after = (await configuration.newest()).body;
  expect(after.version).toBe(3);
  const ids = (one: typeof after) => one.classes.map(({ sealTo }) => sealTo.keyId);
  expect(ids(after).some((id) => ids(before).includes(id))).toBe(false);
  expect(await leavesOf('keys.rotated')).toHaveLength(2 * after.classes.length);

  const ring = await openClassKeys(bench.layout, classPassphrase);
  const fresh = await sealRecord(after, workstation);
  for (const [sealed, by] of [
    [first, before],
    [fresh, after],
  ] as const) {
    const keyId = by.classes.find(({ name }) => name === 'identity')?.sealTo.keyId ?? '';
    const key = findClassKey(ring, 'identity', keyId);
    if (key === null) throw new Error('the key is gone');
    expect(await openEnvelopeClass(sealed.text, 'identity', key)).toMatchObject({ name: '王小明' });
  }
  bench.clock.advance(179 * day);
  expect((await send(late)).outcome).toBe('accepted');
  bench.clock.advance(2 * day);
  expect(await send(tooLate)).toMatchObject({ outcome: 'quarantined', error: { code: 'sync/class-key-unknown' } });
  expect((await send(fresh)).outcome).toBe('accepted');
});

test('a passphrase is changed file by file, interrupted anywhere', async () => {
  const to = 'another passphrase for tests';
  const change = (step: (name: string) => void) => changePassphrase(bench.layout, 'operation', { from: keyPassphrase, to }, step);
  const steps = await interruptEverywhere(change, async () => undefined);
  expect(steps).toHaveLength(2);
  expect(steps.at(-1)).toBe('operation');
  expect((await openOperationKeys(bench.layout, to)).databaseKey).toEqual(bench.keyRing.databaseKey);
  expect(await openExchangeKeys(bench.layout, to)).toHaveLength(1);
  await expect(openOperationKeys(bench.layout, keyPassphrase)).rejects.toThrow(stopCode('keys/passphrase-wrong'));
  await expect(change(() => undefined)).resolves.toBe(0);
});

test('taking records in never opens the class keys', async () => {
  // Not there at all, and everything the serving process does still works.
  renameSync(bench.layout.classKeys, join(folder, 'classes.keys'));
  const { body } = await bench.organisation.configuration.newest();
  expect((await send(await sealRecord(body, workstation))).outcome).toBe('accepted');
  const opened = await openOrganisation({ ...foundationOf(), keyRing: bench.keyRing });
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  await opened.backups.make(backups);
  await opened.close();
  // And what it holds opens nothing: the keys of the classes are under another passphrase.
  await expect(openClassKeys({ ...bench.layout, classKeys: join(folder, 'classes.keys') }, keyPassphrase)).rejects.toThrow(
    stopCode('keys/passphrase-wrong'),
  );
});

test('keys are backed up apart from the data, come back whole, and go with the horizon', async () => {
  const [data, keys] = [join(folder, 'data'), join(folder, 'keys')];
  for (const path of [data, keys]) mkdirSync(path);
  const { backups, keyBackups, configuration } = bench.organisation;
  await backups.make(data);
  const { recipient, identity } = await generateAgeKey();
  const seal = (bytes: Uint8Array) => sealBytesFor(bytes, { recipient });
  const make = (to: string, mayShareDevice = true) => keyBackups.make({ folder: to, seal, mayShareDevice });
  await expect(make(data)).rejects.toThrow(stopCode('backup/keys-with-data'));
  await expect(make(folder)).rejects.toThrow(stopCode('backup/keys-with-data'));
  await expect(make(bench.layout.root)).rejects.toThrow(stopCode('backup/folder-unsafe'));
  await expect(make(keys, false)).rejects.toThrow(stopCode('backup/keys-with-data'));
  expect(readdirSync(keys)).toEqual([]);
  const { file } = await make(keys);
  expect(readdirSync(keys)).toEqual([file]);

  const sealed = readFileSync(join(keys, file));
  expect(await openBytesFrom(sealed, { identity: (await generateAgeKey()).identity })).toBeNull();
  const text = Buffer.from((await openBytesFrom(sealed, { identity })) ?? new Uint8Array()).toString('utf8');
  const layout = dataLayout(join(folder, 'new'));
  mkdirSync(layout.root);
  unpackKeys(layout, text);
  expect(() => unpackKeys(layout, text)).toThrow(stopCode('keys/exists'));
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  expect(keyRing.databaseKey).toEqual(bench.keyRing.databaseKey);
  expect(Object.keys((await openClassKeys(layout, classPassphrase)).classes)).toHaveLength(4);
  const { document } = await configuration.newest();
  expect(openDocument('configuration', document, keyRing.serverKey, configurationSchema).ok).toBe(true);

  bench.clock.advance(91 * day);
  await make(keys);
  expect(readdirSync(keys)).toHaveLength(1);
  expect(readdirSync(keys)).not.toContain(file);
  expect(await leavesOf('backup.removed')).toMatchObject([{ kind: 'keys', reason: 'horizon' }]);
});

test('a backup of keys for a passphrase opens with that passphrase alone', async () => {
  const sealed = await sealBytesFor(Buffer.from('keys'), { passphrase: 'a passphrase of the safe' });
  expect(Buffer.from((await openBytesFrom(sealed, { passphrase: 'a passphrase of the safe' })) ?? '').toString()).toBe('keys');
  expect(await openBytesFrom(sealed, { passphrase: 'another passphrase' })).toBeNull();
});
