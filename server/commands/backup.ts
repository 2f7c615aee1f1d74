// `backup`: a verified backup of the data, made while the server goes on (R4.5). Exit code 0 means: it was restored into a scratch place
// and compared. `serve --backup-to` runs this same command.
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const backupUsage = 'backup --data DIR --to DIR [--passphrase-file F]';

export async function runBackup(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { to: { type: 'string' } } as const, backupUsage);
  const data = requireOption(values.data, backupUsage);
  const to = requireOption(values.to, backupUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async ({ backups }) => {
    const { file, bytes, manifest, removed, isSameDevice, copySeconds, checkSeconds } = await backups.make(to);
    const { lastPosition: records, report } = manifest;
    const { auditSize, auditRoot } = report;
    const told = { backup: file, bytes, records, auditSize, auditRoot, copySeconds, checkSeconds, removed };
    process.stdout.write(`${JSON.stringify(told)}\n`);
    if (isSameDevice) process.stderr.write(`${to} is on the disk of the data: a broken disk takes both.\n`);
  });
}
