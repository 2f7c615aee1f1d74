// A receipt against the log: the server signed that it took a record in, so the record's leaf must be where the receipt says.
import { readCanonical } from './canonical.ts';
import type { Finding } from './finding.ts';
import type { Leaf } from './log.ts';
import { type VerifierKey, verifyByLog } from './note.ts';

function parseDocument(text: string): { readonly body: string; readonly signature: Buffer } | null {
  try {
    const { body, signature } = Object(JSON.parse(text));
    if (typeof body !== 'string' || typeof signature !== 'string') return null;
    const bytes = Buffer.from(signature, 'base64url');
    return bytes.toString('base64url') === signature ? { body, signature: bytes } : null;
  } catch {
    return null;
  }
}

const promised = ['recordId', 'revision', 'contentHash', 'deviceId', 'position'] as const;

/** @param text JSON of the signed document, as a workstation keeps it */
export function verifyReceipt(text: string, log: VerifierKey, leaves: readonly Leaf[], where: string): readonly Finding[] {
  const document = parseDocument(text);
  const signed = Buffer.from(`countersign/receipt/suite-1\n${document?.body ?? ''}`);
  const receipt = document === null ? null : readCanonical(document.body);
  if (document === null || receipt === null || !verifyByLog(log, signed, document.signature)) {
    return [{ check: 'receipt-signature', where }];
  }
  const leaf = leaves[Number(receipt.leaf ?? -1)]?.content ?? {};
  const isThere = leaf.action === 'record.accepted' && promised.every((name) => leaf[name] === receipt[name]);
  return isThere ? [] : [{ check: 'receipt-not-in-log', where }];
}
