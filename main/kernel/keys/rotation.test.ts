// The change of the database key over 10,000 records (S3), interrupted at every step and at random moments, by exceptions and by
// SIGKILL: afterwards every record is readable, the audit chain is whole, and the change is finished or undone.
// ROTATION_KILLS=200 makes the random part long.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { AuditTrail, findBrokenLink } from '#main/kernel/audit/trail.ts';
import { type DataFolder, dataFolder } from '#main/kernel/data-folder.ts';
import { evaluationKeyStore } from '#main/kernel/keys/evaluation-key-store.ts';
import { readKeyInfo } from '#main/kernel/keys/key-info.ts';
import { recordKeyNotes } from '#main/kernel/keys/key-notes.ts';
import { openWorkstation } from '#main/kernel/keys/open-workstation.ts';
import { readRecoveryWrap } from '#main/kernel/keys/recovery-wrap.ts';
import { orderRotation, retireReplacedKey } from '#main/kernel/keys/rotation.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import { findGenerations } from '#main/store/generations.ts';
import type { Store } from '#main/store/store.ts';
import { recordToSave } from '#main/test-bench/saved-record.ts';
import { FakeTime } from '#main/test-bench/workstation.ts';
import { Refusal } from '#src/contract/errors.ts';
import { wrapContext } from '#src/crypto/recovery.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { generateSealingKey, openBytes } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

const records = 10_000;
const kills = Number(process.env.ROTATION_KILLS ?? 6);
const steps = [
  'rotation.settled',
  'rotation.copied',
  'rotation.encrypted',
  'rotation.checked',
  'rotation.replaced',
  'rotation.wrap-renewed',
  'rotation.concluded',
];

let template: string;
let root: string;
let recovery: PrivateKeyText;

interface Place {
  readonly folder: DataFolder;
  readonly keys: string;
}
const placeIn = (path: string): Place => ({ folder: dataFolder(join(path, 'data')), keys: join(path, 'keys') });

function portsOf({ folder, keys }: Place, onStep: (event: string) => void = () => undefined) {
  return {
    clock: new FakeTime().ports().clock,
    random: { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => 0 },
    keyStore: evaluationKeyStore(keys, folder.path),
    log: { write: onStep, tail: () => '' },
  };
}

function trailOf(store: Store): AuditTrail {
  return new AuditTrail(new TrustedTime(new FakeTime().ports().clock, store), new AuditScope());
}

