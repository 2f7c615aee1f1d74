// The server's signing key renewed while workstations are away, and replaced after a theft (S7, R4.7): whole workstations and a whole server
// over real stores, and the verifier that shares no code with either.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { passphrase } from '#main/test-bench/organisation.ts';
import { refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { buildServer } from '#server/app.ts';
import { logFiles } from '#server/commands/audit-export.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { readKeyFile } from '#server/kernel/keys/key-file.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { rotateSigningKey } from '#server/rotate-keys.ts';
import { keyPassphrase } from '#server/test-bench.ts';
import { formatFingerprint } from '#src/domain/devices/enrolment-code.ts';
import { warningsOf } from '#src/domain/devices/fleet.ts';
import { keyFingerprint, signDocument } from '#src/node/crypto/signing.ts';
import { type Branch, openBranch, registerWithScan } from '#test/support/branch-in-memory.ts';
import { verifyLog } from '#verifier/log.ts';
import { parseVerifierKey } from '#verifier/note.ts';
import { verifyReceipt } from '#verifier/receipt.ts';
import { memorySource } from '#verifier/source.ts';

type Server = Awaited<ReturnType<typeof buildServer>>;

let branch: Branch;
let workstation: TestWorkstation;
let folder = '';
let server: Server | null = null;

beforeEach(async () => {
  branch = await openBranch();
  ({ workstation, folder } = branch);
  unwrap(await workstation.signIn());
});
afterEach(async () => {
  await server?.app.close();
  server = null;
  await branch.close();
});

const running = () => server ?? branch.bench;

/** The server is stopped, its key renewed, and it answers again at the same address. */
async function rotate(isEmergency = false): Promise<Server> {
  const { layout, databaseUrl, clock } = branch.bench;
  await running().app.close();
  const foundation = { layout, databaseUrl, clock, randomness: systemRandomness };
  await rotateSigningKey(foundation, keyPassphrase, isEmergency);
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  server = await buildServer({ ...foundation, keyRing, log: false, tls: null });
  branch.replaceServer(server.app);
  return server;
}

/** An attempt long enough after the last one that the log is looked at again. */
async function syncLater(of = workstation) {
  of.time.advance(11 * 60_000);
  branch.bench.clock.advance(11 * 60_000);
  unwrap(await of.api['sync.now']({}));
  return unwrap(await of.api['sync.overview']({}));
}

async function exportedLog({ organisation: of }: Pick<Server, 'organisation'>): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const [path, bytes] of logFiles(of)) files.set(path, bytes);
  return files;
}

async function findingsWith(key: string, files: Map<string, Buffer>) {
  const log = parseVerifierKey(key);
  if (log === null) throw new Error('not a key');
  const verified = await verifyLog(memorySource(files), { log, known: [], witnesses: [] });
  return { verified, checks: verified.findings.map(({ check }) => check) };
}

const seal = async (name: string) => {
  workstation.place = join(folder, name);
  unwrap(await workstation.api['exchange.export']({ afterSequence: 0 }));
};

test('away for three renewals, a workstation walks the chain; receipts, log and verifier go on', async () => {
  const firstKey = branch.bench.organisation.audit.verifierKey;
  await registerWithScan(workstation, 'before');
  await syncLater();
  const [sent] = await workstation.queue();
  workstation.server.mode = 'down';
  await registerWithScan(workstation, 'away');
  for (const _ of [1, 2, 3]) await rotate();
  workstation.server.mode = 'up';
  expect(await syncLater()).toMatchObject({ connection: 'online', synced: 2, waiting: 0, logAlarm: null });
  await workstation.restart();
  unwrap(await workstation.signIn('it'));
  const { keyRing } = await openRing();
  expect(unwrap(await workstation.api['server-key.show']({}))).toEqual({
    fingerprint: formatFingerprint(keyFingerprint(keyRing.serverKey.key)),
    serial: 3,
    offered: null,
  });
  expect(await syncLater()).toMatchObject({ connection: 'online', logAlarm: null });
  // One renewal more while it is connected.
  await rotate();
  expect(await syncLater()).toMatchObject({ connection: 'online', logAlarm: null, isServerKeyOffered: false });

  const { organisation: of } = running();
  const files = await exportedLog(running());
  const receipts = await of.store.selectFrom('record').select('receipt').orderBy('position').execute();
  for (const key of [firstKey, of.audit.verifierKey]) {
    const { checks, verified } = await findingsWith(key, files);
    expect(checks).toEqual([]);
    for (const { receipt } of receipts) expect(verifyReceipt(receipt, verified.log, verified.leaves, '')).toEqual([]);
  }
  expect(sent?.receipt?.position).toBe(1);
  // A statement that was altered, left out or put elsewhere is a finding, and so is a log without them.
  const statements: unknown[] = JSON.parse(files.get('successions')?.toString('utf8') ?? '');
  const other = (list: unknown) => new Map([...files, ['successions', Buffer.from(JSON.stringify(list))]]);
  const text = JSON.stringify(statements);
  for (const list of [
    statements.slice(1),
    statements.toReversed(),
    JSON.parse(text.replace('yunling', 'jinling').replace('organisation-1', 'organisation-2')),
  ]) {
    expect((await findingsWith(firstKey, other(list))).checks).toContain('succession-wrong');
  }
  const without = new Map([...files].filter(([path]) => path !== 'successions'));
  expect((await findingsWith(firstKey, without)).checks).toContain('checkpoint-signature');
});

