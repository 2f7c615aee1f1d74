// A document with a signature over its exact text: configuration, probe answers, receipts.
// The text is kept as it was signed, so verifying never depends on how JSON is written again. Receipts may be signed together: then the
// signature stands over the head of a Merkle tree of them (RFC 6962), and each carries its path to the root and is verified alone.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { joinBytes, utf8 } from '#src/base/bytes.ts';

export const signedKinds = [
  'configuration',
  'probe',
  'receipt',
  'receipt-batch',
  'enrolment',
  'day-report',
  'sealed-file',
  'file-receipts',
  'restoration',
  'device-standing',
  'verification',
  'key-succession',
  'contact-fact',
  'call-records',
  'day-statement',
  'branch-day',
  'branch-roster',
  'branch-days',
  'restrictions',
] as const;
export type SignedKind = (typeof signedKinds)[number];

export const signedDocument = z.object({ body: z.string().max(5_000_000), keyId: z.string().min(1), signature: base64url });
export type SignedDocument = z.infer<typeof signedDocument>;

/** Where a receipt stands among those that were signed together, and the hashes beside its way to the root, the lowest first. */
const togetherPlace = z.object({
  size: z.int().min(2).max(200),
  index: z.int().nonnegative(),
  path: z.array(base64url.length(43)).min(1).max(8),
});

/** Signed alone, or together with others. */
export const signedReceipt = signedDocument.extend({ together: togetherPlace.exactOptional() });
export type SignedReceipt = z.infer<typeof signedReceipt>;

/** The bytes that are signed: kind and suite come first, so a receipt can never pass as a configuration. */
export function signedBytes(kind: SignedKind, body: string): Uint8Array<ArrayBuffer> {
  return joinBytes(utf8(`countersign/${kind}/suite-1\n`), utf8(body));
}
