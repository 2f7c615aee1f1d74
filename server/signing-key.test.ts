// The server's signing key renewed, in order and after a theft, interrupted at every step; on both engines.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { probe, probeResponse } from '#src/contract/sync/messages.ts';
import { logOrigin, openCheckpoint } from '#src/domain/audit/checkpoint.ts';
import { configuration as configurationSchema } from '#src/domain/organisation/schema.ts';
import { isNextLink, type KnownServerKeys, renewed } from '#src/domain/server-key/succession.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { openDocument, verifyBytes } from '#src/node/crypto/signing.ts';
import { openSuccession } from '#src/node/crypto/successions.ts';
import { buildServer } from './app.ts';
import { openOperationKeys } from './kernel/keys/file-key-ring.ts';
import { systemRandomness } from './kernel/system.ts';
import { rotateSigningKey } from './rotate-keys.ts';
import {
  type Bench,
  enrolWorkstation,
  keyPassphrase,
  openBench,
  openReceipt,
  push,
  sealRecord,
  type Workstation,
} from './test-bench.ts';

let bench: Bench;
let workstation: Workstation;

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

const foundationOf = () => ({
  layout: bench.layout,
  databaseUrl: bench.databaseUrl,
  clock: bench.clock,
  randomness: systemRandomness,
});

/** Serves with the ring as it lies on the disk. */
async function serveAgain(): Promise<void> {
  const keyRing = await openOperationKeys(bench.layout, keyPassphrase);
  const built = await buildServer({ ...foundationOf(), keyRing, log: false, tls: null });
  bench = { ...bench, ...built, keyRing };
}

async function rotate(isEmergency = false): Promise<void> {
  await bench.app.close();
  await rotateSigningKey(foundationOf(), keyPassphrase, isEmergency);
  await serveAgain();
}

async function leavesOf(action: string): Promise<readonly Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content)).filter((leaf) => leaf.action === action);
}

async function askProbe(pinned: string) {
  const nonce = 'q83vEjRWeJASNFZ4kBI0Vg';
  const answer = await bench.app.inject({ method: 'GET', url: `/v1/probe?nonce=${nonce}&pinned=${pinned}` });
  return probeResponse.parse(answer.json());
}

/** Follows as a workstation does. @returns the keys it knows then */
function follow(known: KnownServerKeys, documents: Awaited<ReturnType<typeof askProbe>>['successions']): KnownServerKeys {
  return (documents ?? []).reduce((keys, document) => {
    const body = openSuccession(document, bench.organisation.organisationId);
    return body !== null && !body.isEmergency && isNextLink(keys, body) ? renewed(keys, body) : keys;
  }, known);
}

const firstKeys = (): KnownServerKeys => ({ serverKey: workstation.serverKey, serverKeySerial: 0, formerServerKeys: [] });

