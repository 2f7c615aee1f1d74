// Backups of the data (R4.5): made, verified, counted, kept and removed. What failed is written down where the store can still be
// written, and thrown in any case.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import { backupIdOf, type Manifest, openBackupFile } from '#server/kernel/backup/file.ts';
import {
  type BackupSource,
  removeLeftovers,
  type Step,
  type WrittenBackup,
  writeBackup,
} from '#server/kernel/backup/write-backup.ts';
import type { Randomness } from '#server/kernel/clock.ts';
import type { DataLayout } from '#server/kernel/data-layout.ts';
import { Stop } from '#server/kernel/stop.ts';
import { acquireInstanceLock, type InstanceLock } from '#server/kernel/store/instance-lock.ts';
import { refusalFromStore } from '#server/kernel/store/store-errors.ts';
import type { BackupTable } from '#server/kernel/store/tables.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type BackupState, backupState, isBackupDue, type RemovalReason, removals } from '#src/domain/backups/rules.ts';
import { isSameDevice, requireFolder } from './folder.ts';
import type { PublishedPolicy } from './ports.ts';
import { findNewest, insertBackup, loadBackups, noteRemoved } from './store.ts';

export interface MadeBackup extends WrittenBackup {
  readonly removed: number;
  readonly isSameDevice: boolean;
}

export interface BackupStatus {
  readonly state: BackupState;
  readonly newestAt: string | null;
  readonly isDue: boolean;
  readonly failure: string | null;
  /** Records up to this position are in a backup that counts. */
  readonly safePosition: number;
}

export interface BackupsService {
  /** @throws Stop backup/…; Refusal store/… */
  readonly make: (folder: string, step?: Step) => Promise<MadeBackup>;
  /** Of data and of keys. */
  readonly list: () => Promise<readonly BackupTable[]>;
  readonly status: () => Promise<BackupStatus>;
}

interface Dependencies extends BackupSource {
  readonly layout: DataLayout;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly configuration: PublishedPolicy;
  /** Signs the audit log as it is now. */
  readonly checkpoint: () => Promise<unknown>;
}

function lockBackups(layout: DataLayout): InstanceLock {
  try {
    return acquireInstanceLock(layout.backupLock);
  } catch (error) {
    const isHeld = error instanceof Refusal && error.wire.code === 'store/in-use';
    throw isHeld ? new Stop('backup/running', 'Another backup of this server is being made. Nothing was changed.', error) : error;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Stop) return error.code;
  const refusal = error instanceof Refusal ? error : refusalFromStore(error);
  return refusal?.wire.code ?? 'internal/unexpected';
}

export function createBackupsService(dependencies: Dependencies): BackupsService {
  const { store, clock, audit, organisationId, keyRing, configuration, layout, randomness } = dependencies;
  const now = () => instantFromMs(clock.nowMs());

  const note = (folder: string, file: string, bytes: number, made: Pick<Manifest, 'backupId' | 'madeAt' | 'lastPosition'>) =>
    store.transaction().execute(async (transaction) => {
      const { backupId, madeAt, lastPosition } = made;
      await insertBackup(transaction, {
        organisation_id: organisationId,
        backup_id: backupId,
        kind: 'data',
        made_at: madeAt,
        folder,
        file,
        bytes,
        failure: null,
        last_position: lastPosition,
        removed_at: null,
      });
      await audit.append(transaction, now(), { action: 'backup.made', backupId, kind: 'data', bytes, position: lastPosition });
    });

  const noteFailure = (folder: string, made: Pick<Manifest, 'backupId' | 'madeAt'>, reason: string) =>
    store.transaction().execute(async (transaction) => {
      await insertBackup(transaction, {
        organisation_id: organisationId,
        backup_id: made.backupId,
        kind: 'data',
        made_at: made.madeAt,
        folder,
        file: '',
        bytes: 0,
        failure: reason,
        last_position: 0,
        removed_at: null,
      });
      await audit.append(transaction, now(), { action: 'backup.failed', backupId: made.backupId, kind: 'data', reason });
    });

  /** A backup got its name and the process died before it was written down; or it is younger than the state this server was put back to. */
  const adopt = async (folder: string): Promise<void> => {
    const known = new Set((await loadBackups(store, organisationId, 'data')).map((row) => row.backup_id));
    for (const file of readdirSync(folder)) {
      const id = backupIdOf(file);
      if (id === null || known.has(id)) continue;
      const path = join(folder, file);
      const opened = await openBackupFile(path, keyRing).catch(() => null);
      await opened?.store.destroy();
      if (opened?.manifest.organisationId !== organisationId || opened.manifest.backupId !== id) continue;
      await note(folder, file, statSync(path).size, opened.manifest);
    }
  };

  const remove = async (row: BackupTable, reason: RemovalReason): Promise<void> => {
    rmSync(join(row.folder, row.file), { force: true });
    await store.transaction().execute(async (transaction) => {
      const backupId = row.backup_id;
      if (!(await noteRemoved(transaction, { organisationId, backupId, at: now() }))) return;
      await audit.append(transaction, now(), { action: 'backup.removed', backupId, kind: 'data', reason });
    });
  };

  const removeOld = async (folder: string): Promise<number> => {
    const { policy } = (await configuration.newest()).body;
    const rows = await loadBackups(store, organisationId, 'data');
    const here = rows.filter((row) => row.folder === folder && row.failure === null && row.removed_at === null);
    const kept = here.map((row) => ({ backupId: row.backup_id, madeMs: Date.parse(row.made_at) }));
    const going = removals(kept, clock.nowMs(), policy);
    for (const { backupId, reason } of going) {
      const row = here.find((one) => one.backup_id === backupId);
      if (row !== undefined) await remove(row, reason);
    }
    return going.length;
  };

  const makeIn = async (given: string, made: Pick<Manifest, 'backupId' | 'madeAt'>, step: Step): Promise<MadeBackup> => {
    const folder = requireFolder(given, layout.root);
    removeLeftovers(folder);
    await adopt(folder);
    // Before as well: what has to go makes room, and the horizon holds also when backups fail.
    await removeOld(folder);
    await dependencies.checkpoint();
    const written = await writeBackup(folder, dependencies, made, step);
    await note(folder, written.file, written.bytes, written.manifest);
    return { ...written, removed: await removeOld(folder), isSameDevice: isSameDevice(folder, layout.root) };
  };

  return {
    make: async (given, step = () => undefined) => {
      const lock = lockBackups(layout);
      const made = { backupId: randomness.id(), madeAt: now() };
      try {
        return await makeIn(given, made, step);
      } catch (error) {
        // The store may be what is broken; then the exit code and the log are all there is.
        await noteFailure(given, made, codeOf(error)).catch(() => undefined);
        throw error;
      } finally {
        lock.release();
      }
    },
    list: async () => [
      ...(await loadBackups(store, organisationId, 'data')),
      ...(await loadBackups(store, organisationId, 'keys')),
    ],
    status: async () => {
      const { policy } = (await configuration.newest()).body;
      const good = await findNewest(store, organisationId, { kind: 'data', failed: false });
      const failed = await findNewest(store, organisationId, { kind: 'data', failed: true });
      const last = {
        goodMs: good === null ? null : Date.parse(good.made_at),
        failedMs: failed === null ? null : Date.parse(failed.made_at),
      };
      const state = backupState(last, clock.nowMs(), policy);
      return {
        state,
        newestAt: good?.made_at ?? null,
        isDue: isBackupDue(last, clock.nowMs(), policy),
        failure: state === 'failed' ? (failed?.failure ?? null) : null,
        safePosition: good?.last_position ?? 0,
      };
    },
  };
}
