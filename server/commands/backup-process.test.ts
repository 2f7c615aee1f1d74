// Backups as an administrator meets them: own processes, killed in the middle, and made by the serving one.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBackupFile } from '#server/kernel/backup/file.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { copyTemplate, keyPassphrase, sharedTemplate } from '#server/test-bench.ts';
import { ended, runCommand, serve, startCommand } from '#server/test-bench-commands.ts';

let root = '';
let folder = '';

beforeEach(async () => {
  ({ root } = copyTemplate(await sharedTemplate()));
  folder = mkdtempSync(join(tmpdir(), 'countersign-backups-'));
});
afterEach(() => {
  rmSync(dirname(root), { recursive: true });
  rmSync(folder, { recursive: true });
});

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await setTimeout(5);
}

const finished = () => readdirSync(folder).filter((name) => name.endsWith('.backup'));

test('killed in the middle it leaves no half backup; the next one cleans up; restored in one command', async () => {
  const backup = ['backup', '--data', root, '--to', folder];
  const killed = startCommand(backup);
  const isOver = ended(killed);
  await until(() => readdirSync(folder).length > 0);
  killed.kill('SIGKILL');
  await isOver;
  const keyRing = await openOperationKeys(dataLayout(root), keyPassphrase);
  // It may have been quicker than the signal: whatever has the name of a backup is a whole one.
  for (const name of finished()) await (await openBackupFile(join(folder, name), keyRing)).store.destroy();

  const { status, stdout } = await runCommand(backup);
  expect(status).toBe(0);
  const { backup: made } = JSON.parse(stdout);
  expect(finished()).toContain(made);
  expect(readdirSync(folder)).toEqual(finished());
  const listed = await runCommand(['backups', '--data', root]);
  expect(JSON.parse(listed.stdout.split('\n')[0] ?? '')).toMatchObject({ state: 'good', erasureHorizonDays: 90 });

  for (const name of ['store.db', 'store.db-wal', 'store.db-shm']) rmSync(join(root, name), { force: true });
  const restore = ['restore', '--data', root, '--file', join(folder, made)];
  const restored = await runCommand(restore);
  expect([restored.status, JSON.parse(restored.stdout)]).toMatchObject([0, { records: 0 }]);
  expect(await runCommand(restore)).toMatchObject({ status: 1, stdout: '', code: 'database/not-empty' });
}, 60_000);

test('the serving process makes one when it is due, and says when it cannot', async () => {
  const missing = join(folder, 'unmounted');
  const serving = await serve(root, ['--backup-to', missing]);
  await until(() => serving.log().includes('[backup/folder-missing]'));
  expect(existsSync(missing)).toBe(false);
  expect(await (await fetch(`${serving.url}/healthz`)).json()).toMatchObject({ status: 'ok', backup: 'failed' });
  expect(await serving.end('SIGTERM')).toBe(0);
}, 60_000);

test('the serving process hands its passphrase to the backup by a descriptor, and to nobody by the environment', async () => {
  const serving = await serve(root, ['--backup-to', folder]);
  const environments = new Set<string>();
  const children = () => {
    const path = `/proc/${serving.pid}/task/${serving.pid}/children`;
    const ids = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean) : [];
    for (const id of ids) environments.add(environmentOf(id));
  };
  await until(async () => {
    children();
    return (await (await fetch(`${serving.url}/healthz`)).text()).includes('"backup":"good"');
  });
  expect(finished()).toHaveLength(1);
  for (const environment of environments) expect(environment).not.toContain(keyPassphrase);
  expect(await serving.end('SIGTERM')).toBe(0);
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
