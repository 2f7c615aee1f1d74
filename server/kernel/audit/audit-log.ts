// The server's audit log (R1.3, R10.4): every act's leaf is written in the act's own transaction, so that neither exists without the
// other. Leaves of an organisation are numbered like its records, under the lock of its row. Appending costs one row for each leaf and
// one hash for each full tile; a root is computed when somebody asks for a checkpoint.
import type { Store } from '#server/kernel/store/store.ts';
import { type AuditAct, leafBytes, leafText } from '#src/domain/audit/leaves.ts';
import { foldPerfect, type Hash, hashLeaf, tileWidth } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { insertLeaves, insertTileRoot, loadLeaves, loadTile, lockTree, saveSize } from './tree-store.ts';

/** Adds a leaf. @returns its index in the log */
export type AddLeaf = (act: AuditAct) => number;

export interface AuditLog {
  /** One act, in the transaction that does it. */
  readonly append: (transaction: Store, at: string, act: AuditAct) => Promise<void>;
  /** Acts of one transaction whose number is not known before; all their leaves are written at the end of the work. */
  readonly during: <T>(transaction: Store, at: string, work: (add: AddLeaf) => Promise<T>) => Promise<T>;
}

export function createAuditLog(organisationId: string): AuditLog {
  /** Writes down the roots of tiles that were filled; of these the level above has so many more hashes. */
  const addRoots = async (transaction: Store, level: number, before: number, roots: readonly Hash[]): Promise<void> => {
    for (const [offset, root] of roots.entries()) {
      await insertTileRoot(transaction, organisationId, { level, tile: before + offset }, root);
    }
    const [first, end] = [Math.floor(before / tileWidth), Math.floor((before + roots.length) / tileWidth)];
    const above: Hash[] = [];
    for (let tile = first; tile < end; tile += 1) {
      above.push(foldPerfect(sha256, await loadTile(transaction, organisationId, level + 1, tile)));
    }
    if (above.length > 0) await addRoots(transaction, level + 1, first, above);
  };

  /** Closes the tiles that these leaves fill; of the first of them the earlier leaves are read. */
  const closeTiles = async (transaction: Store, first: number, contents: readonly string[]): Promise<void> => {
    const [tile, end] = [Math.floor(first / tileWidth), Math.floor((first + contents.length) / tileWidth)];
    if (tile === end) return;
    const texts = [...(await loadLeaves(transaction, organisationId, tile)), ...contents];
    const roots = Array.from({ length: end - tile }, (_, offset) => {
      const leaves = texts.slice(offset * tileWidth, (offset + 1) * tileWidth);
      return foldPerfect(
        sha256,
        leaves.map((text) => hashLeaf(sha256, leafBytes(text))),
      );
    });
    await addRoots(transaction, 0, tile, roots);
  };

  const write = async (transaction: Store, first: number, contents: readonly string[]): Promise<void> => {
    // Before these leaves are there: their texts need not be read back.
    await closeTiles(transaction, first, contents);
    await insertLeaves(transaction, organisationId, first, contents);
    await saveSize(transaction, organisationId, first + contents.length);
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
