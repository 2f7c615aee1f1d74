import type { Store } from '#server/kernel/store/store.ts';
import type { BackupTable } from '#server/kernel/store/tables.ts';

export type BackupKind = BackupTable['kind'];

export async function insertBackup(transaction: Store, row: BackupTable): Promise<void> {
  await transaction.insertInto('backup').values(row).execute();
}

/** Newest first; those that failed too. */
export async function loadBackups(store: Store, organisationId: string, kind: BackupKind): Promise<readonly BackupTable[]> {
  return store
    .selectFrom('backup')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .orderBy('made_at', 'desc')
    .execute();
}

/** The newest one that counts or, with `failed`, that does not. */
export async function findNewest(
  store: Store,
  organisationId: string,
  { kind, failed }: { readonly kind: BackupKind; readonly failed: boolean },
): Promise<BackupTable | null> {
  const row = await store
    .selectFrom('backup')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .where('removed_at', 'is', null)
    .where('failure', failed ? 'is not' : 'is', null)
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** @returns false when somebody else has noted it already */
export async function noteRemoved(
  transaction: Store,
  { organisationId, backupId, at }: { readonly organisationId: string; readonly backupId: string; readonly at: string },
): Promise<boolean> {
  const row = await transaction
    .updateTable('backup')
    .set({ removed_at: at })
    .where('organisation_id', '=', organisationId)
    .where('backup_id', '=', backupId)
    .where('removed_at', 'is', null)
    .returning('backup_id')
    .executeTakeFirst();
  return row !== undefined;
}
