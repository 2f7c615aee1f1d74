// Removes a folder of ours for good, also while a process that is just ending still tidies up or writes in it.
import { rmSync } from 'node:fs';

const attempts = 20;
const pauseMs = 50;

/** Waits up to a second altogether, without giving way: it must work while this process exits. Never throws: it is the last step. */
export function removeFolder(folder: string): boolean {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return true;
    } catch {
      // Something vanished or appeared while it was being removed: Node gives up at the first such entry.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
  return false;
}
