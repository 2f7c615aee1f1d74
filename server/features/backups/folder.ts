// Where backups go: a folder that is there, that is not the data itself, and better on another disk.
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { Stop } from '#server/kernel/stop.ts';

export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer + sep);
}

/** @throws Stop backup/folder-missing, backup/folder-unsafe. It is never made: a disk that is not mounted would get a look-alike. */
export function requireFolder(folder: string, dataRoot: string): string {
  try {
    if (!statSync(folder).isDirectory()) throw new Error('no directory');
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Stop(
      'backup/folder-missing',
      `The folder ${folder} is not there or cannot be written. Mount or make it first.`,
      error,
    );
  }
  const [real, data] = [realpathSync(folder), realpathSync(dataRoot)];
  if (isWithin(real, data) || isWithin(data, real)) {
    throw new Stop(
      'backup/folder-unsafe',
      'A backup inside the data directory is lost with it. Choose a folder of another disk.',
    );
  }
  return real;
}

/** Are both on one disk, as far as the system tells? */
export function isSameDevice(one: string, other: string): boolean {
  return statSync(one).dev === statSync(other).dev;
}
