// `backups`: what backups there are, how things stand, and the erasure horizon (R4.5, R9.5).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const backupsUsage = 'backups --data DIR [--passphrase-file F]';

export async function runBackups(args: readonly string[]): Promise<void> {
  const values = readOptions(args, {}, backupsUsage);
  const foundation = await openFoundation(requireOption(values.data, backupsUsage), values['passphrase-file']);
  await withOrganisation(foundation, async ({ backups, configuration }) => {
    const { policy } = (await configuration.newest()).body;
    const { backupEveryHours, backupsKept, erasureHorizonDays } = policy;
    const { state, newestAt, failure } = await backups.status();
    process.stdout.write(`${JSON.stringify({ state, newestAt, failure, backupEveryHours, backupsKept, erasureHorizonDays })}\n`);
    for (const row of await backups.list()) {
      if (row.removed_at !== null) continue;
      const isThere = row.failure === null && existsSync(join(row.folder, row.file));
      const { backup_id: backupId, kind, made_at: madeAt, folder, file, bytes, failure: reason } = row;
      process.stdout.write(`${JSON.stringify({ backupId, kind, madeAt, folder, file, bytes, isThere, failure: reason })}\n`);
    }
  });
}