function fill(store: Store): void {
  const trail = trailOf(store);
  store.write((transaction) => {
    for (let index = 0; index < records; index++) {
      const envelope = `${index} ${'x'.repeat(900 + (index % 700))}`;
      enqueueRecord(transaction, recordToSave({ recordId: `record-${index}`, envelope }));
      if (index % 20 === 0) {
        trail.append(transaction, { action: 'registration.submitted', actorId: null, subjectId: `record-${index}` });
      }
    }
  });
}

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'rotation-template-'));
  recovery = await generateSealingKey();
  const opened = await openWorkstation(placeIn(template).folder, portsOf(placeIn(template)));
  fill(opened.store);
  opened.close();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rotation-'));
  cpSync(template, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const recoveryKey = (): PublicKey => ({ keyId: recovery.keyId, key: recovery.publicKey });

async function order(place: Place): Promise<void> {
  await orderRotation(place.folder, portsOf(place), { deviceId: 'device-1', recoveryKey: recoveryKey(), orderedBy: 'it-1' });
}

const row = z.object({ record_id: z.string(), envelope: z.string(), content_hash: z.string() });
const event = z.object({ event: z.string() });

function expectWhole(store: Store): void {
  const rows = store.all(row, 'SELECT record_id, envelope, content_hash FROM record');
  expect(rows).toHaveLength(records);
  expect(rows.filter(({ envelope, content_hash }) => sha256Hex(envelope) !== content_hash)).toEqual([]);
  expect(findBrokenLink(store)).toBeNull();
}

function rotationsRecorded(store: Store): number {
  return store.all(event, "SELECT event FROM audit WHERE event LIKE '%device.key-rotated%'").length;
}

/** Opens as the program does, reads everything. @returns the key in use and how often its change is in the audit trail */
async function openAndCheck(place: Place): Promise<{ readonly keyId: string; readonly rotations: number }> {
  const opened = await openWorkstation(place.folder, portsOf(place));
  try {
    expectWhole(opened.store);
    recordKeyNotes(place.folder, opened.store, trailOf(opened.store));
    expectWhole(opened.store);
    await retireReplacedKey(place.folder, portsOf(place));
    return { keyId: opened.keyInfo.keyId, rotations: rotationsRecorded(opened.store) };
  } finally {
    opened.close();
  }
}

function infoOf({ folder }: Place) {
  const info = readKeyInfo(folder.keyInfo);
  if (info === null || info === 'unreadable') throw new Error('no key-info');
  return info;
}

/** Finished: one key is named, its wrap opens to it, the entry of the old one is empty, no copy is left. */
async function expectFinished(place: Place, oldKeyId: string): Promise<void> {
  const { keyStore } = portsOf(place);
  const info = infoOf(place);
  expect([info.next, info.retired, info.notes]).toEqual([undefined, undefined, undefined]);
  expect(info.keyId).not.toBe(oldKeyId);
  const key = await keyStore.read(`database-key ${info.keyId}`);
  const wrap = readRecoveryWrap(place.folder.recovery);
  if (wrap === null) throw new Error('no wrap');
  expect(await openBytes(recovery, wrapContext(info.keyId, 'device-1'), wrap.sealed)).toEqual(key);
  expect(await keyStore.read(`database-key ${oldKeyId}`)).toHaveLength(1);
  expect(readdirSync(place.folder.path).filter((name) => /rekeying|next|-wal|-journal/.test(name))).toEqual([]);
  // Snapshots under the old key are gone, or its change would have been for nothing.
  expect(findGenerations(place.folder.generations)).toMatchObject([{ head: { keyId: info.keyId } }]);
}

test('a change without interruption', async () => {
  const place = placeIn(root);
  const { keyId } = infoOf(place);
  await order(place);
  await order(place);
  expect((await openAndCheck(place)).rotations).toBe(1);
  await expectFinished(place, keyId);
  expect(await openAndCheck(place)).toMatchObject({ rotations: 1 });
});

test('again and again: each change is recorded once, and the store keeps its name', async () => {
  const place = placeIn(root);
  const first = infoOf(place).keyId;
  for (const round of [1, 2]) {
    const { keyId } = infoOf(place);
    await order(place);
    expect((await openAndCheck(place)).rotations).toBe(round);
    await expectFinished(place, keyId);
  }
  expect(infoOf(place).storeId).toBe(first);
});

test.each(steps)('a failure at %s', async (step) => {
  const place = placeIn(root);
  const { keyId } = infoOf(place);
  await order(place);
  const failing = portsOf(place, (name) => {
    if (name === step) throw new Error('interrupted');
  });
  await expect(openWorkstation(place.folder, failing)).rejects.toThrow('interrupted');
  expect((await openAndCheck(place)).rotations).toBe(1);
  await expectFinished(place, keyId);
});

const script = `
  import { dataFolder } from '#main/kernel/data-folder.ts';
  import { evaluationKeyStore } from '#main/kernel/keys/evaluation-key-store.ts';
  import { openWorkstation } from '#main/kernel/keys/open-workstation.ts';
  import { randomBytes, randomId } from '#src/node/crypto/random.ts';
  const [path, keys, step] = process.argv.slice(1);
  process.stdout.write('ready\\n');
  const opened = await openWorkstation(dataFolder(path), {
    clock: { nowMs: () => Date.now(), monotonicMs: () => 0 },
    random: { bytes: randomBytes, id: randomId },
    keyStore: evaluationKeyStore(keys, path),
    log: { write: (event) => { if (event === step) process.kill(process.pid, 'SIGKILL'); } },
  });
  opened.close();`;
const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
const cwd = join(import.meta.dirname, '..', '..', '..');

describe('killed', () => {
  test.each(steps)('at %s', async (step) => {
    const place = placeIn(root);
    const { keyId } = infoOf(place);
    await order(place);
    const { signal } = spawnSync(process.execPath, [...flags, place.folder.path, place.keys, step], { cwd });
    expect(signal).toBe('SIGKILL');
    expect((await openAndCheck(place)).rotations).toBe(1);
    await expectFinished(place, keyId);
  });

  async function killAfter(place: Place, delayMs: number): Promise<void> {
    const child = spawn(process.execPath, [...flags, place.folder.path, place.keys, 'never'], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await sleep(delayMs);
    child.kill('SIGKILL');
    await ended;
  }

  test(
    `at ${kills} random moments in a row`,
    async () => {
      const place = placeIn(root);
      for (let round = 0; round < kills; round++) {
        await order(place);
        await killAfter(place, Math.random() * 600);
        // A copy is looked at, so that the next kill meets exactly what this one left.
        const copy = join(root, `copy-${round}`);
        cpSync(place.folder.path, join(copy, 'data'), { recursive: true });
        cpSync(place.keys, join(copy, 'keys'), { recursive: true });
        await openAndCheck(placeIn(copy));
        rmSync(copy, { recursive: true });
      }
      const { keyId } = infoOf(place);
      const { next } = infoOf(place);
      await openAndCheck(place);
      if (next !== undefined) await expectFinished(place, keyId);
    },
    30_000 + kills * 15_000,
  );
});

describe('what stands in the way', () => {
  test('the new key got lost before it was used: the order is dropped, work goes on', async () => {
    const place = placeIn(root);
    const { keyId } = infoOf(place);
    await order(place);
    const next = infoOf(place).next?.keyId ?? '';
    rmSync(join(place.keys, `database-key_${next}.evaluation-key`));
    expect(await openAndCheck(place)).toEqual({ keyId, rotations: 0 });
    expect(infoOf(place).next).toBeUndefined();
  });

  test('the new key got lost after it was used: told as a missing key, nothing is touched', async () => {
    const place = placeIn(root);
    await order(place);
    const failing = portsOf(place, (name) => {
      if (name === 'rotation.replaced') throw new Error('interrupted');
    });
    await expect(openWorkstation(place.folder, failing)).rejects.toThrow('interrupted');
    const next = infoOf(place).next?.keyId ?? '';
    rmSync(join(place.keys, `database-key_${next}.evaluation-key`));
    await expect(openWorkstation(place.folder, portsOf(place))).rejects.toThrow('keychain/key-missing');
    expect(existsSync(place.folder.nextRecovery)).toBe(true);
  });

  test('a full disk only delays it: the old key opens meanwhile, and nothing of the copy is left to fill the disk', async () => {
    const place = placeIn(root);
    const { keyId } = infoOf(place);
    await order(place);
    const full = portsOf(place, (name) => {
      if (name === 'rotation.encrypted') throw new Refusal('store/disk-full', {});
    });
    const opened = await openWorkstation(place.folder, full);
    expectWhole(opened.store);
    expect(opened.keyInfo.keyId).toBe(keyId);
    opened.close();
    expect(readdirSync(place.folder.path).filter((name) => name.includes('rekeying'))).toEqual([]);
    expect((await openAndCheck(place)).rotations).toBe(1);
    await expectFinished(place, keyId);
  });

  test('an end between the audit event and its note leaves one event', async () => {
    const place = placeIn(root);
    await order(place);
    const opened = await openWorkstation(place.folder, portsOf(place));
    const noted = readFileSync(place.folder.keyInfo, 'utf8');
    recordKeyNotes(place.folder, opened.store, trailOf(opened.store));
    writeFileSync(place.folder.keyInfo, noted);
    recordKeyNotes(place.folder, opened.store, trailOf(opened.store));
    expect(rotationsRecorded(opened.store)).toBe(1);
    opened.close();
  });

  test('left-overs of an earlier attempt', async () => {
    const place = placeIn(root);
    await order(place);
    for (const suffix of ['', '-wal', '-journal'])
      writeFileSync(`${place.folder.database}.rekeying${suffix}`, randomBytes(9_000));
    expect((await openAndCheck(place)).rotations).toBe(1);
  });
});
