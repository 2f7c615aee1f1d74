// What a store says of itself, computed anew from what it holds: hashes of records and attachments, and every hash of the audit tree.
// A backup in which any of it is wrong does not count, also when the wrong bytes were faithfully copied (R4.5).
import { leafBytes } from '#src/domain/audit/leaves.ts';
import { foldPerfect, type Hash, hashLeaf, hashNode, tileWidth } from '#src/domain/audit/tree.ts';
import { RunningHash, sha256, sha256Hex } from '#src/node/crypto/hash.ts';
import { Stop } from '../stop.ts';
import { batchesAfter, type Row } from '../store/copy/rows.ts';
import { tablePlans } from '../store/copy/tables.ts';
import type { Store } from '../store/store.ts';

function rowsOf(store: Store, table: string): AsyncGenerator<readonly Row[]> {
  const plan = tablePlans.find(({ name }) => name === table);
  if (plan === undefined) throw new Error(`there is no plan for ${table}`);
  return batchesAfter(store, plan, null);
}

function wrong(what: string): Stop {
  return new Stop(
    'backup/contents-wrong',
    `What the store holds does not agree with itself (${what}). Have the store looked at.`,
  );
}

async function checkRecords(store: Store): Promise<void> {
  for await (const batch of rowsOf(store, 'record')) {
    const isRight = batch.every((row) => sha256Hex(String(row.envelope)) === row.content_hash);
    if (!isRight) throw wrong('the hash of a record');
  }
}

const attachmentKey = (row: Row) => `${row.organisation_id}/${row.device_id}/${row.content_hash}`;

async function completeAttachments(store: Store): Promise<Map<string, string>> {
  const complete = new Map<string, string>();
  for await (const batch of rowsOf(store, 'attachment')) {
    for (const row of batch) if (row.is_complete === 1) complete.set(attachmentKey(row), String(row.content_hash));
  }
  return complete;
}

async function checkAttachments(store: Store): Promise<void> {
  const complete = await completeAttachments(store);
  // Pieces follow each other in the order of their key.
  let open = { key: '', hash: new RunningHash() };
  const take = (row: Row): void => {
    const key = attachmentKey(row);
    if (open.key !== key) {
      finish();
      open = { key, hash: new RunningHash() };
    }
    if (row.bytes instanceof Uint8Array) open.hash.add(row.bytes);
  };
  const finish = (): void => {
    const expected = complete.get(open.key);
    if (expected === undefined) return;
    if (open.hash.hex() !== expected) throw wrong('the hash of an attachment');
    complete.delete(open.key);
  };
  for await (const batch of rowsOf(store, 'attachment_piece')) batch.forEach(take);
  finish();
  if (complete.size > 0) throw wrong('a complete attachment without bytes');
}

/** Roots of full tiles of every level, as the leaves give them. */
class TileRoots {
  readonly roots = new Map<string, string>();
  readonly #open: Hash[][] = [];
  readonly #closed: number[] = [];

  add(hash: Hash, level = 0): void {
    const tile = this.#open[level] ?? [];
    this.#open[level] = tile;
    tile.push(hash);
    if (tile.length < tileWidth) return;
    const root = foldPerfect(sha256, tile);
    const number = this.#closed[level] ?? 0;
    this.#closed[level] = number + 1;
    this.roots.set(`${level}/${number}`, Buffer.from(root).toString('hex'));
    this.#open[level] = [];
    this.add(root, level + 1);
  }
}

/** Roots at any size, from perfect subtrees alone. */
class GrowingRoot {
  readonly #peaks: { readonly leaves: number; readonly hash: Hash }[] = [];

  add(hash: Hash): void {
    let merged = { leaves: 1, hash };
    for (let last = this.#peaks.at(-1); last?.leaves === merged.leaves; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      merged = { leaves: merged.leaves * 2, hash: hashNode(sha256, last.hash, merged.hash) };
    }
    this.#peaks.push(merged);
  }

  root(): string {
    const [first, ...rest] = this.#peaks.toReversed();
    const root = rest.reduce((hash, peak) => hashNode(sha256, peak.hash, hash), first?.hash ?? sha256(''));
    return Buffer.from(root).toString('base64');
  }
}

/** Roots of every checkpoint that was ever signed, by their sizes. */
async function signedRoots(store: Store): Promise<Map<number, string>> {
  const roots = new Map<number, string>();
  for await (const batch of rowsOf(store, 'audit_checkpoint')) {
    for (const row of batch) roots.set(Number(row.size), String(row.note).split('\n')[2] ?? '');
  }
  return roots;
}

/** Reads all leaves. @returns the roots of full tiles that they give */
async function checkLeaves(store: Store): Promise<Map<string, string>> {
  const [computed, growing, signed] = [new TileRoots(), new GrowingRoot(), await signedRoots(store)];
  let leaves = 0;
  for await (const batch of rowsOf(store, 'audit_leaf')) {
    for (const row of batch) {
      if (row.leaf_index !== leaves) throw wrong('the numbers of the audit log');
      const hash = hashLeaf(sha256, leafBytes(String(row.content)));
      computed.add(hash);
      growing.add(hash);
      leaves += 1;
      const root = signed.get(leaves);
      if (root !== undefined && root !== growing.root()) throw wrong('a signed checkpoint of the audit log');
    }
  }
  const { audit_size: size } = await store.selectFrom('organisation').select('audit_size').executeTakeFirstOrThrow();
  if (size !== leaves || [...signed.keys()].some((one) => one > leaves)) throw wrong('the length of the audit log');
  return computed.roots;
}

async function checkAuditTree(store: Store): Promise<void> {
  const computed = await checkLeaves(store);
  let kept = 0;
  for await (const batch of rowsOf(store, 'audit_tile_root')) {
    kept += batch.length;
    if (!batch.every((row) => computed.get(`${row.level}/${row.tile}`) === row.root)) throw wrong('a hash of the audit log');
  }
  if (kept !== computed.size) throw wrong('a hash of the audit log is missing');
}

/** @throws Stop backup/contents-wrong */
export async function checkContents(store: Store): Promise<void> {
  await checkRecords(store);
  await checkAttachments(store);
  await checkAuditTree(store);
}
