// The server's audit log (R1.3, R10.4): every act's leaf is written in the act's own transaction, so that neither exists without the
// other. Leaves of an organisation are numbered like its records, under the lock of its row. Appending costs one row for each leaf and
// one hash for each full tile; a root is computed when somebody asks for a checkpoint.
import type { Store } from '#server/kernel/store/store.ts';
import { type AuditAct, leafText } from '#src/domain/audit/leaves.ts';
import { foldPerfect, tileWidth } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { insertLeaves, insertTileRoot, loadTile, lockTree, saveSize } from './tree-store.ts';

/** Adds a leaf. @returns its index in the log */
export type AddLeaf = (act: AuditAct) => number;

export interface AuditLog {
  /** One act, in the transaction that does it. */
  readonly append: (transaction: Store, at: string, act: AuditAct) => Promise<void>;
  /** Acts of one transaction whose number is not known before; all their leaves are written at the end of the work. */
  readonly during: <T>(transaction: Store, at: string, work: (add: AddLeaf) => Promise<T>) => Promise<T>;
}

export function createAuditLog(organisationId: string): AuditLog {
  /** Writes down the root of each tile that these leaves have filled, at every level. */
  const closeTiles = async (transaction: Store, level: number, before: number, after: number): Promise<void> => {
    const [first, end] = [Math.floor(before / tileWidth), Math.floor(after / tileWidth)];
    for (let tile = first; tile < end; tile += 1) {
      const root = foldPerfect(sha256, await loadTile(transaction, organisationId, level, tile));
      await insertTileRoot(transaction, organisationId, { level, tile }, root);
    }
    if (end > first) await closeTiles(transaction, level + 1, first, end);
  };

  const write = async (transaction: Store, first: number, contents: readonly string[]): Promise<void> => {
    await insertLeaves(transaction, organisationId, first, contents);
    await saveSize(transaction, organisationId, first + contents.length);
    await closeTiles(transaction, 0, first, first + contents.length);
  };

  const during: AuditLog['during'] = async (transaction, at, work) => {
    const first = await lockTree(transaction, organisationId);
    const contents: string[] = [];
    const done = await work((act) => {
      const sequence = first + contents.length;
      contents.push(leafText(act, { sequence, at }));
      return sequence;
    });
    if (contents.length > 0) await write(transaction, first, contents);
    return done;
  };

  return {
    during,
    append: (transaction, at, act) =>
      during(transaction, at, async (add) => {
        add(act);
      }),
  };
}
