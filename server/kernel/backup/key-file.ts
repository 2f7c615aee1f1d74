// The key ring as one text: every key file of the data directory as it is, each still under its own passphrase. The custodians' shares
// are not among them: they are backed up by being handed out.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { instant } from '#src/base/instant.ts';
import { flushFolder } from '#src/node/files/whole-file.ts';
import type { DataLayout } from '../data-layout.ts';
import { Stop } from '../stop.ts';

const fileName = z.string().regex(/^[a-z0-9-]+\.keys$/);
const keyBackup = z.object({
  format: z.literal('countersign-key-backup-1'),
  backupId: z.string(),
  organisationId: z.string(),
  madeAt: instant,
  files: z.record(fileName, z.string()),
});
type KeyBackup = z.infer<typeof keyBackup>;

export function packKeys(layout: DataLayout, about: Pick<KeyBackup, 'backupId' | 'organisationId' | 'madeAt'>): Uint8Array {
  const names = readdirSync(layout.keys).filter((name) => fileName.safeParse(name).success);
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(layout.keys, name), 'utf8')]));
  return utf8(JSON.stringify({ format: 'countersign-key-backup-1', ...about, files } satisfies KeyBackup));
}

function parse(text: string): KeyBackup {
  try {
    return keyBackup.parse(JSON.parse(text));
  } catch (error) {
    throw new Stop('keys/damaged', 'This is no backup of keys of this program.', error);
  }
}

/** Puts the key files into a data directory that has none; all of them or none. @throws Stop keys/damaged, keys/exists */
export function unpackKeys(layout: DataLayout, text: string): KeyBackup {
  const backup = parse(text);
  if (existsSync(layout.keys)) {
    throw new Stop('keys/exists', `${layout.keys} is there already. Nothing was changed; restore keys into a directory without.`);
  }
  const building = `${layout.keys}.part`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(backup.files)) {
    writeFileSync(join(building, name), content, { mode: 0o600, flush: true });
  }
  renameSync(building, layout.keys);
  flushFolder(layout.root);
  return backup;
}
