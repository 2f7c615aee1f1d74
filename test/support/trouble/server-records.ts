// What the server really holds, read from its own encrypted database and not from anything it says.
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { openStore } from '#server/kernel/store/store.ts';
import type { ServerSecrets } from '#test/support/server-process.ts';

/** Ids of all records in the server's store, one per row, in order. */
export async function serverRecords(dataDir: string, secrets: ServerSecrets): Promise<readonly string[]> {
  const layout = dataLayout(dataDir);
  const store = openStore(layout.database, await openOperationKeys(layout, secrets.keyPassphrase), { mayCreate: false });
  try {
    const rows = await store.selectFrom('record').select('record_id').execute();
    return rows.map((row) => row.record_id).toSorted();
  } finally {
    await store.destroy();
  }
}
