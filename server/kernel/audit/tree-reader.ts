import type { Store } from '#server/kernel/store/store.ts';
import type { ReadTile } from '#src/domain/audit/tree.ts';
import { loadLeaves, loadSize, loadTile } from './tree-store.ts';

/** The committed tree of an organisation. */
export interface AuditTreeReader {
  readonly size: () => Promise<number>;
  readonly hashes: ReadTile;
  /** Texts of the leaves of one bundle. */
  readonly entries: (tile: number) => Promise<readonly string[]>;
}

export function treeReader(store: Store, organisationId: string): AuditTreeReader {
  return {
    size: () => loadSize(store, organisationId),
    hashes: (level, tile) => loadTile(store, organisationId, level, tile),
    entries: (tile) => loadLeaves(store, organisationId, tile),
  };
}
