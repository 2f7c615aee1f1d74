// The verifier as people run it: its own process over a folder that the server's command wrote, over a server's HTTP, and as a witness.
import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from '#server/test-bench.ts';
import { type Exported, filesOf, makeExported } from '#test/support/audit/exported-log.ts';

const main = join(import.meta.dirname, '..', '..', 'verifier', 'main.ts');
let bench: Bench;
let exported: Exported;
let work = '';
let key = '';

async function run(...args: readonly string[]): Promise<{ readonly status: number; readonly said: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args]);
    return { status: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, said: stdout + stderr };
  }
}

async function writeLog(name: string): Promise<string> {
  const folder = join(work, name);
  for (const [path, bytes] of await filesOf(bench)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

beforeAll(async () => {
  bench = await openBench({ inspectorToken: 'inspectors-token-of-this-test' });
  exported = await makeExported(bench, 8, 2);
  work = mkdtempSync(join(tmpdir(), 'audit-verifier-'));
  key = bench.organisation.audit.verifierKey;
});
afterAll(async () => {
  await bench.close();
  rmSync(work, { recursive: true });
});

test('a whole export with its receipts and its chain verifies; one altered byte does not', async () => {
  const log = await writeLog('whole');
  const [receipt, chain] = [join(work, 'receipt.json'), join(work, 'chain.jsonl')];
  writeFileSync(receipt, exported.receipts[0] ?? '');
  writeFileSync(chain, exported.chain);
  const args = ['--key', key, '--receipt', receipt, '--chain', `${exported.deviceId}=${chain}`];
  expect(await run('log', log, ...args)).toMatchObject({ status: 0, said: expect.stringContaining('Nothing was found') });

  const altered = join(work, 'altered');
  cpSync(log, altered, { recursive: true });
  appendFileSync(join(altered, 'tile', 'entries', readEntriesName(log)), 'x');
  const { status, said } = await run('log', altered, ...args);
  expect(status).toBe(1);
  expect(said).toContain('FOUND bundle-form');
  expect(said).toContain('DO NOT RELY ON IT');
}, 60_000);

function readEntriesName(log: string): string {
  const size = Number(readFileSync(join(log, 'checkpoint'), 'utf8').split('\n')[1]);
  return join('000.p', String(size));
}

test('a question that makes no sense is neither a yes nor a no', async () => {
  expect((await run('log')).status).toBe(2);
  expect((await run('log', work, '--key', 'nonsense')).status).toBe(2);
  expect((await run('nothing', work)).said).toContain('Usage');
}, 60_000);

test('a witness cosigns what continues, refuses what does not, and remembers over its own end', async () => {
  const [keyFile, state, out] = [join(work, 'witness.key'), join(work, 'witness.state'), join(work, 'cosigned')];
  const made = await run('witness-key', '--name', 'witness.example/two', '--out', keyFile);
  const witnessKey = made.said.split('\n')[0] ?? '';
  const before = await writeLog('before');
  const cosign = (log: string) => run('witness', log, '--key', key, '--witness-key', keyFile, '--state', state, '--out', out);
  expect((await cosign(before)).status).toBe(0);
  const older = join(work, 'older');
  cpSync(out, older);

  await bench.organisation.devices.issueCode('main-street', 60);
  const after = await writeLog('after');
  expect((await cosign(after)).status).toBe(0);
  const verified = await run('log', after, '--key', key, '--known', older, '--known', out, '--witness', witnessKey);
  expect(verified).toMatchObject({ status: 0 });
  expect(await run('consistency', after, '--key', key, '--older', older, '--newer', out)).toMatchObject({ status: 0 });
  expect((await run('consistency', after, '--key', key, '--older', out, '--newer', older)).said).toContain('shorter-than-known');

  // The server was put back to an earlier state.
  rmSync(out);
  expect(await cosign(before)).toMatchObject({ status: 1, said: expect.stringContaining('shorter-than-known') });
  // And went on differently: truly signed, as long as the other, another past.
  cpSync(join(before, 'checkpoint'), state);
  expect(await cosign(after)).toMatchObject({ status: 0 });
  writeFileSync(
    state,
    readFileSync(join(before, 'checkpoint'), 'utf8').replace(/\n\S{44}\n/, `\n${Buffer.alloc(32).toString('base64')}\n`),
  );
  rmSync(out);
  expect(await cosign(after)).toMatchObject({ status: 1, said: expect.stringContaining('history-rewritten') });
  writeFileSync(state, 'damaged');
  expect((await cosign(after)).status).toBe(2);
  expect(existsSync(out)).toBe(false);
}, 60_000);

test('a served log verifies over HTTP for whoever holds the inspectors’ token', async () => {
  const address = await bench.app.listen({ host: '127.0.0.1', port: 0 });
  const token = join(work, 'token');
  writeFileSync(token, 'another token\n');
  const refused = await run('log', `${address}/log`, '--key', key, '--token-file', token);
  expect(refused).toMatchObject({ status: 2, said: expect.stringContaining('403') });
  const ownToken = join(work, 'own-token');
  writeFileSync(ownToken, 'inspectors-token-of-this-test\n');
  expect(await run('log', `${address}/log`, '--key', key, '--token-file', ownToken)).toMatchObject({ status: 0 });
  // A witness needs no token.
  const keyFile = join(work, 'third.key');
  await run('witness-key', '--name', 'witness.example/three', '--out', keyFile);
  const args = ['--key', key, '--witness-key', keyFile, '--state', join(work, 'third'), '--out', join(work, 'third.out')];
  expect((await run('witness', `${address}/log`, ...args)).status).toBe(0);
}, 60_000);