const openRing = async () => ({ keyRing: await openOperationKeys(branch.bench.layout, keyPassphrase) });

test('a branch that never connects follows by its medium, and takes receipts of before and after', async () => {
  workstation.server.mode = 'down';
  await registerWithScan(workstation, 'first');
  await seal('first.age');
  const take = (name: string) =>
    running().organisation.exchange.importFile(() => createReadStream(join(folder, name)), branch.identities);
  const before = await take('first.age');
  await rotate();
  await registerWithScan(workstation, 'second');
  await seal('second.age');
  const after = await take('second.age');
  expect(after.outcomes).toEqual({ accepted: 1, duplicate: 1 });
  expect(unwrap(await workstation.api['exchange.importReceipts']({ file: after.receipts }))).toMatchObject({ synced: 2 });
  // Made under the former key, in its time; it comes late and changes nothing.
  expect(unwrap(await workstation.api['exchange.importReceipts']({ file: before.receipts }))).toMatchObject({ synced: 0 });
  unwrap(await workstation.signIn('it'));
  expect(unwrap(await workstation.api['server-key.show']({})).serial).toBe(1);
});

test('after a theft nothing is sent before an administrator has compared the new key; then the stolen one counts for nothing', async () => {
  await registerWithScan(workstation, 'before');
  await syncLater();
  const { layout } = branch.bench;
  const shape = z.object({ signing: z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() }) });
  const { signing: stolen } = await readKeyFile(layout.operationKeys, 'operation', keyPassphrase, shape);
  await registerWithScan(workstation, 'waits');
  await rotate(true);
  expect(await syncLater()).toMatchObject({ connection: 'wrong-server', waiting: 1, isServerKeyOffered: true });
  // The fleet page names whoever has not followed.
  const { fleet } = running().organisation;
  const warnings = async () => {
    const shown = await fleet.show();
    return shown.entries.map((entry) => warningsOf(shown, entry));
  };
  expect(await warnings()).toEqual([expect.arrayContaining(['server-key'])]);
  const fingerprint = formatFingerprint(keyFingerprint((await openRing()).keyRing.serverKey.key));
  const confirm = (typed: string, secret = passphrase) =>
    workstation.api['server-key.confirm']({ fingerprint: typed, passphrase: secret });
  expect(refusalOf(await confirm(fingerprint))).toBe('access/denied');
  unwrap(await workstation.signIn('it'));
  expect(refusalOf(await confirm(fingerprint, 'wrong'))).toBe('staff/wrong-credentials');
  expect(refusalOf(await confirm('XXXX'))).toBe('server-key/fingerprint-malformed');
  expect(refusalOf(await confirm(formatFingerprint(keyFingerprint(stolen.publicKey))))).toBe('server-key/fingerprint-wrong');
  expect(await syncLater()).toMatchObject({ connection: 'wrong-server', waiting: 1 });
  // As people type it.
  unwrap(await confirm(fingerprint.toLowerCase().replaceAll('-', ' ')));
  expect(refusalOf(await confirm(fingerprint))).toBe('server-key/none-offered');
  expect(await syncLater()).toMatchObject({ connection: 'online', synced: 2, waiting: 0, isServerKeyOffered: false });
  expect(await warnings()).toEqual([expect.not.arrayContaining(['server-key'])]);

  const { body } = await running().organisation.configuration.newest();
  const forged = { ...body, version: body.version + 1, issuedAt: '2020-01-01T00:00:00.000Z' };
  const file = {
    kind: 'countersign-configuration',
    configuration: signDocument('configuration', JSON.parse(JSON.stringify(forged)), stolen),
  };
  const taken = await workstation.api['sync.importConfiguration']({ file: JSON.stringify(file) });
  expect(refusalOf(taken)).toBe('configuration/wrong-signer');
  await workstation.restart();
  unwrap(await workstation.signIn('it'));
  expect(await syncLater()).toMatchObject({ connection: 'online', logAlarm: null });
  // Who was given the stolen key alone cannot verify further; with the new one the whole log does.
  const files = await exportedLog(running());
  expect((await findingsWith(running().organisation.audit.verifierKey, files)).checks).toEqual([]);
});
