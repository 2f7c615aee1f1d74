// `copy-store`: moves the store of a data directory into the empty PostgreSQL database of DATABASE_URL. The server is stopped first;
// interrupted anywhere, the same command goes on.
import { copyToPostgres } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Progress } from '#server/kernel/store/copy/rows.ts';
import { acquireInstanceLock } from '#server/kernel/store/instance-lock.ts';
import { openFoundation, readOptions, requireOption } from './options.ts';

export const copyStoreUsage = 'copy-store --data DIR [--passphrase-file F]   (to the empty database of DATABASE_URL)';

const tellEveryMs = 2_000;

/** Says on stderr from time to time how far it is. */
export function progressTeller(done: string): Progress {
  let toldAt = 0;
  return (table, rows) => {
    if (Date.now() - toldAt < tellEveryMs) return;
    toldAt = Date.now();
    process.stderr.write(`${done}: ${table} ${rows}\n`);
  };
}

export async function runCopyStore(args: readonly string[]): Promise<void> {
  const values = readOptions(args, {}, copyStoreUsage);
  const data = requireOption(values.data, copyStoreUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  const { databaseUrl } = foundation;
  if (databaseUrl === undefined) {
    throw new Stop('command/usage', 'DATABASE_URL does not say where to. Give the address of an empty PostgreSQL database.');
  }
  const lock = acquireInstanceLock(foundation.layout.lock);
  try {
    const { tables, auditSize, auditRoot } = await copyToPostgres({ ...foundation, databaseUrl }, progressTeller('copied'));
    const records = tables.record;
    process.stdout.write(`${JSON.stringify({ copied: records?.rows, digest: records?.digest, auditSize, auditRoot })}\n`);
  } finally {
    lock.release();
  }
}
