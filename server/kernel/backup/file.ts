// A backup is one file: an encrypted SQLite store with the rows of an organisation, whichever engine they came from, and a manifest of
// what has to be in it (R4.5, R4.7). Its key is derived from the database key of its time, so that it opens with the key ring alone.
import { basename } from 'node:path';
import { sql } from 'kysely';
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { Stop } from '../stop.ts';
import { openStore, type Store } from '../store/store.ts';

const digest = z.object({ rows: z.int(), digest: z.string() });
const manifest = z.object({
  format: z.literal(1),
  backupId: z.string(),
  organisationId: z.string(),
  madeAt: instant,
  /** Number of the newest schema step. */
  schema: z.int().positive(),
  lastPosition: z.int().nonnegative(),
  report: z.object({ tables: z.record(z.string(), digest), auditSize: z.int(), auditRoot: z.string() }),
});
export type Manifest = z.infer<typeof manifest>;

const nameForm = /^countersign-(\d{8}T\d{6}Z)-([0-9a-f-]{36})\.backup$/;

export function backupName(madeAt: string, backupId: string): string {
  return `countersign-${madeAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${backupId}.backup`;
}

/** The id in the name of a finished backup; null for any other file. */
export function backupIdOf(file: string): string | null {
  return nameForm.exec(basename(file))?.[2] ?? null;
}

function fileKey(databaseKey: Uint8Array): Uint8Array {
  return deriveSubkey(databaseKey, 'countersign/backup');
}

/** Safe without waiting for the disk at each commit: such a file takes its name only after it was flushed and read anew. */
export async function openUnsynced(
  path: string,
  keys: Pick<KeyRing, 'cipher' | 'databaseKey'>,
  options: { readonly mayCreate: boolean },
): Promise<Store> {
  const store = openStore(path, keys, options);
  await sql`pragma synchronous = off`.execute(store);
  await sql`pragma journal_mode = truncate`.execute(store);
  return store;
}

export function createBackupFile(path: string, { cipher, databaseKey }: KeyRing): Promise<Store> {
  return openUnsynced(path, { cipher, databaseKey: fileKey(databaseKey) }, { mayCreate: true });
}

export async function writeManifest(store: Store, content: Manifest): Promise<void> {
  await sql`create table backup_manifest (document text not null)`.execute(store);
  await sql`insert into backup_manifest values (${JSON.stringify(content)})`.execute(store);
}

async function readManifest(store: Store): Promise<Manifest> {
  try {
    const { rows } = await sql<{ document: string }>`select document from backup_manifest`.execute(store);
    return manifest.parse(JSON.parse(rows[0]?.document ?? ''));
  } catch (error) {
    throw new Stop('backup/incomplete', 'This file is no finished backup. Nothing was changed; take another one.', error);
  }
}

/** Opens a backup with whichever database key of the ring it was made under. @throws Stop backup/unreadable, backup/incomplete */
export async function openBackupFile(
  path: string,
  keyRing: KeyRing,
): Promise<{ readonly store: Store; readonly manifest: Manifest }> {
  for (const databaseKey of [keyRing.databaseKey, ...keyRing.otherDatabaseKeys]) {
    try {
      const store = openStore(path, { cipher: keyRing.cipher, databaseKey: fileKey(databaseKey) }, { mayCreate: false });
      return { store, manifest: await readManifest(store) };
    } catch (error) {
      if (!(error instanceof Refusal) || error.wire.code !== 'store/corrupt') throw error;
    }
  }
  throw new Stop(
    'backup/unreadable',
    `${basename(path)} is damaged, or the keys in this directory are not those it was made with.`,
  );
}
