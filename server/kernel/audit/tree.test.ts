// Hashing against the published vectors of RFC 6962 (Certificate Transparency's reference leaves), and every proof of every pair of
// sizes: each verifies, and nothing that differs from it in one place does.
import { expect, test } from 'vitest';
import { isConsistent, isIncluded } from '#src/domain/audit/proofs.ts';
import { foldPerfect, type Hash, hashLeaf, TileTree, tileHashes, tileWidth } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';

const bytes = (hex: string): Hash => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (hash: Hash) => Buffer.from(hash).toString('hex');

const published = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const publishedRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

function treeOf(leaves: readonly Hash[], size = leaves.length): TileTree {
  const hashes = leaves.slice(0, size).map((leaf) => hashLeaf(sha256, leaf));
  const levels = [hashes];
  for (let below = hashes; below.length >= tileWidth; ) {
    const full = Array.from({ length: Math.floor(below.length / tileWidth) }, (_, tile) =>
      foldPerfect(sha256, below.slice(tile * tileWidth, (tile + 1) * tileWidth)),
    );
    levels.push(full);
    below = full;
  }
  return new TileTree(size, sha256, async (level, tile) =>
    (levels[level] ?? []).slice(tile * tileWidth, tile * tileWidth + tileHashes(size, level, tile)),
  );
}

const counted = (count: number) => Array.from({ length: count }, (_, index) => bytes(index.toString(16).padStart(8, '0')));

test('the roots of the reference leaves are the published ones', async () => {
  const leaves = published.map(bytes);
  for (const [size, root] of publishedRoots.entries()) expect(hex(await treeOf(leaves, size).root())).toBe(root);
});

test('the published inclusion and consistency proofs are made exactly', async () => {
  const tree = treeOf(published.map(bytes));
  expect((await tree.inclusionProof(0)).map(hex)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
  expect((await tree.inclusionProof(5)).map(hex)).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  expect((await tree.consistencyProof(6)).map(hex)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

const flipped = (hash: Hash): Hash => hash.map((byte, index) => (index === 7 ? byte ^ 1 : byte));

test('every inclusion proof of sizes 1 to 70 verifies, at its own place only', async () => {
  const leaves = counted(70);
  for (let size = 1; size <= 70; size += 1) {
    const tree = treeOf(leaves, size);
    const head = { size, root: await tree.root() };
    for (let index = 0; index < size; index += 1) {
      const proof = await tree.inclusionProof(index);
      const leaf = hashLeaf(sha256, leaves[index] ?? bytes(''));
      const verdicts = [
        isIncluded(sha256, leaf, index, proof, head),
        isIncluded(sha256, flipped(leaf), index, proof, head),
        isIncluded(sha256, leaf, index + 1, proof, head),
        isIncluded(sha256, leaf, index, [...proof, leaf], head),
        isIncluded(sha256, leaf, index, proof, { size, root: flipped(head.root) }),
        proof.length > 0 && isIncluded(sha256, leaf, index, proof.slice(1), head),
      ];
      expect(verdicts).toEqual([true, false, false, false, false, false]);
    }
  }
});

test('every consistency proof of pairs of sizes 0 to 70 verifies, and no other', async () => {
  const leaves = counted(70);
  const roots = await Promise.all(Array.from({ length: 71 }, (_, size) => treeOf(leaves, size).root()));
  const headOf = (size: number) => ({ size, root: roots[size] ?? bytes('') });
  for (let newer = 0; newer <= 70; newer += 1) {
    const tree = treeOf(leaves, newer);
    for (let older = 0; older <= newer; older += 1) {
      const proof = await tree.consistencyProof(older);
      expect(isConsistent(sha256, headOf(older), headOf(newer), proof)).toBe(true);
      if (older === 0) continue;
      const altered = { size: older, root: flipped(headOf(older).root) };
      const verdicts = [
        isConsistent(sha256, altered, headOf(newer), proof),
        isConsistent(sha256, headOf(older), { size: newer, root: flipped(headOf(newer).root) }, proof),
        isConsistent(sha256, headOf(older), headOf(newer), [...proof, altered.root]),
        proof.length > 0 && isConsistent(sha256, headOf(older), headOf(newer), proof.map(flipped)),
        newer > older && isConsistent(sha256, headOf(newer), headOf(older), proof),
      ];
      expect(verdicts).toEqual([false, false, false, false, false]);
    }
  }
});

test('a tree of several tiles has the root of its leaves hashed without tiles', async () => {
  const plain = (hashes: readonly Hash[]): Hash => {
    if (hashes.length === 1) return hashes[0] ?? bytes('');
    const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
    return sha256(Buffer.concat([Buffer.from([1]), plain(hashes.slice(0, split)), plain(hashes.slice(split))]));
  };
  for (const size of [255, 256, 257, 511, 512, 900]) {
    const some = counted(size);
    const hashes = some.map((leaf) => sha256(Buffer.concat([Buffer.from([0]), leaf])));
    expect(hex(await treeOf(some).root())).toBe(hex(plain(hashes)));
  }
});
