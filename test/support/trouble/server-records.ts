// What the server really holds, read from its own encrypted database and not from anything it says.
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { openStore } from '#server/kernel/store/store.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { ServerSecrets } from '#test/support/server-process.ts';

/** A record as the server's store holds it, one per row. */
export interface ServerRow {
  readonly recordId: string;
  readonly revision: number;
  readonly contentHash: string;
  readonly position: number;
}

/** All records in the server's store, in the order they came. */
export async function serverRows(dataDir: string, secrets: ServerSecrets): Promise<readonly ServerRow[]> {
  const layout = dataLayout(dataDir);
  const store = openStore(layout.database, await openOperationKeys(layout, secrets.keyPassphrase), { mayCreate: false });
  try {
    return await readServerRows(store);
  } finally {
    await store.destroy();
  }
}

/** The same of a store that is open. */
export async function readServerRows(store: ReturnType<typeof openStore>): Promise<readonly ServerRow[]> {
  const rows = await store.selectFrom('record').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    recordId: row.record_id,
    revision: row.revision,
    // What the envelope hashes to, whatever the column says.
    contentHash: sha256Hex(row.envelope),
    position: row.position,
  }));
}

/** Ids of all records in the server's store, one per row, in order. */
export async function serverRecords(dataDir: string, secrets: ServerSecrets): Promise<readonly string[]> {
  return (await serverRows(dataDir, secrets)).map(({ recordId }) => recordId).toSorted();
}
