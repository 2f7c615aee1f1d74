// Stores that already hold many records: true rows in every key, with sealed texts shortened to what a digest needs. Made in SQL.
import { sql } from 'kysely';
import type { Store } from '#server/kernel/store/store.ts';
import { tileWidth } from '#src/domain/audit/tree.ts';

/** Words of the two dialects that have no common form. */
const dialects = {
  postgresql: {
    numbers: (from: number, to: number) => `select n from generate_series(${from}, ${to}) as n`,
    /** 32 hex characters that fall anywhere. */
    scattered: "replace(gen_random_uuid()::text, '-', '')",
  },
  sqlite: {
    numbers: (from: number, to: number) =>
      `with recursive counted(n) as (select ${from} union all select n + 1 from counted where n < ${to}) select n from counted`,
    scattered: 'lower(hex(randomblob(16)))',
  },
} as const;

export type Engine = keyof typeof dialects;

interface Place {
  readonly organisationId: string;
  readonly deviceId: string;
}

/** Rows made by one statement: what a statement makes is in memory or in the log at once. */
const perStatement = 100_000;

/** Adds so many records with their leaves to a new organisation, as if they had been taken in. */
export async function fillRecords(
  store: Store,
  engine: Engine,
  { organisationId, deviceId }: Place,
  rows: number,
): Promise<void> {
  const { numbers, scattered } = dialects[engine];
  const run = (statement: string) => sql.raw(statement).execute(store);
  const { audit_size: leaves } = await store.selectFrom('organisation').select('audit_size').executeTakeFirstOrThrow();
  // Only memory: how a store is filled is not what is measured.
  if (engine === 'sqlite') await run('pragma cache_size = -400000');
  for (let from = 1; from <= rows; from += perStatement) {
    const to = Math.min(rows, from + perStatement - 1);
    await run(`insert into record (organisation_id, record_id, revision, device_id, sequence, content_hash, envelope, position, received_at, receipt)
      select '${organisationId}', ${scattered}, 1, '${deviceId}', n, ${scattered} || ${scattered}, ${scattered}, n, '2026-11-25T08:00:00.000Z', '{}'
      from (${numbers(from, to)}) as numbered`);
    await run(`insert into audit_leaf (organisation_id, leaf_index, content)
      select '${organisationId}', n, ${scattered} || ${scattered} from (${numbers(leaves + from - 1, leaves + to - 1)}) as numbered`);
  }
  const size = leaves + rows;
  for (let level = 0, tiles = Math.floor(size / tileWidth); tiles > 0; level += 1, tiles = Math.floor(tiles / tileWidth)) {
    await run(`insert into audit_tile_root (organisation_id, level, tile, root)
      select '${organisationId}', ${level}, n, ${scattered} || ${scattered} from (${numbers(0, tiles - 1)}) as numbered`);
  }
  await store.updateTable('organisation').set({ last_position: rows, audit_size: size }).execute();
  await run(engine === 'sqlite' ? 'analyze' : 'vacuum analyze');
}
