// What the disk itself can do: the reference of every durable save.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from '#src/node/crypto/random.ts';
import { timedSync } from './statistics.ts';

export interface DiskLog {
  /** Appends so many bytes and waits until they are on the disk. @returns milliseconds */
  append(bytes: number): number;
  close(): void;
}

/** A file that only grows, as the write-ahead log does. */
export function openDiskLog(folder: string): DiskLog {
  const file = openSync(join(folder, 'disk-log'), 'w');
  return {
    append: (bytes) => {
      const content = randomBytes(bytes);
      return timedSync(() => {
        writeSync(file, content);
        fdatasyncSync(file);
      });
    },
    close: () => closeSync(file),
  };
}
