// Receipts that are signed together (docs/protocol.md, section 2.2): one signature over the head of a Merkle tree, as RFC 6962 makes it.
// Signing costs more than all else that is done for a record; hashing it into a tree costs a fifth of that.
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { type SignedKind, type SignedReceipt, signedBytes } from '#src/crypto/signed.ts';
import { rootByPath } from '#src/domain/audit/proofs.ts';
import { type Hash, hashLeaf, hashNode, splitOf } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';

const textOf = (hash: Hash): string => Buffer.from(hash).toString('base64url');
const hashOf = (text: string): Hash => new Uint8Array(Buffer.from(text, 'base64url'));
/** The kind stands in the leaf as in what is signed alone. */
const leafOf = (body: string): Hash => hashLeaf(sha256, signedBytes('receipt', body));

function headBytes(size: number, root: Hash): Uint8Array<ArrayBuffer> {
  return signedBytes('receipt-batch', canonicalJson({ root: Buffer.from(root).toString('hex'), size }));
}

/** What the signature of a document has to stand over; null where nothing could: a place that is none, or in what is no receipt. */
export function coveredBytes(kind: SignedKind, { body, together }: SignedReceipt): Uint8Array<ArrayBuffer> | null {
  if (together === undefined) return signedBytes(kind, body);
  if (kind !== 'receipt') return null;
  const root = rootByPath(sha256, leafOf(body), together, together.path.map(hashOf));
  return root === null ? null : headBytes(together.size, root);
}

/** The root over some of the leaves; each of them gets what is beside its way there. */
function grow(leaves: readonly Hash[], paths: readonly string[][], start: number, end: number): Hash {
  const [only] = leaves.slice(start, end);
  if (only === undefined) throw new Error('a tree without leaves');
  if (end - start === 1) return only;
  const middle = start + splitOf(end - start);
  const [left, right] = [grow(leaves, paths, start, middle), grow(leaves, paths, middle, end)];
  const [leftText, rightText] = [textOf(left), textOf(right)];
  for (const [offset, path] of paths.slice(start, end).entries()) path.push(start + offset < middle ? rightText : leftText);
  return hashNode(sha256, left, right);
}

/** @param bodies two or more receipts */
export function signTogetherWith(
  bodies: readonly Json[],
  keyId: string,
  signBytes: (bytes: Uint8Array) => Uint8Array,
): readonly SignedReceipt[] {
  const texts = bodies.map(canonicalJson);
  const paths: string[][] = texts.map(() => []);
  const size = texts.length;
  const root = grow(texts.map(leafOf), paths, 0, size);
  const signature = Buffer.from(signBytes(headBytes(size, root))).toString('base64url');
  return texts.map((body, index) => ({ body, keyId, signature, together: { size, index, path: paths[index] ?? [] } }));
}
