// Nothing secret and nobody's name in what the server says, whatever it is asked and told: stdout, stderr, log at its most talkative,
// the list of processes, files that others could read, reports and signals that would open it up.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { readKeyFile } from '#server/kernel/keys/key-file.ts';
import { enrolWorkstation, openBench, push, sealRecord, signFor } from '#server/test-bench.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';
import { keyNeedles, type Needle, textNeedles } from '#test/support/plaintext-scan.ts';

const entry = join(import.meta.dirname, '..', '..', 'server', 'main.ts');
const secrets = {
  COUNTERSIGN_KEY_PASSPHRASE: 'operation 口令 for this test',
  COUNTERSIGN_CLASS_PASSPHRASE: 'classes 口令 for this test',
  COUNTERSIGN_CUSTODIAN_1_PASSPHRASE: 'first 口令 for this test',
  COUNTERSIGN_CUSTODIAN_2_PASSPHRASE: 'second 口令 for this test',
  COUNTERSIGN_CUSTODIAN_3_PASSPHRASE: 'third 口令 for this test',
  COUNTERSIGN_INSPECTOR_TOKEN: 'inspector-token-for-this-test',
};
const person = { name: '欧阳秘密', number: '11010119900307851X', phone: '13812345678' };
const known = [...Object.values(secrets), ...Object.values(person)];
const staffSecrets = demonstrationStaff.flatMap(({ name, passphrase }) => [name, passphrase]);

const folder = mkdtempSync(join(tmpdir(), 'countersign-secrets-'));
const [data, passing] = [join(folder, 'data'), join(folder, 'passing')];
const children: ChildProcess[] = [];
const said: Buffer[] = [];

/** As careless as an operator can be: everything that is written could be read by all. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = secrets): ChildProcess {
  const child = spawn('sh', ['-c', 'umask 000; exec "$@"', 'sh', process.execPath, entry, ...args], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, TMPDIR: passing, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  child.stdout?.on('data', (bytes: Buffer) => said.push(bytes));
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes));
  return child;
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv = secrets, input = ''): Promise<string> {
  const child = start(args, env);
  child.stdin?.end(input);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const stdout = child.stdout === null ? '' : await text(child.stdout);
  await closed;
  return stdout;
}

async function serve(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = start(['serve', '--data', data, '--port', '0']);
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('the server ended')));
  });
  return { url: JSON.parse(line).listening, child };
}

/** Every text in a key file that is long enough to be a key. */
async function keysIn(path: string, name: string, passphrase: string): Promise<readonly Needle[]> {
  const content = JSON.stringify(await readKeyFile(path, name, passphrase, z.unknown()));
  const keys = [...content.matchAll(/"(?:databaseKey|privateKey|share)":"([\w-]{40,})"/g)].map(([, key]) => key ?? '');
  expect(keys.length).toBeGreaterThan(0);
  return keys.flatMap((key) => keyNeedles(`a key of ${name}`, Buffer.from(key, 'base64url').subarray(-32)));
}

beforeAll(() => mkdirSync(passing));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function modesBelow(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return [root, ...entries.map((one) => join(one.parentPath, one.name))].flatMap((path) => {
    const { mode } = statSync(path);
    return (mode & 0o077) === 0 ? [] : [`${path} ${(mode & 0o777).toString(8)}`];
  });
}

