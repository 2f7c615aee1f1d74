// The server as an administrator meets it: its own process, real files, real signals.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openClassKeys, openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { joinShares, openShare } from '#server/kernel/keys/recovery-shares.ts';
import {
  classPassphrase,
  copyTemplate,
  custodians,
  enrolBody,
  keyPassphrase,
  sealRecord,
  sharedTemplate,
  signFor,
  type Workstation,
} from '#server/test-bench.ts';
import { entry, runCommand, serve } from '#server/test-bench-commands.ts';
import { configurationFile } from '#src/contract/sync/configuration-file.ts';
import { enrolment, enrolResponse, pushResponse } from '#src/contract/sync/messages.ts';
import { configuration } from '#src/domain/organisation/schema.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey, openDocument } from '#src/node/crypto/signing.ts';

const passphrases = {
  COUNTERSIGN_KEY_PASSPHRASE: keyPassphrase,
  COUNTERSIGN_CLASS_PASSPHRASE: classPassphrase,
  COUNTERSIGN_CUSTODIAN_1_PASSPHRASE: 'first custodian for tests',
  COUNTERSIGN_CUSTODIAN_2_PASSPHRASE: 'second custodian for tests',
  COUNTERSIGN_CUSTODIAN_3_PASSPHRASE: 'third custodian for tests',
};
const clock = { nowMs: () => Date.now() };
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-command-'));
  folders.push(folder);
  return folder;
}

async function newData(): Promise<string> {
  const { root } = copyTemplate(await sharedTemplate());
  folders.push(dirname(root));
  return root;
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = passphrases, input?: string) =>
  runCommand(args, env, input);

async function enrolOver(
  url: string,
  data: string,
): Promise<{ workstation: Workstation; published: ReturnType<typeof configuration.parse> }> {
  const { stdout } = await run(['enrolment-code', '--data', data, '--branch', 'main-street']);
  const key = generateSigningKey();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(enrolBody(stdout.trim(), key));
  const answer = enrolResponse.parse(await (await fetch(`${url}/v1/enrol`, { method: 'POST', headers, body })).json());
  const { deviceId, branchId } = enrolment.parse(JSON.parse(answer.enrolment.body));
  if (answer.configuration === undefined) throw new Error('no configuration came');
  const opened = openDocument('configuration', answer.configuration, answer.serverKey, configuration);
  if (!opened.ok) throw new Error('the configuration does not open');
  return { workstation: { deviceId, branchId, key, serverKey: answer.serverKey }, published: opened.value };
}

async function pushOver(url: string, workstation: Workstation, envelopes: readonly string[]) {
  const body = JSON.stringify({ protocol: 1, records: envelopes.map((envelope, index) => ({ sequence: index + 1, envelope })) });
  const headers = await signFor(workstation, clock, { method: 'POST', path: '/v1/records', body });
  const answer = pushResponse.parse(await (await fetch(`${url}/v1/records`, { method: 'POST', headers, body })).json());
  return answer.outcomes.map((one) => ({ outcome: one.outcome, receipt: 'receipt' in one ? one.receipt.body : null }));
}

test('an init that was interrupted leaves nothing in the way of the next one', async () => {
  const data = newFolder();
  mkdirSync(join(data, '.init', 'keys'), { recursive: true });
  writeFileSync(join(data, '.init', 'keys', 'operation.keys'), 'half');
  expect(await run(['serve', '--data', data])).toMatchObject({ status: 1, code: 'keys/missing' });
  expect(await run(['init', '--data', data, '--demo'])).toMatchObject({ status: 0 });
  expect(readdirSync(data).toSorted()).toEqual(['keys', 'recovery-shares', 'store.db']);
});

test('init, serve, enrolment while it serves, and a clean end', async () => {
  const data = join(newFolder(), 'data');
  expect(await run(['init', '--data', data, '--demo'])).toMatchObject({ status: 0 });
  const serving = await serve(data);
  expect(JSON.parse(serving.stdout[0] ?? '')).toMatchObject({ organisation: { id: 'yunling-demo' }, pid: serving.pid });
  await enrolOver(serving.url, data);
  expect((await fetch(`${serving.url}/healthz`)).status).toBe(200);
  const second = await run(['serve', '--data', data, '--port', '0']);
  expect(second.status).toBe(1);
  expect(second.stderr).toMatch(/^countersign: Another process .* \[store\/in-use\]\n$/);
  expect(await serving.end('SIGTERM')).toBe(0);
  expect(serving.stdout).toHaveLength(1);
  const again = await serve(data);
  expect(await again.end('SIGINT')).toBe(0);
});

