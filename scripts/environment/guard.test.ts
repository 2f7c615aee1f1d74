import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const guard = join(import.meta.dirname, 'guard.ts');
/** Starts a program that would run for ever, says its number, and runs for ever itself. */
const run = `
  const { guardRun } = await import(${JSON.stringify(guard)});
  const { spawn } = await import('node:child_process');
  guardRun(process.argv[1]);
  console.log(spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1_000)'], { detached: true, stdio: 'ignore' }).pid);
  setInterval(() => undefined, 1_000);`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function firstLine(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) return Number(line);
  throw new Error('it ended');
}

test.skipIf(process.platform !== 'linux')('what a run had started and its folder go with it when it is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-guard-'));
  writeFileSync(join(folder, 'file'), 'passing');
  const args = ['--input-type=module', '-e', run, folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const started = await firstLine(child);
  expect(isRunning(started)).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => isRunning(started), { timeout: 30_000 }).toBe(false);
  await expect.poll(() => existsSync(folder), { timeout: 30_000 }).toBe(false);
});
