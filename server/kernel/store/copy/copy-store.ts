// Moves an organisation from SQLite to PostgreSQL. The source stays locked against every writer and is only read, until both sides
// were compared value by value; then it is marked as moved, and only after that does the target count as founded. Whatever interrupts
// it, at most one of the two can be served, and the same command goes on where it was.
import { sql } from 'kysely';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { Stop } from '../../stop.ts';
import { markMoved } from '../moved-mark.ts';
import type { Store } from '../store.ts';
import { beginCopy, endCopy, readCopyMark } from './mark.ts';
import { differences, reportOf, type StoreReport } from './report.ts';
import { clearTables, copyTable, digestTable, lastKey, type Progress } from './rows.ts';
import { type TablePlan, tablePlans } from './tables.ts';

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
    if (mark !== null) await clearTables(transaction, tablePlans);
    await beginCopy(transaction, fingerprint);
  });
}

function organisationPlan(): TablePlan {
  const plan = tablePlans.find(({ name }) => name === 'organisation');
  if (plan === undefined) throw new Error('there is no plan for the organisation');
  return plan;
}

/** @throws Stop copy/differs; neither side is served before it was found out why */
function compare(source: StoreReport, target: StoreReport): void {
  const names = differences(source, target);
  if (names.length === 0) return;
  throw new Stop(
    'copy/differs',
    `The copy is not the same as the store (${names.join(', ')}). Empty the database and begin anew.`,
  );
}

/** Both stores at the newest schema. @throws Stop database/not-empty, copy/differs */
export async function copyStore(
  source: Store,
  target: Store,
  options: { readonly organisationId: string; readonly progress: Progress },
): Promise<StoreReport> {
  const { organisationId, progress } = options;
  const report = await source.transaction().execute(async (locked) => {
    await sql`pragma query_only = on`.execute(locked);
    try {
      await prepare(target, await fingerprintOf(locked));
      for (const plan of tablePlans) await copyTable(locked, target, plan, progress);
      const copy = await reportOf(target, organisationId, tablePlans);
      compare(await reportOf(locked, organisationId, tablePlans), copy);
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
