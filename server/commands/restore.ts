// `restore`: a backup into an empty server, SQLite or PostgreSQL (R4.5). Interrupted anywhere, the same command goes on. Workstations
// raise the alarm until a person accepts what was lost (`accept-restore`).

import { acquireInstanceLock } from '#server/kernel/store/instance-lock.ts';
import { restoreOrganisation } from '#server/restore.ts';
import { progressTeller } from './copy-store.ts';
import { openFoundation, readOptions, requireOption } from './options.ts';

export const restoreUsage = 'restore --data DIR --file BACKUP [--passphrase-file F]   (DIR holds the keys and no store)';

export async function runRestore(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { file: { type: 'string' } } as const, restoreUsage);
  const data = requireOption(values.data, restoreUsage);
  const file = requireOption(values.file, restoreUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  const lock = acquireInstanceLock(foundation.layout.lock);
  try {
    const startMs = performance.now();
    const manifest = await restoreOrganisation(foundation, file, progressTeller('restored'));
    const { backupId, madeAt, lastPosition: records, report } = manifest;
    const seconds = Math.round(performance.now() - startMs) / 1_000;
    const { auditSize, auditRoot } = report;
    process.stdout.write(`${JSON.stringify({ restored: backupId, madeAt, records, auditSize, auditRoot, seconds })}\n`);
  } finally {
    lock.release();
  }
}
