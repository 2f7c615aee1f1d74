// A receipt against the log: the server signed that it took a record in, so the record's leaf must be where the receipt says.
import { readCanonical } from './canonical.ts';
import type { Finding } from './finding.ts';
import type { Leaf } from './log.ts';
import { leafHash, rootByProof } from './merkle.ts';
import { type VerifierKey, verifyByLog } from './note.ts';

/** Bytes that are written in one way only. @throws TypeError */
function bytesOf(text: unknown): Buffer {
  const bytes = Buffer.from(String(text), 'base64url');
  if (bytes.toString('base64url') !== text) throw new TypeError('no base64url');
  return bytes;
}

/**
 * What the signature stands over: the receipt itself, or the head of a tree of receipts that were signed together (docs/protocol.md,
 * section 2.2). @throws TypeError
 */
function signedBytes(body: string, together: unknown): Buffer {
  const alone = Buffer.from(`countersign/receipt/suite-1\n${body}`);
  if (together === undefined) return alone;
  const { size, index, path } = Object(together);
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || !Array.isArray(path)) throw new TypeError('no place');
  const root = rootByProof(path.map(bytesOf), leafHash(alone), index, size);
  if (root === null || size > mostTogether) throw new TypeError('a place that leads nowhere');
  return Buffer.from(`countersign/receipt-batch/suite-1\n${JSON.stringify({ root: root.toString('hex'), size })}`);
}

interface SignedText {
  readonly body: string;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

function parseDocument(text: string): SignedText | null {
  try {
    const { body, signature, together } = Object(JSON.parse(text));
    if (typeof body !== 'string') return null;
    return { body, signed: signedBytes(body, together), signature: bytesOf(signature) };
  } catch {
    return null;
  }
}

const mostTogether = 200;
const promised = ['recordId', 'revision', 'contentHash', 'deviceId', 'position'] as const;

/** @param text JSON of the signed document, as a workstation keeps it */
export function verifyReceipt(text: string, log: VerifierKey, leaves: readonly Leaf[], where: string): readonly Finding[] {
  const document = parseDocument(text);
  const receipt = document === null ? null : readCanonical(document.body);
  if (document === null || receipt === null || !verifyByLog(log, document.signed, document.signature)) {
    return [{ check: 'receipt-signature', where }];
  }
  const leaf = leaves[Number(receipt.leaf ?? -1)]?.content ?? {};
  const isThere = leaf.action === 'record.accepted' && promised.every((name) => leaf[name] === receipt[name]);
  return isThere ? [] : [{ check: 'receipt-not-in-log', where }];
}
