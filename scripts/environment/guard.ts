// A guided run killed with no chance to tidy up (kill -9, of it or of the npm above it) leaves nothing behind all the same: a process of its
// own outlives it, ends whatever it had started, and removes its folder. Whatever a run starts carries the run's mark in its environment;
// who has it is read from /proc, so this is Linux's alone.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeFolder } from './remove-folder.ts';

const mark = 'COUNTERSIGN_RUN';
const lookMs = 100;
/** Longer than a run takes to close what it had opened. */
const patienceMs = 20_000;

function read(pid: string, file: 'environ' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended, or is somebody else's.
    return '';
  }
}

/** Of `/proc/PID/stat`, behind the name in brackets: state, parent, … and as the 20th when it began. */
function statOf(pid: string): { readonly state: string; readonly parent: string; readonly began: string } | null {
  const text = read(pid, 'stat');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  return state === undefined || parent === undefined || state === 'Z' ? null : { state, parent, began: fields[19] ?? '' };
}

/** The run and what npm put above it: each is `PID BEGAN`. npm itself is the first that npm did not start. */
function lineOf(pid: string): readonly string[] {
  const stat = statOf(pid);
  if (stat === null || pid === '1') return [];
  const own = `${pid} ${stat.began}`;
  return read(pid, 'environ').includes('npm_lifecycle_event=') ? [own, ...lineOf(stat.parent)] : [own];
}

function isAlive(one: string): boolean {
  const [pid = '', began] = one.split(' ');
  return statOf(pid)?.began === began;
}

function marked(run: string): readonly number[] {
  const carriers = readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid);
  return carriers
    .filter((pid) => statOf(pid) !== null && read(pid, 'environ').split('\0').includes(`${mark}=${run}`))
    .map(Number);
}

function signal(run: string, name: 'SIGTERM' | 'SIGKILL'): void {
  for (const pid of marked(run)) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** From here on. @param folder goes as well */
export function guardRun(folder: string): void {
  if (process.platform !== 'linux') return;
  const run = randomUUID();
  process.env[mark] = run;
  const watched = process.env.npm_lifecycle_event === undefined ? [] : lineOf(String(process.pid));
  const args = [import.meta.filename, run, folder, ...watched];
  const guard = spawn(process.execPath, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  // It holds nobody up: its pipe closes when this process ends, in whatever way.
  guard.unref();
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
}

async function watch(run: string, folder: string, line: readonly string[]): Promise<void> {
  let isOver = false;
  process.stdin.once('close', () => {
    isOver = true;
  });
  process.stdin.resume();
  while (!isOver && line.every(isAlive)) await sleep(lookMs);
  signal(run, 'SIGTERM');
  const giveUpAt = Date.now() + patienceMs;
  while (marked(run).length > 0 && Date.now() < giveUpAt) await sleep(lookMs);
  signal(run, 'SIGKILL');
  removeFolder(folder);
  process.exit(0);
}

if (import.meta.main) {
  const [run = '', folder = '', ...line] = process.argv.slice(2);
  await watch(run, folder, line);
}