describe('the server as a process', () => {
  test('whatever is done with it, it says no passphrase, no key, no name and no number', async () => {
    await run(['init', '--data', data, '--demo']);
    const verifier = await run(['passphrase-verifier'], {}, 'a sentence of a gardener');
    expect(verifier).toMatch(/^\$argon2id/);
    expect(await run(['passphrase-verifier'], {}, 'Countersign 2026')).toBe('');
    const { url, child } = await serve();
    const code = (await run(['enrolment-code', '--data', data, '--branch', 'main-street'])).trim();
    said.splice(0, said.length, ...said.filter((bytes) => !bytes.toString().includes(code)));

    const key = generateSigningKey();
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    const message = { protocol: 2, nonce: randomNonce(), deviceKey: key.publicKey, name: person.name, appVersion: person.phone };
    expect((await post('/v1/enrol', JSON.stringify({ ...message, code }))).status).toBe(200);
    await post('/v1/enrol', JSON.stringify({ ...message, code: '0000-0000-0000-0000' }));
    await post('/v1/enrol', `{"name":"${person.name}`);
    await post(`/v1/records?name=${encodeURIComponent(person.name)}`, JSON.stringify(person), { 'x-name': person.number });
    await post('/v1/design', JSON.stringify({ administrator: { number: '9001', passphrase: 'seven copper lanterns' } }));
    await fetch(`${url}/${person.number}?phone=${person.phone}`);
    const entries = await fetch(`${url}/log/tile/entries/000.p/1`, {
      headers: { authorization: 'Bearer wrong-token-of-this-test' },
    });
    expect(entries.status).toBe(403);
    writeFileSync(join(folder, 'broken.json'), `{"organisation":"${person.name}"`);
    const wrong = { ...secrets, COUNTERSIGN_KEY_PASSPHRASE: `${person.number} is wrong` };
    await Promise.all([
      run(['configuration', '--data', data], wrong),
      run(['configuration', '--data', data, '--file', join(folder, 'broken.json')]),
      run(['audit-export', '--data', data, '--out', join(folder, 'log')]),
    ]);

    // The list of processes is everybody's.
    const commandLine = existsSync(`/proc/${child.pid}/cmdline`) ? readFileSync(`/proc/${child.pid}/cmdline`, 'utf8') : '';
    expect(known.filter((secret) => commandLine.includes(secret))).toEqual([]);

    child.kill('SIGUSR1');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;

    const heard = Buffer.concat(said);
    const layout = dataLayout(data);
    const needles = [
      ...textNeedles([...known, ...staffSecrets, 'a sentence of a gardener', 'wrong-token-of-this-test', code]),
      ...(await keysIn(layout.operationKeys, 'operation', secrets.COUNTERSIGN_KEY_PASSPHRASE)),
      ...(await keysIn(layout.classKeys, 'classes', secrets.COUNTERSIGN_CLASS_PASSPHRASE)),
    ];
    expect(heard.length).toBeGreaterThan(1_000);
    // A path that a person typed is said back to that person.
    const own = needles.filter(({ name }) => !name.startsWith(person.name));
    expect(own.filter(({ bytes }) => heard.includes(bytes)).map(({ name }) => name)).toEqual([]);
    expect(heard.toString()).not.toMatch(/Debugger listening|\n\s+at |node:internal/);
    expect(readdirSync(passing)).toEqual([]);
  });

  test('with everybody’s umask, its files are its own account’s only', () => {
    expect(statSync(data).isDirectory()).toBe(true);
    expect(modesBelow(data)).toEqual([]);
    expect(modesBelow(join(folder, 'log'))).toEqual([]);
  });
});

test('at its most talkative the log names events, not people', async () => {
  const bench = await openBench();
  try {
    bench.app.log.level = 'trace';
    const workstation = await enrolWorkstation(bench);
    const { body } = await bench.organisation.configuration.newest();
    const sealed = await sealRecord(body, workstation, { values: { name: person.name, documentNumber: person.number } });
    expect((await push(bench, workstation, [sealed.text, person.name])).statusCode).toBe(200);
    const request = { method: 'POST' as const, path: '/v1/design' };
    const administrator = { number: '9001', passphrase: 'seven copper lanterns' };
    const items = [{ madeOn: 1, item: { kind: 'notice', content: { id: person.name } } }];
    const message = JSON.stringify({ protocol: 2, administrator, items });
    const headers = await signFor(workstation, bench.clock, { ...request, body: message });
    await bench.app.inject({ method: 'POST', url: request.path, headers, payload: message });
    await bench.app.inject({ url: `/v1/probe?nonce=${person.number}`, headers: { 'x-name': person.phone } });
    // A bug whose message quotes what it failed on.
    const bug = new TypeError(`cannot read ${person.name} of ${person.number}`);
    Object.assign(bench.organisation.configuration, { newest: () => Promise.reject(bug) });
    expect((await bench.app.inject('/healthz')).json().error.code).toBe('internal/unexpected');
    const log = Buffer.from(bench.logged.join(''));
    expect(log.length).toBeGreaterThan(500);
    const needles = [
      ...textNeedles([...known, ...staffSecrets, workstation.key.privateKey, sealed.text.slice(0, 60)]),
      ...keyNeedles('the device key', Buffer.from(workstation.key.privateKey, 'base64url').subarray(-32)),
      ...keyNeedles('the database key', bench.keyRing.databaseKey),
    ];
    expect(needles.filter(({ bytes }) => log.includes(bytes)).map(({ name }) => name)).toEqual([]);
  } finally {
    await bench.close();
  }
});
