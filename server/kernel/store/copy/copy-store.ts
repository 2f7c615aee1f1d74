// Moves an organisation from SQLite to PostgreSQL. The source stays locked against every writer and is only read, until both sides
// were compared value by value; then it is marked as moved, and only after that does the target count as founded. Whatever interrupts
// it, at most one of the two can be served, and the same command goes on where it was.
import { sql } from 'kysely';
import { treeReader } from '#server/kernel/audit/tree-reader.ts';
import { loadSize } from '#server/kernel/audit/tree-store.ts';
import { TileTree } from '#src/domain/audit/tree.ts';
import { sha256, sha256Hex } from '#src/node/crypto/hash.ts';
import { Stop } from '../../stop.ts';
import { markMoved } from '../moved-mark.ts';
import { beginCopy, endCopy, readCopyMark } from '../postgres/copy-mark.ts';
import type { Store } from '../store.ts';
import { batchesAfter, digestTable, insertRows, lastKey, type TableDigest } from './rows.ts';
import { type TablePlan, tablePlans } from './tables.ts';

export interface CopyReport {
  readonly tables: Readonly<Record<string, TableDigest>>;
  readonly auditSize: number;
  readonly auditRoot: string;
}

/** Told after each batch that is safe in the target. */
export type Progress = (table: string, rows: number) => void;

/** Changes whenever anything was done on the source: an older half of a copy is then of no use. */
async function fingerprintOf(source: Store): Promise<string> {
  const digests: string[] = [];
  for (const plan of tablePlans.filter(({ isAppended }) => !isAppended)) digests.push((await digestTable(source, plan)).digest);
  return sha256Hex(digests.join('\n'));
}

/** @throws Stop database/not-empty when the target holds anything but an earlier half of a copy */
async function prepare(target: Store, fingerprint: string): Promise<void> {
  const mark = await readCopyMark(target);
  if (mark === fingerprint) return;
  if (mark === null && (await lastKey(target, organisationPlan())) !== null) {
    throw new Stop('database/not-empty', 'The database already holds an organisation. Nothing was changed; choose an empty one.');
  }
  await target.transaction().execute(async (transaction) => {
    const names = sql.join(tablePlans.map(({ name }) => sql.table(name)));
    if (mark !== null) await sql`truncate ${names}`.execute(transaction);
    await beginCopy(transaction, fingerprint);
  });
}

function organisationPlan(): TablePlan {
  const plan = tablePlans.find(({ name }) => name === 'organisation');
  if (plan === undefined) throw new Error('there is no plan for the organisation');
  return plan;
}

async function copyTable(source: Store, target: Store, plan: TablePlan, progress: Progress): Promise<void> {
  let copied = 0;
  for await (const rows of batchesAfter(source, plan, await lastKey(target, plan))) {
    await target.transaction().execute((transaction) => insertRows(transaction, plan, rows));
    copied += rows.length;
    progress(plan.name, copied);
  }
}

async function auditOf(
  store: Store,
  organisationId: string,
): Promise<{ readonly auditSize: number; readonly auditRoot: string }> {
  const auditSize = await loadSize(store, organisationId);
  const root = await new TileTree(auditSize, sha256, treeReader(store, organisationId).hashes).root();
  return { auditSize, auditRoot: Buffer.from(root).toString('hex') };
}

async function reportOf(store: Store, organisationId: string): Promise<CopyReport> {
  const tables: Record<string, TableDigest> = {};
  for (const plan of tablePlans) tables[plan.name] = await digestTable(store, plan);
  return { tables, ...(await auditOf(store, organisationId)) };
}

/** @throws Stop copy/differs; neither side is served before it was found out why */
function compare(source: CopyReport, target: CopyReport): void {
  const differing = Object.entries(source.tables).filter(([name, { rows, digest }]) => {
    const copy = target.tables[name];
    return copy?.rows !== rows || copy.digest !== digest;
  });
  if (differing.length === 0 && source.auditRoot === target.auditRoot) return;
  const names = differing.map(([name]) => name).join(', ');
  throw new Stop('copy/differs', `The copy is not the same as the store (${names}). Empty the database and begin anew.`);
}

/** Both stores at the newest schema. @throws Stop database/not-empty, copy/differs */
export async function copyStore(
  source: Store,
  target: Store,
  options: { readonly organisationId: string; readonly progress: Progress },
): Promise<CopyReport> {
  const { organisationId, progress } = options;
  const report = await source.transaction().execute(async (locked) => {
    await sql`pragma query_only = on`.execute(locked);
    try {
      await prepare(target, await fingerprintOf(locked));
      for (const plan of tablePlans) await copyTable(locked, target, plan, progress);
      const copy = await reportOf(target, organisationId);
      compare(await reportOf(locked, organisationId), copy);
      // Under the same lock: nobody writes to a store that was compared and is not marked yet.
      await sql`pragma query_only = off`.execute(locked);
      await markMoved(locked);
      return copy;
    } finally {
      await sql`pragma query_only = off`.execute(locked);
    }
  });
  await endCopy(target);
  return report;
}
