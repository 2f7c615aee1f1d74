// Checking proofs of RFC 6962 (the iterative form of RFC 9162, section 2.1): what somebody does who holds no tree, only a root.
import { type Hash, hashNode, type Sha256 } from './tree.ts';

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

function isSame(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Where on its level a path stands, and the last place of that level. */
interface Place {
  readonly index: number;
  readonly last: number;
}

const half = (value: number) => Math.floor(value / 2);
const isOdd = (value: number) => value % 2 === 1;
const above = ({ index, last }: Place): Place => ({ index: half(index), last: half(last) });

function hasLeftSibling({ index, last }: Place): boolean {
  return isOdd(index) || index === last;
}

/** One level up; a lone last node is carried up unhashed until it has a left sibling. */
function climb(place: Place): Place {
  let carried = place;
  if (hasLeftSibling(place)) while (!isOdd(carried.index) && carried.index !== 0) carried = above(carried);
  return above(carried);
}

/** The root that the hash of a leaf leads to from its place; null when there is no such place, or the proof is too long or too short. */
export function rootByPath(
  sha256: Sha256,
  leaf: Hash,
  { index, size }: { readonly index: number; readonly size: number },
  proof: readonly Hash[],
): Hash | null {
  if (index < 0 || index >= size) return null;
  let hash = leaf;
  let place: Place = { index, last: size - 1 };
  for (const other of proof) {
    if (place.last === 0) return null;
    hash = hasLeftSibling(place) ? hashNode(sha256, other, hash) : hashNode(sha256, hash, other);
    place = climb(place);
  }
  return place.last === 0 ? hash : null;
}

/** Is the leaf with this hash at this place of the tree? */
export function isIncluded(sha256: Sha256, leaf: Hash, index: number, proof: readonly Hash[], head: TreeHead): boolean {
  const root = rootByPath(sha256, leaf, { index, size: head.size }, proof);
  return root !== null && isSame(root, head.root);
}

/** Follows the proof from the last whole subtree of the older tree up to both roots. */
function followsToBoth(sha256: Sha256, older: TreeHead, newer: TreeHead, proof: readonly Hash[]): boolean {
  let place: Place = { index: older.size - 1, last: newer.size - 1 };
  while (isOdd(place.index)) place = above(place);
  // When the older tree is one perfect subtree, its own root begins the path.
  const [first, ...rest] = place.index === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [olderRoot, newerRoot] = [first, first];
  for (const other of rest) {
    if (place.last === 0) return false;
    if (hasLeftSibling(place)) olderRoot = hashNode(sha256, other, olderRoot);
    newerRoot = hasLeftSibling(place) ? hashNode(sha256, other, newerRoot) : hashNode(sha256, newerRoot, other);
    place = climb(place);
  }
  return place.last === 0 && isSame(olderRoot, older.root) && isSame(newerRoot, newer.root);
}

/** Is the older tree the beginning of the newer one? An empty tree is the beginning of every tree. */
export function isConsistent(sha256: Sha256, older: TreeHead, newer: TreeHead, proof: readonly Hash[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && isSame(older.root, newer.root);
  return older.size === 0 ? proof.length === 0 : followsToBoth(sha256, older, newer, proof);
}
