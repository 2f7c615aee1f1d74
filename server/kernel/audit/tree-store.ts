// Leaves, roots of full tiles and checkpoints as they lie in the store. A leaf is the exact text that was hashed.
import { insertRows } from '#server/kernel/store/insert-rows.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { leafBytes } from '#src/domain/audit/leaves.ts';
import { type Hash, hashLeaf, tileWidth } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';

/** How many leaves there are; the row stays locked until the transaction ends, so leaves follow commits without gaps. */
export async function lockTree(transaction: Store, organisationId: string): Promise<number> {
  const row = await transaction
    .updateTable('organisation')
    .set((set) => ({ audit_size: set.ref('audit_size') }))
    .where('organisation_id', '=', organisationId)
    .returning('audit_size')
    .executeTakeFirstOrThrow();
  return row.audit_size;
}

export async function saveSize(transaction: Store, organisationId: string, size: number): Promise<void> {
  await transaction.updateTable('organisation').set({ audit_size: size }).where('organisation_id', '=', organisationId).execute();
}

export async function loadSize(store: Store, organisationId: string): Promise<number> {
  const row = await store
    .selectFrom('organisation')
    .select('audit_size')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return row.audit_size;
}

export async function insertLeaves(
  transaction: Store,
  organisationId: string,
  first: number,
  contents: readonly string[],
): Promise<void> {
  const rows = contents.map((content, offset) => ({
    organisation_id: organisationId,
    leaf_index: first + offset,
    content,
  }));
  await insertRows(transaction, 'audit_leaf', rows);
}

/** Texts of the leaves of one level-0 tile, as far as they are there. */
export async function loadLeaves(store: Store, organisationId: string, tile: number): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('audit_leaf')
    .select('content')
    .where('organisation_id', '=', organisationId)
    .where('leaf_index', '>=', tile * tileWidth)
    .where('leaf_index', '<', (tile + 1) * tileWidth)
    .orderBy('leaf_index')
    .execute();
  return rows.map(({ content }) => content);
}

export async function insertTileRoot(
  transaction: Store,
  organisationId: string,
  place: { readonly level: number; readonly tile: number },
  root: Hash,
): Promise<void> {
  const row = { organisation_id: organisationId, ...place, root: Buffer.from(root).toString('hex') };
  await transaction.insertInto('audit_tile_root').values(row).execute();
}

/** The hashes of one tile, as far as they are there: of leaves at level 0, above it the roots of full tiles of the level below. */
export async function loadTile(store: Store, organisationId: string, level: number, tile: number): Promise<readonly Hash[]> {
  if (level === 0) {
    return (await loadLeaves(store, organisationId, tile)).map((content) => hashLeaf(sha256, leafBytes(content)));
  }
  const rows = await store
    .selectFrom('audit_tile_root')
    .select('root')
    .where('organisation_id', '=', organisationId)
    .where('level', '=', level - 1)
    .where('tile', '>=', tile * tileWidth)
    .where('tile', '<', (tile + 1) * tileWidth)
    .orderBy('tile')
    .execute();
  return rows.map(({ root }) => new Uint8Array(Buffer.from(root, 'hex')));
}

export async function findCheckpoint(store: Store, organisationId: string, size: number): Promise<string | null> {
  const row = await store
    .selectFrom('audit_checkpoint')
    .select('note')
    .where('organisation_id', '=', organisationId)
    .where('size', '=', size)
    .executeTakeFirst();
  return row?.note ?? null;
}

/** Keeps a checkpoint; the first one of a size stays, except that a later key may sign beside a former one. @param kept what was there */
export async function saveCheckpoint(
  store: Store,
  row: { readonly organisation_id: string; readonly size: number; readonly note: string; readonly signed_at: string },
  kept: string | null,
): Promise<void> {
  await store
    .insertInto('audit_checkpoint')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'size'])
        .doUpdateSet({ note: row.note })
        .where('audit_checkpoint.note', '=', kept ?? ''),
    )
    .execute();
}

export async function loadCheckpoints(
  store: Store,
  organisationId: string,
): Promise<readonly { readonly size: number; readonly note: string }[]> {
  return store
    .selectFrom('audit_checkpoint')
    .select(['size', 'note'])
    .where('organisation_id', '=', organisationId)
    .orderBy('size')
    .execute();
}
