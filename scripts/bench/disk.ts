// What the disk itself can do: the reference of every durable save.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from '#src/node/crypto/random.ts';
import { timedSync } from './statistics.ts';

/** A file system writes whole blocks. */
const blockBytes = 4_096;

/** So many bytes as they reach the disk. */
export function inBlocks(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}

export interface DiskLog {
  /** Appends so many bytes, in whole blocks, and waits until they are on the disk. @returns milliseconds */
  append(bytes: number): number;
  close(): void;
}

/** A file that only grows, as the write-ahead log does. */
export function openDiskLog(folder: string): DiskLog {
  const file = openSync(join(folder, 'disk-log'), 'w');
  return {
    append: (bytes) => {
      const content = randomBytes(inBlocks(bytes));
      return timedSync(() => {
        writeSync(file, content);
        fdatasyncSync(file);
      });
    },
    close: () => closeSync(file),
  };
}