test('starts within 3 seconds and stays under 250 MB', async () => {
  const data = await newData();
  const start = async () => {
    const startedAt = performance.now();
    // As at the first start ever: nothing is compiled yet.
    const serving = await serve(data, [], { NODE_COMPILE_CACHE: undefined });
    expect((await fetch(`${serving.url}/v1/probe?nonce=${randomNonce()}`)).status).toBe(200);
    return { serving, elapsedMs: performance.now() - startedAt };
  };
  let { serving, elapsedMs } = await start();
  // On a machine that is busy with other tests one start may wait its turn; three do not.
  for (let again = 0; again < 2 && elapsedMs >= 3_000; again++) {
    await serving.end('SIGTERM');
    ({ serving, elapsedMs } = await start());
  }
  const { workstation, published } = await enrolOver(serving.url, data);
  const texts = await Promise.all(Array.from({ length: 200 }, async () => (await sealRecord(published, workstation)).text));
  await pushOver(serving.url, workstation, texts);
  expect(elapsedMs).toBeLessThan(3_000);
  if (process.platform === 'linux') {
    const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${serving.pid}/status`, 'utf8'))?.[1]);
    expect(kilobytes / 1_024).toBeLessThan(250);
  }
});

test('killed in the middle of pushes, it still has every record it acknowledged, with the same receipt', async () => {
  const data = await newData();
  const first = await serve(data);
  const { workstation, published } = await enrolOver(first.url, data);
  const acknowledged = new Map<string, string>();
  const pusher = async (): Promise<void> => {
    for (;;) {
      const batch = await Promise.all(Array.from({ length: 5 }, () => sealRecord(published, workstation)));
      const outcomes = await pushOver(
        first.url,
        workstation,
        batch.map((one) => one.text),
      );
      for (const [index, one] of batch.entries()) acknowledged.set(one.text, outcomes[index]?.receipt ?? '');
    }
  };
  const pushing = Promise.allSettled([pusher(), pusher(), pusher()]);
  while (acknowledged.size < 60) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.end('SIGKILL');
  await pushing;

  const second = await serve(data);
  const texts = [...acknowledged.keys()];
  for (let index = 0; index < texts.length; index += 200) {
    const batch = texts.slice(index, index + 200);
    const outcomes = await pushOver(second.url, workstation, batch);
    expect(outcomes.map((one) => one.outcome)).toEqual(batch.map(() => 'duplicate'));
    expect(outcomes.map((one) => one.receipt)).toEqual(batch.map((one) => acknowledged.get(one)));
  }
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
}

test('nothing in the data directory can be read: no value, no name, no key in any spelling', async () => {
  const data = await newData();
  const serving = await serve(data);
  const { workstation, published } = await enrolOver(serving.url, data);
  const sealed = await sealRecord(published, workstation, { values: { name: '欧阳致远', phone: '13900001111' } });
  await pushOver(serving.url, workstation, [sealed.text]);
  const layout = dataLayout(data);
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  const classKeys = await openClassKeys(layout, classPassphrase);
  const [one, two] = await Promise.all(
    custodians.map(({ id, passphrase }) => openShare(join(layout.recoveryShares, `${id}.share`), passphrase)),
  );
  if (one === undefined || two === undefined) throw new Error('no shares');
  const recovery = await joinShares(one, two);
  const keys = [
    Buffer.from(keyRing.databaseKey),
    ...[one.share, two.share].map((share) => Buffer.from(share, 'base64url')),
    ...[...Object.values(classKeys.classes), recovery].map((key) => Buffer.from(key.privateKey, 'base64url')),
  ];
  const words = [
    '欧阳致远',
    '13900001111',
    '李晓梅',
    '云岭通信',
    '$argon2id$',
    keyPassphrase,
    sealed.recordId,
    'CREATE TABLE',
    'SQLite format 3',
  ];
  const needles = [
    ...words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]),
    ...keys.flatMap((key) => [
      key,
      Buffer.from(key.toString('hex')),
      Buffer.from(key.toString('hex').toUpperCase()),
      Buffer.from(key.toString('base64').replace(/=+$/, '')),
      Buffer.from(key.toString('base64url')),
    ]),
  ];
  const scan = () => filesUnder(data).filter((file) => needles.some((needle) => readFileSync(file).includes(needle)));
  // While it runs the write-ahead log is there too; after a clean end everything is in the database file.
  expect(filesUnder(data).some((file) => file.endsWith('-wal'))).toBe(true);
  expect(scan()).toEqual([]);
  await serving.end('SIGTERM');
  expect(scan()).toEqual([]);
  writeFileSync(join(data, 'seeded'), Buffer.from(keyRing.databaseKey).toString('hex'));
  expect(scan()).toEqual([join(data, 'seeded')]);
});

test('passphrases: wrong, missing, short, equal, in an unsafe file — each says so, and nothing changes', async () => {
  const data = await newData();
  const folder = newFolder();
  const before = readFileSync(dataLayout(data).operationKeys);
  const codeOf = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const { status, stdout, stderr, code } = await run(args, env);
    expect([status, stdout, stderr.includes('    at ')]).toEqual([1, '', false]);
    return code;
  };
  const serveArgs = ['serve', '--data', data, '--port', '0'];
  expect(await codeOf(serveArgs, { COUNTERSIGN_KEY_PASSPHRASE: 'not the passphrase' })).toBe('keys/passphrase-wrong');
  expect(await codeOf(serveArgs, {})).toBe('keys/passphrase-missing');
  expect(await codeOf(serveArgs, { COUNTERSIGN_KEY_PASSPHRASE: 'short' })).toBe('keys/passphrase-short');
  const equal = { ...passphrases, COUNTERSIGN_CLASS_PASSPHRASE: keyPassphrase };
  expect(await codeOf(['init', '--data', join(folder, 'new'), '--demo'], equal)).toBe('keys/passphrases-equal');
  const oneHolder = { ...passphrases, COUNTERSIGN_CUSTODIAN_2_PASSPHRASE: passphrases.COUNTERSIGN_CUSTODIAN_1_PASSPHRASE };
  expect(await codeOf(['init', '--data', join(folder, 'new'), '--demo'], oneHolder)).toBe('keys/passphrases-equal');
  const alone = ['init', '--data', join(folder, 'new'), '--demo', '--custodian', 'custodian-1'];
  expect(await codeOf(alone, passphrases)).toBe('init/custodians');
  expect(await codeOf([...alone, '--custodian', 'custodian-1'], passphrases)).toBe('init/custodians');
  expect(existsSync(join(folder, 'new'))).toBe(false);

  const file = join(folder, 'passphrase');
  writeFileSync(file, `${keyPassphrase}\n`, { mode: 0o600 });
  const inside = join(data, 'passphrase');
  cpSync(file, inside);
  expect(await codeOf([...serveArgs, '--passphrase-file', inside], {})).toBe('keys/passphrase-file-unsafe');
  expect((await run(['enrolment-code', '--data', data, '--branch', 'old-town', '--passphrase-file', file], {})).status).toBe(0);
  chmodSync(file, 0o644);
  expect(await codeOf([...serveArgs, '--passphrase-file', file], {})).toBe('keys/passphrase-file-unsafe');
  expect(readFileSync(dataLayout(data).operationKeys)).toEqual(before);
});

test('every other no is one sentence with a code', async () => {
  const data = await newData();
  const refusedWith = async (args: readonly string[]) => {
    const { status, stderr, code } = await run(args);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    return code;
  };
  const empty = newFolder();
  expect(await refusedWith(['serve', '--data', empty])).toBe('keys/missing');
  expect(await refusedWith(['serve', '--data', data, '--host', '0.0.0.0'])).toBe('serve/plain-http');
  expect(await refusedWith(['serve', '--data', data, '--host', '0.0.0.0', '--tls-cert', 'x', '--tls-key', 'y'])).toBe(
    'serve/tls-unreadable',
  );
  expect(await refusedWith(['serve', '--data', data, '--tls-cert', entry, '--tls-key', entry])).toBe('serve/tls-unreadable');
  expect(await refusedWith(['serve', '--data', data, '--port', '70000'])).toBe('command/usage');
  expect(await refusedWith(['init', '--data', data, '--demo'])).toBe('init/not-empty');
  expect(await refusedWith(['enrolment-code', '--data', data, '--branch', 'nowhere'])).toBe('devices/branch-unknown');
  writeFileSync(join(empty, 'broken.json'), '{');
  expect(await refusedWith(['configuration', '--data', data, '--file', join(empty, 'broken.json')])).toBe(
    'configuration/unreadable',
  );
  rmSync(dataLayout(data).database);
  expect(await refusedWith(['serve', '--data', data])).toBe('store/missing');
  writeFileSync(dataLayout(data).database, Buffer.alloc(8_192, 7));
  expect(await refusedWith(['serve', '--data', data])).toBe('store/corrupt');
  expect(readFileSync(dataLayout(data).database)).toEqual(Buffer.alloc(8_192, 7));
});

test('an organisation file is printed, changed, refused with every reason, and published', async () => {
  const data = await newData();
  const file = join(newFolder(), 'organisation.json');
  const printed = JSON.parse((await run(['configuration', '--data', data])).stdout);
  const publish = (content: unknown) => {
    writeFileSync(file, JSON.stringify(content));
    return run(['configuration', '--data', data, '--file', file]);
  };
  const withoutPurpose = structuredClone(printed);
  delete withoutPurpose.forms[0].fields[4].purpose;
  withoutPurpose.services[0].kind = 'unheard-of';
  const refused = await publish(withoutPurpose);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('forms.0.fields.4.purpose');
  expect(refused.stderr).toContain('services.0.kind');

  const { stdout: verifier } = await run(['passphrase-verifier'], {}, 'a new clerk says this\n');
  const changed = structuredClone(printed);
  changed.staff.push({
    ...changed.staff[0],
    id: 'staff-1005',
    number: '1005',
    name: '郑敏',
    passphraseVerifier: verifier.trim(),
  });
  expect(await publish(changed)).toMatchObject({ status: 0, stdout: expect.stringContaining('"published":2') });
  const serving = await serve(data);
  const { published } = await enrolOver(serving.url, data);
  expect(published.version).toBe(2);
  expect(published.staff.map((member) => member.number)).toContain('1005');
  expect(published.staff.every((member) => member.passphraseVerifier.startsWith('$argon2id$'))).toBe(true);
  expect(published.staff.filter((member) => member.hasInitialPassphrase).map((member) => member.number)).toEqual(['1005']);

  // Also while it serves.
  const reset = async (number: string) => run(['reset-passphrase', '--data', data, '--staff', number, '--by', '9001']);
  const { stdout } = await reset('1001');
  expect(JSON.parse(stdout)).toEqual({
    reset: '1001',
    passphrase: expect.stringMatching(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/),
    configuration: 3,
  });
  expect(await reset('0000')).toMatchObject({ status: 1, code: 'staff/no-such-member' });
});

test('the signed configuration is written to a file, as published or signed anew', async () => {
  const data = await newData();
  const out = join(newFolder(), 'configuration.json');
  const exported = async (...args: readonly string[]) => run(['configuration-export', '--data', data, '--out', out, ...args]);
  expect(await exported()).toMatchObject({ status: 0, stdout: expect.stringContaining('"exported":1') });
  expect(await exported('--renew')).toMatchObject({ status: 0, stdout: expect.stringContaining('"exported":2') });
  expect(statSync(out).mode & 0o077).toBe(0);
  const file = configurationFile.parse(JSON.parse(readFileSync(out, 'utf8')));
  const serving = await serve(data);
  const { workstation, published } = await enrolOver(serving.url, data);
  const opened = openDocument('configuration', file.configuration, workstation.serverKey, configuration);
  expect(opened).toEqual({ ok: true, value: published });
  const nowhere = await run(['configuration-export', '--data', data, '--out', join(out, 'nowhere')]);
  expect(nowhere).toMatchObject({ status: 1, code: 'configuration/unwritable' });
});
