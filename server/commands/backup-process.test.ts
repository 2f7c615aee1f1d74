// Backups as an administrator meets them: own processes, killed in the middle, and made by the serving one.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBackupFile } from '#server/kernel/backup/file.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { copyTemplate, keyPassphrase, makeTemplate } from '#server/test-bench.ts';

const entry = join(import.meta.dirname, '..', 'main.ts');
const children: ChildProcess[] = [];
let template = '';
let root = '';
let folder = '';

beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => rmSync(dirname(template), { recursive: true }));
beforeEach(() => {
  ({ root } = copyTemplate(template));
  folder = mkdtempSync(join(tmpdir(), 'countersign-backups-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dirname(root), { recursive: true });
  rmSync(folder, { recursive: true });
});

function start(...args: readonly string[]): ChildProcess {
  const env = { PATH: process.env.PATH, COUNTERSIGN_KEY_PASSPHRASE: keyPassphrase };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function ended(
  child: ChildProcess,
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (child.stdout === null || child.stderr === null) throw new Error('the child has no output');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await setTimeout(5);
}

const finished = () => readdirSync(folder).filter((name) => name.endsWith('.backup'));

test('killed in the middle it leaves no half backup; the next one cleans up; restored in one command', async () => {
  const killed = start('backup', '--data', root, '--to', folder);
  const isOver = ended(killed);
  await until(() => readdirSync(folder).length > 0);
  killed.kill('SIGKILL');
  await isOver;
  const keyRing = await openOperationKeys(dataLayout(root), keyPassphrase);
  // It may have been quicker than the signal: whatever has the name of a backup is a whole one.
  for (const name of finished()) await (await openBackupFile(join(folder, name), keyRing)).store.destroy();

  const { status, stdout } = await ended(start('backup', '--data', root, '--to', folder));
  expect(status).toBe(0);
  const { backup } = JSON.parse(stdout);
  expect(finished()).toContain(backup);
  expect(readdirSync(folder)).toEqual(finished());
  const listed = await ended(start('backups', '--data', root));
  expect(JSON.parse(listed.stdout.split('\n')[0] ?? '')).toMatchObject({ state: 'good', erasureHorizonDays: 90 });

  for (const name of ['store.db', 'store.db-wal', 'store.db-shm']) rmSync(join(root, name), { force: true });
  const restored = await ended(start('restore', '--data', root, '--file', join(folder, backup)));
  expect([restored.status, JSON.parse(restored.stdout)]).toMatchObject([0, { records: 0 }]);
  const again = await ended(start('restore', '--data', root, '--file', join(folder, backup)));
  expect([again.status, again.stdout]).toEqual([1, '']);
  expect(again.stderr).toContain('[database/not-empty]');
}, 60_000);

test('the serving process makes one when it is due, and says when it cannot', async () => {
  const missing = join(folder, 'unmounted');
  const serving = start('serve', '--data', root, '--port', '0', '--backup-to', missing);
  if (serving.stdout === null || serving.stderr === null) throw new Error('the child has no output');
  const line = await new Promise<string>((resolve) =>
    createInterface({ input: serving.stdout ?? process.stdin }).once('line', resolve),
  );
  const log: string[] = [];
  createInterface({ input: serving.stderr }).on('line', (one) => log.push(one));
  await until(() => log.some((one) => one.includes('[backup/folder-missing]')));
  expect(existsSync(missing)).toBe(false);
  const health = async () => (await fetch(`${JSON.parse(line).listening}/healthz`)).json();
  expect(await health()).toMatchObject({ status: 'ok', backup: 'failed' });
  const end = ended(serving);
  serving.kill('SIGTERM');
  expect((await end).status).toBe(0);
}, 60_000);

test('the serving process hands its passphrase to the backup by a descriptor, and to nobody by the environment', async () => {
  const serving = start('serve', '--data', root, '--port', '0', '--backup-to', folder);
  if (serving.stdout === null) throw new Error('the child has no output');
  const line = await new Promise<string>((resolve) =>
    createInterface({ input: serving.stdout ?? process.stdin }).once('line', resolve),
  );
  serving.stderr?.resume();
  const environments = new Set<string>();
  const children = () => {
    const path = `/proc/${serving.pid}/task/${serving.pid}/children`;
    const ids = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean) : [];
    for (const id of ids) environments.add(environmentOf(id));
  };
  const health = async () => (await fetch(`${JSON.parse(line).listening}/healthz`)).json();
  await until(async () => {
    children();
    return JSON.stringify(await health()).includes('"backup":"good"');
  });
  expect(finished()).toHaveLength(1);
  for (const environment of environments) expect(environment).not.toContain(keyPassphrase);
  const end = ended(serving);
  serving.kill('SIGTERM');
  expect((await end).status).toBe(0);
}, 60_000);

/** Empty when the process was gone before it could be looked at. */
function environmentOf(pid: string): string {
  try {
    const text = readFileSync(`/proc/${pid}/environ`, 'utf8');
    // Between fork and exec it is still its parent's.
    return text.includes('COUNTERSIGN_KEY_PASSPHRASE_FD=') ? text : '';
  } catch {
    return '';
  }
}
