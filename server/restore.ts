// Puts a backup into an empty store of either engine (R4.5). Beside `app.ts`, because a store that is being restored is no organisation
// yet: until the last value was compared nothing opens it.

import { instantFromMs } from '#src/base/instant.ts';
import type { Foundation } from './app/organisation.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { type Manifest, openBackupFile } from './kernel/backup/file.ts';
import { fillFrom } from './kernel/backup/fill.ts';
import { Stop } from './kernel/stop.ts';
import { readCopyMark } from './kernel/store/copy/mark.ts';
import type { Progress } from './kernel/store/copy/rows.ts';
import { openPostgresStore } from './kernel/store/postgres/open.ts';
import { openStore, type Store } from './kernel/store/store.ts';
import { migrations } from './migrations/list.ts';

/** @throws Stop database/not-empty: what is there may be newer than any backup */
async function requireEmpty(store: Store): Promise<void> {
  if ((await readCopyMark(store)) !== null) return;
  const tables = await store.introspection.getTables();
  if (!tables.some(({ name }) => name === 'organisation')) return;
  const row = await store.selectFrom('organisation').select('organisation_id').executeTakeFirst();
  if (row === undefined) return;
  throw new Stop('database/not-empty', 'There is a store already. Nothing was changed; restore into an empty one.');
}

/** @throws Stop backup/…, database/not-empty; Refusal store/… */
export async function restoreOrganisation(foundation: Foundation, file: string, progress: Progress): Promise<Manifest> {
  const { keyRing, layout, databaseUrl, clock } = foundation;
  const opened = await openBackupFile(file, keyRing);
  const { manifest } = opened;
  const { backupId, lastPosition: position, organisationId } = manifest;
  const target =
    databaseUrl === undefined ? openStore(layout.database, keyRing, { mayCreate: true }) : openPostgresStore(databaseUrl);
  try {
    await requireEmpty(target);
    const seal = async (transaction: Store) => {
      const at = instantFromMs(clock.nowMs());
      const sequence = await createAuditLog(organisationId).during(transaction, at, async (add) =>
        add({ action: 'store.restored', backupId, position }),
      );
      await transaction
        .insertInto('restoration')
        .values({
          organisation_id: organisationId,
          restoration_id: `${backupId}/${sequence}`,
          restored_at: at,
          document: JSON.stringify({ backupId, position, sequence }),
        })
        .execute();
    };
    await fillFrom(opened, target, { clock, migrations, progress, seal });
    return manifest;
  } finally {
    await target.destroy();
    await opened.store.destroy();
  }
}
