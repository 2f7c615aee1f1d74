import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A file that is there whole, flushed, or not at all. */
export function writeFileWhole(path: string, bytes: Uint8Array): void {
  const partial = `${path}.part`;
  try {
    writeFileSync(partial, bytes, { mode: 0o600, flush: true });
    renameSync(partial, path);
    flush(dirname(path));
  } finally {
    rmSync(partial, { force: true });
  }
}
