// Makes a backup while the server goes on: one consistent moment is copied to a file beside its final name, flushed, opened anew,
// restored into a scratch store as `restore` does it, compared value by value and computed anew. Only then it gets its name (R4.5): a
// file with the name of a backup is one. Killed anywhere, at most a `.part` is left, which the next backup removes.
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '#server/migrations/migration.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { flushFile, flushFolder } from '#src/node/files/whole-file.ts';
import type { Clock } from '../clock.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { auditOf } from '../store/copy/report.ts';
import { batchesAfter, insertRows, RunningDigest, type TableDigest } from '../store/copy/rows.ts';
import { tablePlans } from '../store/copy/tables.ts';
import { migrate } from '../store/migrate.ts';
import type { Store } from '../store/store.ts';
import { backupName, createBackupFile, type Manifest, openBackupFile, openUnsynced, writeManifest } from './file.ts';
import { fillFrom } from './fill.ts';
import { readSnapshot } from './snapshot.ts';

export interface BackupSource {
  readonly store: Store;
  readonly isPostgres: boolean;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly migrations: readonly Migration[];
  readonly organisationId: string;
}

/** What tells tests where it is: they interrupt there. */
export type Step = (name: 'copied' | 'flushed' | 'checked' | 'named') => void;

export interface WrittenBackup {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: Manifest;
  readonly copySeconds: number;
  readonly checkSeconds: number;
}

const suffixes = ['', '-journal', '-wal', '-shm'];

function removeStore(path: string): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

/** What an interrupted backup left: nothing of it can be used. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^countersign-.*\.backup\.(part|scratch)(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

async function copyAll(source: BackupSource, target: Store, backup: Pick<Manifest, 'backupId' | 'madeAt'>): Promise<Manifest> {
  const { organisationId, migrations } = source;
  await migrate(target, migrations, source.clock);
  return readSnapshot(source.store, source.isPostgres, async (snapshot) => {
    const tables: Record<string, TableDigest> = {};
    for (const plan of tablePlans) {
      const digest = new RunningDigest();
      for await (const rows of batchesAfter(snapshot, plan, null)) {
        digest.add(rows);
        await target.transaction().execute((transaction) => insertRows(transaction, plan, rows));
      }
      tables[plan.name] = digest.value;
    }
    const { last_position: lastPosition } = await snapshot
      .selectFrom('organisation')
      .select('last_position')
      .where('organisation_id', '=', organisationId)
      .executeTakeFirstOrThrow();
    const report = { tables, ...(await auditOf(snapshot, organisationId)) };
    return { ...backup, format: 1, organisationId, schema: migrations.length, lastPosition, report };
  });
}

async function writePart(path: string, source: BackupSource, backup: Pick<Manifest, 'backupId' | 'madeAt'>): Promise<Manifest> {
  const target = await createBackupFile(path, source.keyRing);
  try {
    const manifest = await copyAll(source, target, backup);
    await writeManifest(target, manifest);
    return manifest;
  } finally {
    await target.destroy();
  }
}

/** Restores it under a key that only this moment knows. @throws Stop backup/… */
async function restoreIntoScratch(part: string, scratch: string, { keyRing, clock, migrations }: BackupSource): Promise<void> {
  const opened = await openBackupFile(part, keyRing);
  try {
    const keys = { cipher: keyRing.cipher, databaseKey: randomBytes(32) };
    const target = await openUnsynced(scratch, keys, { mayCreate: true });
    try {
      await fillFrom(opened, target, { clock, migrations, progress: () => undefined });
    } finally {
      await target.destroy();
    }
  } finally {
    await opened.store.destroy();
  }
}

const secondsSince = (startMs: number) => Math.round(performance.now() - startMs) / 1_000;

/** @throws Stop backup/contents-wrong, backup/differs; Refusal store/… */
export async function writeBackup(
  folder: string,
  source: BackupSource,
  backup: Pick<Manifest, 'backupId' | 'madeAt'>,
  step: Step,
): Promise<WrittenBackup> {
  const file = backupName(backup.madeAt, backup.backupId);
  const [part, scratch] = [join(folder, `${file}.part`), join(folder, `${file}.scratch`)];
  try {
    const startMs = performance.now();
    const manifest = await writePart(part, source, backup);
    step('copied');
    flushFile(part);
    step('flushed');
    const copySeconds = secondsSince(startMs);
    const checkMs = performance.now();
    await restoreIntoScratch(part, scratch, source);
    removeStore(scratch);
    const checkSeconds = secondsSince(checkMs);
    step('checked');
    const { size } = statSync(part);
    renameSync(part, join(folder, file));
    flushFolder(folder);
    step('named');
    return { file, bytes: size, manifest, copySeconds, checkSeconds };
  } finally {
    removeStore(part);
    removeStore(scratch);
  }
}
