// Two custodians answer a workstation: any two of three, never one alone, never for a request that was exchanged on its way.
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOrganisation } from '#server/app/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { custodians, keyPassphrase, openBench, sharedTemplate } from '#server/test-bench.ts';
import { type Ended, runCommand } from '#server/test-bench-commands.ts';
import { type RecoveryRequest, recoveryAnswer } from '#src/crypto/recovery.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { openAnswer, requestFingerprint, sealWrap } from '#src/node/crypto/recovery.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

let template = '';
let recoveryKey: PublicKey;
let folder = '';
let replyKey: PrivateKeyText;
let request: RecoveryRequest;
const databaseKey = randomBytes(32);

beforeAll(async () => {
  template = await sharedTemplate();
  const bench = await openBench();
  recoveryKey = (await bench.organisation.configuration.newest()).body.recoveryKey;
  await bench.close();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-recover-'));
  replyKey = await generateSealingKey();
  const wrap = await sealWrap(recoveryKey, { databaseKeyId: 'key-1', deviceId: 'device-1' }, databaseKey);
  const replyTo = { keyId: replyKey.keyId, key: replyKey.publicKey };
  request = { kind: 'countersign-recovery-request', format: 1, purpose: 'restore-key', wraps: [wrap], replyTo };
  write(request);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(asked: RecoveryRequest): void {
  writeFileSync(join(folder, 'request.json'), JSON.stringify(asked));
}
const share = (id: string) => join(dataLayout(template).recoveryShares, `${id}.share`);
const everyPassphrase = Object.fromEntries(
  custodians.map(({ id, passphrase }) => [`COUNTERSIGN_${id.toUpperCase()}_PASSPHRASE`, passphrase]),
);

interface Attempt {
  readonly shares?: readonly string[];
  readonly fingerprint?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function recover({ shares = [share('one'), share('three')], fingerprint, env = everyPassphrase }: Attempt = {}): Promise<Ended> {
  const files = { request: 'request.json', journal: 'journal.jsonl', out: 'answer.json' };
  const args = [
    ...Object.entries(files).flatMap(([name, file]) => [`--${name}`, join(folder, file)]),
    ...['--fingerprint', fingerprint ?? requestFingerprint(request)],
    ...shares.flatMap((file) => ['--share', file]),
  ];
  return runCommand(['recover', ...args], env);
}

test.each([
  ['one', 'two'],
  ['three', 'one'],
  ['two', 'three'],
])('%s and %s together open it, for this workstation only', async (first, second) => {
  // Read aloud: small letters, no hyphens.
  const told = requestFingerprint(request).toLowerCase().replaceAll('-', ' ');
  const { status, stderr } = await recover({ shares: [share(first), share(second)], fingerprint: told });
  expect([status, stderr]).toEqual([0, '']);
  const text = readFileSync(join(folder, 'answer.json'), 'utf8');
  const answer = recoveryAnswer.parse(JSON.parse(text));
  const keys = await openAnswer(answer, request, replyKey);
  expect(keys?.get('key-1')).toEqual(databaseKey);
  expect(answer.custodians).toEqual([first, second]);
  for (const spelling of ['hex', 'base64', 'base64url'] as const)
    expect(text).not.toContain(Buffer.from(databaseKey).toString(spelling));

  // Another key, other names, another purpose, another request: nothing opens.
  expect(await openAnswer(answer, request, await generateSealingKey())).toBeNull();
  expect(await openAnswer({ ...answer, custodians: ['one', 'nobody'] }, request, replyKey)).toBeNull();
  expect(await openAnswer({ ...answer, purpose: 'accept-rollback' }, request, replyKey)).toBeNull();
  expect(await openAnswer(answer, { ...request, rollback: { known: 1, found: 0 } }, replyKey)).toBeNull();
});

test('each answer leaves a journal line that names both, and never overwrites an answer', async () => {
  expect((await recover()).status).toBe(0);
  const [line = ''] = readFileSync(join(folder, 'journal.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(line)).toMatchObject({
    purpose: 'restore-key',
    devices: ['device-1'],
    databaseKeys: ['key-1'],
    custodians: ['one', 'three'],
  });
  expect((await recover()).code).toBe('recovery/not-writable');
  // Nobody was answered, so the journal tells of nobody.
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
});

async function expectRefused(code: string, attempt: Attempt): Promise<void> {
  expect((await recover(attempt)).code).toBe(code);
  expect(existsSync(join(folder, 'answer.json'))).toBe(false);
  expect(existsSync(join(folder, 'journal.jsonl'))).toBe(false);
}

test('one custodian alone opens nothing, in any disguise', async () => {
  await expectRefused('command/usage', { shares: [share('one')] });
  await expectRefused('command/usage', { shares: [share('one'), share('two'), share('three')] });
  await expectRefused('recovery/same-custodian', { shares: [share('one'), share('one')] });
  const copy = join(folder, 'two.share');
  writeFileSync(copy, readFileSync(share('one'), 'utf8').replace('recovery-share/one', 'recovery-share/two'));
  const oneTwice = { ...everyPassphrase, COUNTERSIGN_TWO_PASSPHRASE: everyPassphrase.COUNTERSIGN_ONE_PASSPHRASE ?? '' };
  await expectRefused('keys/passphrase-wrong', { shares: [share('one'), copy], env: oneTwice });
  await expectRefused('keys/passphrase-wrong', { env: { ...everyPassphrase, COUNTERSIGN_THREE_PASSPHRASE: 'somebody else’s' } });
  await expectRefused('keys/passphrase-missing', {
    env: { COUNTERSIGN_ONE_PASSPHRASE: everyPassphrase.COUNTERSIGN_ONE_PASSPHRASE ?? '' },
  });
});

test('a request that was exchanged, altered or sealed to somebody else opens nothing', async () => {
  await expectRefused('recovery/fingerprint-wrong', { fingerprint: 'AAAA-AAAA-AAAA-AAAA' });
  const told = requestFingerprint(request);
  const thief = await generateSealingKey();
  write({ ...request, replyTo: { keyId: thief.keyId, key: thief.publicKey } });
  await expectRefused('recovery/fingerprint-wrong', { fingerprint: told });

  const [wrap] = request.wraps;
  if (wrap === undefined) throw new Error('no wrap');
  request = { ...request, wraps: [{ ...wrap, deviceId: 'device-2' }] };
  write(request);
  await expectRefused('recovery/wrap-damaged', {});

  const stranger = { keyId: thief.keyId, key: thief.publicKey };
  request = { ...request, wraps: [await sealWrap(stranger, { databaseKeyId: 'key-1', deviceId: 'device-1' }, databaseKey)] };
  write(request);
  await expectRefused('recovery/shares-foreign', {});
  writeFileSync(join(folder, 'request.json'), '{}');
  await expectRefused('recovery/request-unreadable', {});
});

test('a new recovery key: new shares, a new configuration, and the old shares open nothing of it', async () => {
  const data = join(folder, 'data');
  cpSync(template, data, { recursive: true });
  const layout = dataLayout(data);
  const env = {
    COUNTERSIGN_KEY_PASSPHRASE: keyPassphrase,
    COUNTERSIGN_NEW_ONE_PASSPHRASE: 'a new first custodian',
    COUNTERSIGN_NEW_TWO_PASSPHRASE: 'a new second custodian',
  };
  const renew = () => runCommand(['recovery-key', '--data', data, '--custodian', 'new-one', '--custodian', 'new-two'], env);
  expect((await renew()).code).toBe('recovery/shares-here');
  const handedOut = join(folder, 'handed-out');
  renameSync(layout.recoveryShares, handedOut);
  const done = await renew();
  expect([done.status, JSON.parse(done.stdout)]).toMatchObject([0, { configurationVersion: 2 }]);
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  const organisation = await openOrganisation({ layout, keyRing, clock: systemClock, randomness: systemRandomness });
  const renewed = (await organisation.configuration.newest()).body.recoveryKey;
  await organisation.close();
  expect(renewed.keyId).not.toBe(recoveryKey.keyId);

  request = { ...request, wraps: [await sealWrap(renewed, { databaseKeyId: 'key-1', deviceId: 'device-1' }, databaseKey)] };
  write(request);
  await expectRefused('recovery/shares-foreign', {});
  const mixed = [join(layout.recoveryShares, 'new-one.share'), share('two')];
  await expectRefused('recovery/shares-foreign', {
    shares: mixed,
    env: { ...everyPassphrase, ...env },
  });
  const shares = ['new-one', 'new-two'].map((id) => join(layout.recoveryShares, `${id}.share`));
  expect((await recover({ shares, env })).status).toBe(0);
});
