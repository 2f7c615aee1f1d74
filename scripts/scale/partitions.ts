// What PostgreSQL's own hash partitions by organisation cost: the record table of this product, plain and in 16 parts, with the same
// rows; batches added and single records found by their id.
import pg from 'pg';
import type { Cluster } from '#server/test-bench-postgres.ts';

const organisations = 64;
const parts = 16;
const columns = `organisation_id text collate "C" not null, record_id text collate "C" not null, revision bigint not null,
  device_id text collate "C" not null, sequence bigint not null, content_hash text collate "C" not null, envelope text collate "C" not null,
  position bigint not null, received_at text collate "C" not null, receipt text collate "C" not null,
  primary key (organisation_id, record_id, revision), unique (organisation_id, position)`;

export interface PartitionFigure {
  readonly layout: string;
  readonly addedPerSecond: number;
  readonly lookupMedianMs: number;
  readonly lookupP95Ms: number;
}

const tables = ['plain', 'parted'] as const;

async function createTables(client: pg.Client): Promise<void> {
  await client.query(`create table plain (${columns})`);
  await client.query(`create table parted (${columns}) partition by hash (organisation_id)`);
  for (let part = 0; part < parts; part += 1) {
    await client.query(`create table parted_${part} partition of parted for values with (modulus ${parts}, remainder ${part})`);
  }
}

/** Rows as an organisation's batches bring them; identifiers are random, so that they fall anywhere in the index. */
function rowsFrom(first: string): string {
  return `select 'organisation-' || (n / 200 % ${organisations}), md5(n::text || 'id'), 1, 'device-' || (n % 900), n, md5(n::text) || md5(n::text),
    repeat(md5(n::text), 60), n, '2026-11-25T08:00:00.000Z', repeat(md5(n::text), 12) from generate_series(${first}) as n`;
}

async function addBatches(client: pg.Client, table: string, from: number, batches: number): Promise<number> {
  const started = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    const first = from + batch * 200;
    await client.query(`insert into ${table} ${rowsFrom(`${first}, ${first + 199}`)}`);
  }
  return Math.round((batches * 200 * 1_000) / (performance.now() - started));
}

async function lookUp(client: pg.Client, table: string, rows: number, times: number): Promise<readonly number[]> {
  const question = {
    name: `find-${table}`,
    text: `select content_hash, receipt from ${table} where organisation_id = $1 and record_id = $2 and revision = 1`,
  };
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const n = Math.floor(Math.random() * rows);
    const organisation = `organisation-${Math.floor(n / 200) % organisations}`;
    const { rows: ids } = await client.query('select md5($1 || $2) as id', [String(n), 'id']);
    const started = performance.now();
    const found = await client.query({ ...question, values: [organisation, ids[0].id] });
    took.push(performance.now() - started);
    if (found.rows.length !== 1) throw new Error('a record was not found');
  }
  return took.sort((one, other) => one - other);
}

/** Both layouts take turns, so that whatever else the machine does falls on both. */
export async function measurePartitions(cluster: Cluster, database: string, rows: number): Promise<readonly PartitionFigure[]> {
  const client = new pg.Client({ connectionString: cluster.url(database) });
  await client.connect();
  try {
    await createTables(client);
    const rounds = 5;
    const batches = Math.max(1, Math.round(rows / 10 / 200 / rounds));
    const filled = rows - rounds * batches * 200;
    for (const table of tables) await client.query(`insert into ${table} ${rowsFrom(`0, ${filled - 1}`)}`);
    await client.query('vacuum analyze');
    const added: Record<(typeof tables)[number], number[]> = { plain: [], parted: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const table of tables) added[table].push(await addBatches(client, table, filled + round * batches * 200, batches));
    }
    await client.query('vacuum analyze');
    const figures: PartitionFigure[] = [];
    for (const table of tables) {
      await lookUp(client, table, rows, 200);
      const took = await lookUp(client, table, rows, 3_000);
      const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 1_000) / 1_000;
      const sorted = added[table].sort((one, other) => one - other);
      const layout = table === 'plain' ? 'one table' : `${parts} hash partitions`;
      figures.push({ layout, addedPerSecond: sorted[2] ?? 0, lookupMedianMs: at(0.5), lookupP95Ms: at(0.95) });
    }
    return figures;
  } finally {
    await client.end();
  }
}
