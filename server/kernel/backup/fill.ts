// Fills an empty store of either engine from a backup. It can be interrupted anywhere: the same backup again goes on where it was. What
// arrived is compared with what the backup says of itself, and computed anew, before the store counts as whole.
import type { Migration } from '#server/migrations/migration.ts';
import type { Clock } from '../clock.ts';
import { Stop } from '../stop.ts';
import { beginCopy, endCopy, readCopyMark } from '../store/copy/mark.ts';
import { differences, reportOf } from '../store/copy/report.ts';
import { clearTables, copyTable, lastKey, type Progress } from '../store/copy/rows.ts';
import { type TablePlan, tablePlans } from '../store/copy/tables.ts';
import { migrate } from '../store/migrate.ts';
import type { Store } from '../store/store.ts';
import { checkContents } from './contents.ts';
import type { Manifest } from './file.ts';

export interface FillOptions {
  readonly clock: Clock;
  readonly migrations: readonly Migration[];
  readonly progress: Progress;
  /** Last of all, in the transaction that makes the store whole. */
  readonly seal?: (transaction: Store) => Promise<void>;
}

/** The tables there were when the backup was made. */
function plansOf({ report }: Manifest): readonly TablePlan[] {
  return tablePlans.filter(({ name }) => Object.hasOwn(report.tables, name));
}

interface Marks {
  readonly filling: string;
  readonly checked: string;
}

/** @throws Stop database/not-empty */
async function prepare(target: Store, plans: readonly TablePlan[], { filling }: Marks): Promise<void> {
  const mark = await readCopyMark(target);
  if (mark === filling) return;
  const [organisation] = tablePlans;
  const isUsed = organisation !== undefined && (await lastKey(target, organisation)) !== null;
  if (isUsed && mark?.startsWith('backup/') !== true) {
    throw new Stop('database/not-empty', 'There is a store already. Nothing was changed; restore into an empty one.');
  }
  await target.transaction().execute(async (transaction) => {
    // Half of another backup.
    await clearTables(transaction, plans);
    await beginCopy(transaction, filling);
  });
}

/** Copies, compares and computes anew, at the schema of the backup's time. */
async function fillAndCheck(
  { store, manifest }: { readonly store: Store; readonly manifest: Manifest },
  target: Store,
  { clock, migrations, progress }: FillOptions,
  marks: Marks,
): Promise<void> {
  const plans = plansOf(manifest);
  await migrate(target, migrations.slice(0, manifest.schema), clock);
  await prepare(target, plans, marks);
  for (const plan of plans) await copyTable(store, target, plan, progress);
  const names = differences(manifest.report, await reportOf(target, manifest.organisationId, plans));
  if (names.length > 0) {
    throw new Stop('backup/differs', `What was restored is not what was backed up (${names.join(', ')}). Take another backup.`);
  }
  await checkContents(target);
  await target.transaction().execute((transaction) => beginCopy(transaction, marks.checked));
}

/** @throws Stop backup/too-new, database/not-empty, backup/differs, backup/contents-wrong */
export async function fillFrom(
  backup: { readonly store: Store; readonly manifest: Manifest },
  target: Store,
  options: FillOptions,
): Promise<void> {
  const { backupId, schema } = backup.manifest;
  if (schema > options.migrations.length) {
    throw new Stop('backup/too-new', 'A newer version of this program made the backup. Restore it with that version.');
  }
  const marks = { filling: `backup/${backupId}`, checked: `backup-checked/${backupId}` };
  if ((await readCopyMark(target)) !== marks.checked) await fillAndCheck(backup, target, options, marks);
  await migrate(target, options.migrations, options.clock);
  await target.transaction().execute(async (transaction) => {
    await options.seal?.(transaction);
    await endCopy(transaction);
  });
}
