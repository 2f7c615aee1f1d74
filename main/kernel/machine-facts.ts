// What a diagnosis may say about the machine (S7): versions, sizes, free space, the key's id and where it should be. No paths (they can
// contain a person's name), no contents, no keys.
import { statfsSync, statSync } from 'node:fs';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { readKeyInfo } from '#main/kernel/keys/key-info.ts';

function tryTo<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function sizeOf(path: string): string {
  const size = tryTo(() => statSync(path).size);
  return size === null ? 'absent' : `${size} bytes`;
}

function keyLine(folder: DataFolder): string {
  const info = tryTo(() => readKeyInfo(folder.keyInfo));
  if (info === null) return 'key-info absent';
  if (info === 'unreadable') return 'key-info unreadable';
  return `key-info ${info.state} key ${info.keyId} in ${info.backend} cipher ${info.cipher} created ${info.createdAt}`;
}

export function machineFacts(folder: DataFolder, keychainBackend: string): readonly string[] {
  const disk = tryTo(() => statfsSync(folder.path));
  const { platform, arch, versions } = process;
  return [
    `system ${platform} ${arch} node ${versions.node} electron ${versions.electron ?? 'none'}`,
    `keychain ${keychainBackend}`,
    keyLine(folder),
    `database ${sizeOf(folder.database)}, log ${sizeOf(`${folder.database}-wal`)}, recovery ${sizeOf(folder.recovery)}, ballast ${sizeOf(folder.ballast)}`,
    `free ${disk === null ? 'unknown' : `${Math.floor((disk.bavail * disk.bsize) / 1_048_576)} MiB`}`,
  ];
}
