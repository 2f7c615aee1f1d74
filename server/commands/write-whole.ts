// A file that is either there whole or not at all: written beside its place, flushed, and moved over it.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Stop } from '#server/kernel/stop.ts';

/** @throws Stop exchange/unwritable */
export function writeWhole(path: string, text: string): void {
  const partial = `${path}.part`;
  try {
    // Never into what is there already: it may be a link that somebody else put in a folder for all.
    rmSync(partial, { force: true });
    const file = openSync(partial, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new Stop('exchange/unwritable', `The file ${path} cannot be written.`, error);
  }
}
