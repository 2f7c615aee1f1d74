// While a store is copied into a database, a table of its own says so: what is half copied is never served.
import { sql } from 'kysely';
import { Stop } from '../../stop.ts';
import type { Store } from '../store.ts';

/** What the source was like when its copy began; null when nothing is being copied. */
export async function readCopyMark(store: Store): Promise<string | null> {
  const table = await sql<{ found: string | null }>`select to_regclass('store_copy')::text as found`.execute(store);
  if (table.rows[0]?.found == null) return null;
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

/** @throws Stop store/half-copied */
export async function requireWhole(store: Store): Promise<void> {
  if ((await readCopyMark(store)) === null) return;
  throw new Stop(
    'store/half-copied',
    'A store is being copied into this database and is not whole yet. Run copy-store to its end.',
  );
}