test('a chain of renewals leads from the first key to the newest; what was signed before stays good', async () => {
  const { body } = await bench.organisation.configuration.newest();
  const sealed = await sealRecord(body, workstation);
  const accepted = (await push(bench, workstation, [sealed.text])).json().outcomes[0];
  const pair = [await sealRecord(body, workstation), await sealRecord(body, workstation)].map(({ text }) => text);
  const together = (await push(bench, workstation, pair, { receipts: 'together' })).json().outcomes;
  const before = await bench.organisation.audit.checkpoint();
  for (const _ of [1, 2, 3]) await rotate();
  const { keyRing, organisation } = bench;
  expect(keyRing.serverKeySerial).toBe(3);
  const told = await askProbe(workstation.serverKey.keyId);
  expect(told.successions).toHaveLength(3);
  const known = follow(firstKeys(), told.successions);
  expect(known).toMatchObject({ serverKey: keyRing.serverKey, serverKeySerial: 3 });
  expect(known.formerServerKeys).toEqual(keyRing.formerServerKeys);
  expect(openDocument('probe', told.probe, known.serverKey, probe).ok).toBe(true);
  // One who is up to date hears of nothing; over a gap, or from another key, nobody gets anywhere.
  expect((await askProbe(known.serverKey.keyId)).successions).toBeUndefined();
  expect(follow(firstKeys(), told.successions?.slice(1)).serverKeySerial).toBe(0);
  expect(follow(known, told.successions).serverKeySerial).toBe(3);

  // The receipt of then opens with the key of then; sent again, the same receipt comes under the key of today.
  expect(openReceipt(accepted.receipt, workstation.serverKey).position).toBe(1);
  const again = (await push(bench, workstation, [sealed.text])).json().outcomes[0];
  expect(again.outcome).toBe('duplicate');
  expect(again.receipt.body).toBe(accepted.receipt.body);
  expect(openReceipt(again.receipt, keyRing.serverKey).position).toBe(1);
  // One of those that were signed together too, by itself.
  const oneAgain = (await push(bench, workstation, pair.slice(1), { receipts: 'together' })).json().outcomes[0];
  expect(openReceipt(together[1].receipt, workstation.serverKey)).toEqual(openReceipt(oneAgain.receipt, keyRing.serverKey));

  // A new workstation gets everything under the key of today, and is not told of former ones.
  const fresh = await enrolWorkstation(bench);
  expect(fresh.serverKey).toEqual(keyRing.serverKey);
  const { document } = await organisation.configuration.newest();
  expect(openDocument('configuration', document, keyRing.serverKey, configurationSchema).ok).toBe(true);

  // A checkpoint of before stands under both signatures; the log goes on, with a leaf for each renewal.
  const leaves = await leavesOf('server-key.renewed');
  expect(leaves.map(({ serial }) => serial)).toEqual([1, 2, 3]);
  const kept = await organisation.audit.checkpointAt(before.size);
  for (const { key } of [workstation.serverKey, keyRing.serverKey]) {
    const publicKey = new Uint8Array(Buffer.from(key, 'base64url'));
    const log = { origin: logOrigin(organisation.organisationId), publicKey };
    const head = openCheckpoint(kept, log, sha256, (text, signature) => verifyBytes(key, text, signature));
    expect(head?.size).toBe(before.size);
  }
  expect(await organisation.audit.checkpointAt(before.size)).toBe(kept);
});

test('interrupted anywhere, the server starts, nothing is written twice, and the same command goes on', async () => {
  await bench.app.close();
  const interrupted = rotateSigningKey(foundationOf(), keyPassphrase, false, () => {
    throw new Error('interrupted');
  });
  await expect(interrupted).rejects.toThrow('interrupted');
  const left = await rotateSigningKey(foundationOf(), keyPassphrase, false);
  expect(left).toMatchObject({ wasLeft: true, keyRing: { serverKeySerial: 1 } });
  const next = await rotateSigningKey(foundationOf(), keyPassphrase, false);
  expect(next).toMatchObject({ wasLeft: false, keyRing: { serverKeySerial: 2 } });
  await serveAgain();
  expect((await leavesOf('server-key.renewed')).map(({ serial }) => serial)).toEqual([1, 2]);
});

test('a key file from before a renewal is refused: workstations would turn away from it', async () => {
  const old = bench.keyRing;
  await rotate();
  await bench.app.close();
  await expect(buildServer({ ...foundationOf(), keyRing: old, log: false, tls: null })).rejects.toMatchObject({
    code: 'keys/not-of-this-store',
  });
  await serveAgain();
});

test('after a theft nobody follows by himself, and the configuration is published far on', async () => {
  const { version } = (await bench.organisation.configuration.newest()).body;
  await rotate(true);
  const told = await askProbe(workstation.serverKey.keyId);
  expect(follow(firstKeys(), told.successions).serverKeySerial).toBe(0);
  const body = openSuccession(told.successions?.[0] ?? { body: '', keyId: '', signature: '' }, 'yunling-demo');
  expect(body).toMatchObject({ isEmergency: true, to: bench.keyRing.serverKey, from: workstation.serverKey });
  expect(bench.keyRing.formerServerKeys).toMatchObject([{ isDistrusted: true }]);
  expect((await bench.organisation.configuration.newest()).body.version).toBe(version + 1_000);
  expect(await leavesOf('server-key.renewed')).toMatchObject([{ isEmergency: true }]);
  // In order again from here on.
  await rotate();
  expect(bench.keyRing.formerServerKeys.map(({ isDistrusted }) => isDistrusted)).toEqual([true, false]);
});
