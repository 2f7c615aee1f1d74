// Small files that are there whole or not at all, whatever interrupts the writing: written beside their place, flushed, and moved into it.
import { closeSync, fsyncSync, linkSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export function flushFile(path: string): void {
  // For writing, because Windows flushes nothing else.
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename or a new name durable. Windows has no such call and needs none. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** What processes that were killed left of this very file: it may hold keys under a passphrase of before. */
function removeLeft(path: string): void {
  const name = basename(path);
  for (const found of readdirSync(dirname(path))) {
    if (!found.startsWith(`${name}.`)) continue;
    const [, pid] = /^\.(\d+)\.part$/.exec(found.slice(name.length)) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(path), found), { force: true });
  }
}

/** @param place puts the finished file where it belongs */
function writeBeside(path: string, content: string | Uint8Array, place: (finished: string) => void): void {
  // Of this process alone: another one may write the same file now.
  const unfinished = `${path}.${process.pid}.part`;
  try {
    // Never into what is there already: it may be a link that somebody else put in a folder for all.
    rmSync(unfinished, { force: true });
    writeFileSync(unfinished, content, { flag: 'wx', mode: 0o600, flush: true });
    place(unfinished);
    removeLeft(path);
    flushFolder(dirname(path));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Takes the place of what was there: at any moment the old one or the new one. @throws Error of node:fs */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  writeBeside(path, content, (finished) => renameSync(finished, path));
}

/** A new file only. @throws Error of node:fs; EEXIST when there is one, also one that came in between */
export function createFileWhole(path: string, content: string | Uint8Array): void {
  writeBeside(path, content, (finished) => linkSync(finished, path));
}
