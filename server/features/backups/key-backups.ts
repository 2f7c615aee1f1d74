// Backups of the key ring, apart from the data (R4.5, R9.5): an age file in another place, for a passphrase or a recipient. It goes when
// the erasure horizon is over, but for the newest: a key alone holds no record.
import { readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import { packKeys } from '#server/kernel/backup/key-file.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { DataLayout } from '#server/kernel/data-layout.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { removals } from '#src/domain/backups/rules.ts';
import { writeFileWhole } from '#src/node/files/whole-file.ts';
import { isSameDevice, isWithin, requireFolder } from './folder.ts';
import type { PublishedPolicy } from './ports.ts';
import { insertBackup, loadBackups, noteRemoved } from './store.ts';

export interface KeyBackupRequest {
  readonly folder: string;
  /** Encrypts, and proves by opening what it can. */
  readonly seal: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Also on the disk of the data or of its backups. */
  readonly mayShareDevice: boolean;
}

export interface KeyBackupsService {
  /** @throws Stop backup/folder-missing, backup/folder-unsafe, backup/keys-with-data */
  readonly make: (request: KeyBackupRequest) => Promise<{ readonly file: string; readonly removed: number }>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly layout: DataLayout;
  readonly configuration: PublishedPolicy;
}

function existing(folder: string): string | null {
  try {
    return realpathSync(folder);
  } catch {
    return null;
  }
}

/** Keys beside the data they open are as good as none. @throws Stop backup/keys-with-data */
function requireApart(folder: string, dataPlaces: readonly string[], mayShareDevice: boolean): void {
  const isTogether = dataPlaces.some((place) => isWithin(folder, place) || isWithin(place, folder));
  if (isTogether) {
    throw new Stop(
      'backup/keys-with-data',
      'Backups of the data go there. Keys and data in one place are lost, or found, together.',
    );
  }
  if (mayShareDevice || !dataPlaces.some((place) => isSameDevice(folder, place))) return;
  throw new Stop(
    'backup/keys-with-data',
    'That folder is on the disk of the data or of its backups. Choose another medium, or say --same-device if you know better.',
  );
}

export function createKeyBackupsService(dependencies: Dependencies): KeyBackupsService {
  const { store, clock, randomness, audit, organisationId, layout, configuration } = dependencies;
  const now = () => instantFromMs(clock.nowMs());

  const removeExpired = async (folder: string): Promise<number> => {
    const { erasureHorizonDays } = (await configuration.newest()).body.policy;
    const rows = await loadBackups(store, organisationId, 'keys');
    const here = rows.filter((row) => row.folder === folder && row.removed_at === null);
    const kept = here.map((row) => ({ backupId: row.backup_id, madeMs: Date.parse(row.made_at) }));
    const going = removals(kept, clock.nowMs(), { erasureHorizonDays, backupsKept: Number.MAX_SAFE_INTEGER });
    for (const { backupId, reason } of going) {
      rmSync(join(folder, here.find((row) => row.backup_id === backupId)?.file ?? ''), { force: true });
      await store.transaction().execute(async (transaction) => {
        if (!(await noteRemoved(transaction, { organisationId, backupId, at: now() }))) return;
        await audit.append(transaction, now(), { action: 'backup.removed', backupId, kind: 'keys', reason });
      });
    }
    return going.length;
  };

  return {
    make: async ({ folder: given, seal, mayShareDevice }) => {
      const folder = requireFolder(given, layout.root);
      const dataFolders = (await loadBackups(store, organisationId, 'data')).map((row) => existing(row.folder));
      const places = [realpathSync(layout.root), ...dataFolders.filter((place) => place !== null)];
      requireApart(folder, places, mayShareDevice);
      const [backupId, madeAt] = [randomness.id(), now()];
      const file = `countersign-keys-${madeAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z-${backupId}.age`;
      const sealed = await seal(packKeys(layout, { backupId, organisationId, madeAt }));
      writeFileWhole(join(folder, file), sealed);
      if (!readFileSync(join(folder, file)).equals(sealed)) {
        throw new Stop('backup/differs', 'What is on the medium is not what was written. Take another medium.');
      }
      const bytes = statSync(join(folder, file)).size;
      await store.transaction().execute(async (transaction) => {
        await insertBackup(transaction, {
          organisation_id: organisationId,
          backup_id: backupId,
          kind: 'keys',
          made_at: madeAt,
          folder,
          file,
          bytes,
          failure: null,
          last_position: 0,
          removed_at: null,
        });
        await audit.append(transaction, madeAt, { action: 'backup.made', backupId, kind: 'keys', bytes, position: 0 });
      });
      return { file, removed: await removeExpired(folder) };
    },
  };
}
