// Space kept in reserve: on a full disk even a clean close needs some, because the write-ahead log has to move into the file.
// Random content, so that no file system stores it as nothing.
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

const ballastBytes = 4 * 1024 * 1024;

/** Makes the ballast when it is missing or short. @returns false when there is no room for it; that is no trouble by itself */
export function ensureBallast(path: string, randomBytes: (length: number) => Uint8Array): boolean {
  try {
    if (existsSync(path) && statSync(path).size === ballastBytes) return true;
    const file = openSync(path, 'w', 0o600);
    try {
      writeSync(file, randomBytes(ballastBytes));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  } catch {
    releaseBallast(path);
    return false;
  }
}

export function releaseBallast(path: string): void {
  rmSync(path, { force: true });
}
