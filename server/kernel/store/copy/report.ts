// What is in a store, in a few lines: two stores with the same report hold the same values.
import { treeReader } from '#server/kernel/audit/tree-reader.ts';
import { loadSize } from '#server/kernel/audit/tree-store.ts';
import { TileTree } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import type { Store } from '../store.ts';
import { digestTable, type TableDigest } from './rows.ts';
import type { TablePlan } from './tables.ts';

export interface StoreReport {
  readonly tables: Readonly<Record<string, TableDigest>>;
  readonly auditSize: number;
  readonly auditRoot: string;
}

export async function auditOf(store: Store, organisationId: string): Promise<Omit<StoreReport, 'tables'>> {
  const auditSize = await loadSize(store, organisationId);
  const root = await new TileTree(auditSize, sha256, treeReader(store, organisationId).hashes).root();
  return { auditSize, auditRoot: Buffer.from(root).toString('hex') };
}

export async function reportOf(store: Store, organisationId: string, plans: readonly TablePlan[]): Promise<StoreReport> {
  const tables: Record<string, TableDigest> = {};
  for (const plan of plans) tables[plan.name] = await digestTable(store, plan);
  return { tables, ...(await auditOf(store, organisationId)) };
}

/** Names of what is not the same; empty when all is. */
export function differences(one: StoreReport, other: StoreReport): readonly string[] {
  const names = [...new Set([...Object.keys(one.tables), ...Object.keys(other.tables)])].filter((name) => {
    const [here, there] = [one.tables[name], other.tables[name]];
    return here?.rows !== there?.rows || here?.digest !== there?.digest;
  });
  return one.auditRoot === other.auditRoot ? names : [...names, 'audit root'];
}
