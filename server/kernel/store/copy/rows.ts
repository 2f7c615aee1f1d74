// Rows of any table, read in the order of its key and digested alike on both engines.
import { sql } from 'kysely';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { Store } from '../store.ts';
import type { TablePlan } from './tables.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface TableDigest {
  readonly rows: number;
  readonly digest: string;
}

const columns = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

/** The next rows after a key; null begins with the first. */
async function readAfter(store: Store, { name, key, batch }: TablePlan, after: Row | null): Promise<readonly Row[]> {
  const rest = after === null ? sql`` : sql`where (${columns(key)}) > (${sql.join(key.map((column) => sql.val(after[column])))})`;
  const query = sql<Row>`select * from ${sql.table(name)} ${rest} order by ${columns(key)} limit ${sql.lit(batch)}`;
  return (await query.execute(store)).rows;
}

/** All rows after a key, batch by batch. */
export async function* batchesAfter(store: Store, plan: TablePlan, start: Row | null): AsyncGenerator<readonly Row[]> {
  let after = start;
  for (;;) {
    const rows = await readAfter(store, plan, after);
    if (rows.length > 0) yield rows;
    if (rows.length < plan.batch) return;
    after = rows.at(-1) ?? null;
  }
}

export async function lastKey(store: Store, { name, key }: TablePlan): Promise<Row | null> {
  const order = sql.join(key.map((column) => sql`${sql.ref(column)} desc`));
  const query = sql<Row>`select ${columns(key)} from ${sql.table(name)} order by ${order} limit 1`;
  return (await query.execute(store)).rows[0] ?? null;
}

export async function insertRows(transaction: Store, { name }: TablePlan, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(names.map((column) => sql.val(row[column])))})`);
  await sql`insert into ${sql.table(name)} (${columns(names)}) values ${sql.join(values)}`.execute(transaction);
}

function textOf(row: Row): string {
  const sorted = Object.keys(row).sort((one, other) => (one < other ? -1 : 1));
  const values = sorted.map((name) => {
    const value = row[name];
    return [name, value instanceof Uint8Array ? { bytes: sha256Hex(value) } : value];
  });
  return JSON.stringify(values);
}

/** Digests the batches of a table from its first one on. */
export class RunningDigest {
  #digest = '';
  #rows = 0;

  add(batch: readonly Row[]): void {
    this.#digest = sha256Hex(`${this.#digest}\n${batch.map(textOf).join('\n')}`);
    this.#rows += batch.length;
  }

  get value(): TableDigest {
    return { rows: this.#rows, digest: this.#digest };
  }
}

/** How many rows a table has, and a digest over every value of each in the order of the key. */
export async function digestTable(store: Store, plan: TablePlan): Promise<TableDigest> {
  const digest = new RunningDigest();
  for await (const batch of batchesAfter(store, plan, null)) digest.add(batch);
  return digest.value;
}

/** Told after each batch that is safe in the target. */
export type Progress = (table: string, rows: number) => void;

/** Copies what the target does not have yet. */
export async function copyTable(source: Store, target: Store, plan: TablePlan, progress: Progress): Promise<void> {
  let copied = 0;
  for await (const rows of batchesAfter(source, plan, await lastKey(target, plan))) {
    await target.transaction().execute((transaction) => insertRows(transaction, plan, rows));
    copied += rows.length;
    progress(plan.name, copied);
  }
}

/** Empties them, those first that refer to others. */
export async function clearTables(transaction: Store, plans: readonly TablePlan[]): Promise<void> {
  for (const { name } of plans.toReversed()) await sql`delete from ${sql.table(name)}`.execute(transaction);
}
