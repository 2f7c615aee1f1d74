// RFC 6962 by its own words: recursive definitions, no tiles, no shortcuts shared with the writer.
import { createHash } from 'node:crypto';

export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.from([0]), entry);
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return sha256(Buffer.from([1]), left, right);
}

/** The largest power of two below `size`. */
function split(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1);
}

/** A tree that grows leaf by leaf and knows its root at every size: perfect subtrees, largest first. */
export class GrowingTree {
  readonly #subtrees: { readonly leaves: number; readonly hash: Buffer }[] = [];

  push(hash: Buffer): void {
    let subtree = { leaves: 1, hash };
    for (let last = this.#subtrees.at(-1); last?.leaves === subtree.leaves; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      subtree = { leaves: subtree.leaves * 2, hash: nodeHash(last.hash, subtree.hash) };
    }
    this.#subtrees.push(subtree);
  }

  root(): Buffer {
    const hashes = this.#subtrees.map(({ hash }) => hash);
    return hashes.length === 0 ? sha256('') : hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The root of a perfect number of hashes. */
export function perfectRoot(hashes: readonly Buffer[]): Buffer {
  const tree = new GrowingTree();
  for (const hash of hashes) tree.push(hash);
  return tree.root();
}

/** Takes the hashes of a proof one after the other. @throws RangeError when there are too few */
function taker(proof: readonly Buffer[]): { readonly take: () => Buffer; readonly isEmpty: () => boolean } {
  let next = 0;
  const take = (): Buffer => {
    const hash = proof[next];
    if (hash === undefined) throw new RangeError('the proof is too short');
    next += 1;
    return hash;
  };
  return { take, isEmpty: () => next === proof.length };
}

function isProved(proof: readonly Buffer[], check: (take: () => Buffer) => boolean): boolean {
  const { take, isEmpty } = taker(proof);
  try {
    return check(take) && isEmpty();
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Section 2.1.1, read backwards: the root that leaf, place and path lead to; null when they lead nowhere. */
export function rootByProof(proof: readonly Buffer[], leaf: Buffer, index: number, size: number): Buffer | null {
  const rebuild = (place: number, width: number, take: () => Buffer): Buffer => {
    if (width === 1) return leaf;
    const left = split(width);
    if (place < left) return nodeHash(rebuild(place, left, take), take());
    const right = rebuild(place - left, width - left, take);
    return nodeHash(take(), right);
  };
  if (index < 0 || index >= size) return null;
  let root: Buffer | null = null;
  const isWhole = isProved(proof, (take) => {
    root = rebuild(index, size, take);
    return true;
  });
  return isWhole ? root : null;
}

export function provesInclusion(proof: readonly Buffer[], leaf: Buffer, index: number, size: number, root: Buffer): boolean {
  return rootByProof(proof, leaf, index, size)?.equals(root) === true;
}

export interface Head {
  readonly size: number;
  readonly root: Buffer;
}

/** Section 2.1.2, read backwards: both roots that the path leads to. */
export function provesConsistency(proof: readonly Buffer[], older: Head, newer: Head): boolean {
  const rebuild = (place: number, width: number, isWhole: boolean, take: () => Buffer): readonly [Buffer, Buffer] => {
    if (place === width) {
      const hash = isWhole ? older.root : take();
      return [hash, hash];
    }
    const left = split(width);
    if (place <= left) {
      const [was, is] = rebuild(place, left, isWhole, take);
      return [was, nodeHash(is, take())];
    }
    const [was, is] = rebuild(place - left, width - left, false, take);
    const before = take();
    return [nodeHash(before, was), nodeHash(before, is)];
  };
  if (older.size > newer.size) return false;
  if (older.size === 0) return proof.length === 0 && older.root.equals(sha256(''));
  return isProved(proof, (take) => {
    const [was, is] = rebuild(older.size, newer.size, true, take);
    return was.equals(older.root) && is.equals(newer.root);
  });
}
