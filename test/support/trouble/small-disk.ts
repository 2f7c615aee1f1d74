// A disk that can really be full: a small file system of its own in memory, mounted where the workstation keeps its data.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

export class SmallDisk {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @returns null where this account may not mount, which is the system's to say */
  static mount(path: string, megabytes: number): SmallDisk | null {
    mkdirSync(path, { recursive: true });
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path];
    return spawnSync('mount', options, { stdio: 'ignore' }).status === 0 ? new SmallDisk(path) : null;
  }

  /** Leaves no room for a single further block. */
  fill(): void {
    const file = openSync(join(this.path, 'filler'), 'a');
    try {
      for (const length of [1_048_576, 4_096]) this.#append(file, Buffer.alloc(length, 1));
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.path, 'filler'));
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.path], { stdio: 'ignore' });
  }

  #append(file: number, block: Buffer): void {
    try {
      while (writeSync(file, block) === block.length);
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
}
