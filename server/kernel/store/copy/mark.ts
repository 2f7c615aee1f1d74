// While a store is filled (copied, restored, or founded), a table of its own says so: what is half there is never served.
import { sql } from 'kysely';
import { Stop } from '../../stop.ts';
import type { Store } from '../store.ts';

/** What it is filled from; null when nothing is being filled in. */
export async function readCopyMark(store: Store): Promise<string | null> {
  const tables = await store.introspection.getTables();
  if (!tables.some(({ name }) => name === 'store_copy')) return null;
  const mark = await sql<{ fingerprint: string }>`select fingerprint from store_copy`.execute(store);
  return mark.rows[0]?.fingerprint ?? null;
}

export async function beginCopy(transaction: Store, fingerprint: string): Promise<void> {
  await sql`create table if not exists store_copy (fingerprint text not null)`.execute(transaction);
  await sql`delete from store_copy`.execute(transaction);
  await sql`insert into store_copy values (${fingerprint})`.execute(transaction);
}

export async function endCopy(store: Store): Promise<void> {
  await sql`drop table store_copy`.execute(store);
}

/** The mark of a store that is being founded under these keys. */
export function foundingMark(serverKeyId: string): string {
  return `founding/${serverKeyId}`;
}

/** An init that was interrupted left it; its keys are gone, so nobody can ever use it. */
export function isFounding(mark: string | null): boolean {
  return mark?.startsWith('founding/') === true;
}

/**
 * @param serverKeyId of the keys it is opened with: when the store was founded under them, they are in their place, and it is whole
 * @throws Stop store/half-copied
 */
export async function requireWhole(store: Store, serverKeyId: string): Promise<void> {
  const mark = await readCopyMark(store);
  if (mark === null) return;
  if (mark === foundingMark(serverKeyId)) {
    await sql`drop table if exists store_copy`.execute(store);
    return;
  }
  throw new Stop(
    'store/half-copied',
    'This store is being filled and is not whole yet. Run the command that fills it (copy-store, restore or init) to its end.',
  );
}
