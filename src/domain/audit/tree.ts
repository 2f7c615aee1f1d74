// The Merkle tree of RFC 6962 over leaves that are kept as tiles of 256 hashes (C2SP tlog-tiles). Pure: the hash function and the
// tiles come in. Every range the RFC splits off is either one aligned perfect subtree or is split further, so that roots and proofs
// need only the tiles on their path, never all leaves.
import { joinBytes } from '#src/base/bytes.ts';

export type Hash = Uint8Array<ArrayBuffer>;
export type Sha256 = (bytes: Uint8Array) => Hash;

export const tileWidth = 256;
const tileHeight = 8;

export function hashLeaf(sha256: Sha256, leaf: Uint8Array): Hash {
  return sha256(joinBytes(new Uint8Array([0]), leaf));
}

export function hashNode(sha256: Sha256, left: Hash, right: Hash): Hash {
  return sha256(joinBytes(new Uint8Array([1]), left, right));
}

/** Largest power of two smaller than `size` (which is 2 or more). */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** How many hashes the tile holds in a tree of this size. */
export function tileHashes(size: number, level: number, tile: number): number {
  const atLevel = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, atLevel - tile * tileWidth));
}

/** Root of the perfect subtree whose leaves these hashes are (a power of two of them). */
export function foldPerfect(sha256: Sha256, hashes: readonly Hash[]): Hash {
  let level = [...hashes];
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let index = 0; index + 1 < level.length; index += 2) {
      above.push(hashNode(sha256, level[index] ?? new Uint8Array(), level[index + 1] ?? new Uint8Array()));
    }
    level = above;
  }
  const [root] = level;
  if (root === undefined) throw new Error('no hashes to fold');
  return root;
}

/** The hashes of one tile, as far as the tree has them. */
export type ReadTile = (level: number, tile: number) => Promise<readonly Hash[]>;

/** A tree of a fixed size over its tiles. */
export class TileTree {
  readonly size: number;
  readonly #sha256: Sha256;
  readonly #read: ReadTile;
  readonly #tiles = new Map<string, Promise<readonly Hash[]>>();

  constructor(size: number, sha256: Sha256, read: ReadTile) {
    this.size = size;
    this.#sha256 = sha256;
    this.#read = read;
  }

  async root(): Promise<Hash> {
    return this.size === 0 ? this.#sha256(new Uint8Array()) : this.#range(0, this.size);
  }

  /** PATH(index, D[size]) of RFC 6962. */
  async inclusionProof(index: number): Promise<readonly Hash[]> {
    if (index < 0 || index >= this.size) throw new Error('the tree has no such leaf');
    const proof: Hash[] = [];
    let [start, end] = [0, this.size];
    while (end - start > 1) {
      const middle = start + splitOf(end - start);
      const isLeft = index < middle;
      proof.push(isLeft ? await this.#range(middle, end) : await this.#range(start, middle));
      if (isLeft) end = middle;
      else start = middle;
    }
    return proof.reverse();
  }

  /** PROOF(older, D[size]) of RFC 6962; empty for an empty older tree and for the same size. */
  async consistencyProof(older: number): Promise<readonly Hash[]> {
    if (older < 0 || older > this.size) throw new Error('the older tree is larger');
    if (older === 0 || older === this.size) return [];
    const proof: Hash[] = [];
    let [start, end, isWhole] = [0, this.size, true];
    while (older !== end) {
      const middle = start + splitOf(end - start);
      if (older <= middle) {
        proof.push(await this.#range(middle, end));
        end = middle;
      } else {
        proof.push(await this.#range(start, middle));
        start = middle;
        isWhole = false;
      }
    }
    if (!isWhole) proof.push(await this.#range(start, end));
    return proof.reverse();
  }

  async #range(start: number, end: number): Promise<Hash> {
    const width = end - start;
    const level = Math.log2(width);
    if (Number.isInteger(level)) return this.#perfect(level, start / width);
    const middle = start + splitOf(width);
    return hashNode(this.#sha256, await this.#range(start, middle), await this.#range(middle, end));
  }

  /** Root of the `index`-th perfect subtree of 2^level leaves: a fold of hashes inside one tile. */
  async #perfect(level: number, index: number): Promise<Hash> {
    const tileLevel = Math.floor(level / tileHeight);
    const width = 2 ** (level % tileHeight);
    const first = index * width;
    const hashes = await this.#tile(tileLevel, Math.floor(first / tileWidth));
    return foldPerfect(this.#sha256, hashes.slice(first % tileWidth, (first % tileWidth) + width));
  }

  #tile(level: number, tile: number): Promise<readonly Hash[]> {
    const key = `${level}/${tile}`;
    const known = this.#tiles.get(key) ?? this.#read(level, tile);
    this.#tiles.set(key, known);
    return known;
  }
}
