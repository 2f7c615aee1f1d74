import type { Store } from '#server/kernel/store/store.ts';
import type { PublicationTable } from '#server/kernel/store/tables.ts';

export async function insertPublished(transaction: Store, row: PublicationTable): Promise<void> {
  await transaction.insertInto('published_item').values(row).execute();
}
