// A document with a signature over its exact text: configuration, probe answers, receipts.
// The text is kept as it was signed, so verifying never depends on how JSON is written again.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { joinBytes, utf8 } from '#src/base/bytes.ts';

export const signedKinds = [
  'configuration',
  'probe',
  'receipt',
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

/** The bytes that are signed: kind and suite come first, so a receipt can never pass as a configuration. */
export function signedBytes(kind: SignedKind, body: string): Uint8Array<ArrayBuffer> {
  return joinBytes(utf8(`countersign/${kind}/suite-1\n`), utf8(body));
}
