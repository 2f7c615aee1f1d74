// What files of the store need beyond writing: to be on the disk for sure, and to be gone for sure.
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** All of it or an error: a single write may stop in the middle where the disk ends. */
export function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

const chunk = 1_048_576;

/** Overwrites a file and removes it; one that is not there is gone already. */
export function wipeFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return;
  const file = openSync(path, 'r+');
  try {
    const zeros = new Uint8Array(chunk);
    for (let at = 0; at < found.size; at += chunk) writeAll(file, zeros.subarray(0, Math.min(chunk, found.size - at)), at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  rmSync(path);
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
