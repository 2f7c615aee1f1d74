// Where a guided run keeps its files. Nothing that is already there is ever touched, and two runs never share a folder.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '#scripts/demo/input.ts';

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EROFS: 'that disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

/** Taking a folder is making this one inside it, which only one of two runs can do. The workstation uses it afterwards. */
const claim = 'workstation';

/** One level after the other: Node's own `recursive` never returns where the system answers that a parent is missing (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function isTaken(folder: string): boolean {
  if (readdirSync(folder).length > 0) return true;
  try {
    mkdirSync(join(folder, claim));
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return true;
    throw error;
  }
}

/**
 * The wanted folder itself when it is new or empty, otherwise a new `run-N` inside it.
 * @throws InputError when nothing can be written there
 */
export function claimDataFolder(wanted: string): string {
  try {
    makeFolder(wanted);
    if (!isTaken(wanted)) return wanted;
    for (let number = 2; ; number++) {
      const folder = join(wanted, `run-${number}`);
      if (existsSync(folder)) continue;
      makeFolder(folder);
      if (!isTaken(folder)) return folder;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new InputError(`Cannot keep files in ${wanted}: ${reasons[code] ?? String(error)}.`);
  }
}
