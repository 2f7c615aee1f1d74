// The sealed form of a record (R4.2, R4.7): values grouped by sensitivity class, each group encrypted with its own random
// data key (AES-256-GCM), each data key sealed to the class's public key (HPKE). Suite 1 = X25519, HKDF-SHA256, AES-256-GCM,
// Ed25519, SHA-256; suite 2 is reserved. This file is the format; the algorithms live in src/node/crypto.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { type RecordHeader, recordHeader } from '#src/domain/registration/schema.ts';

export const suiteId = 1;

/** How values were made shorter before they were sealed (src/node/crypto/packing.ts). */
export const packing = z.literal('deflate');
export type Packing = z.infer<typeof packing>;

/** One class of values: `iv` 12 bytes, `ciphertext` = AES-256-GCM output with its 16-byte tag, `sealedKey` = HPKE(enc, ciphertext). */
export const sealedClass = z.object({
  keyId: z.string(),
  encapsulation: base64url,
  sealedKey: base64url,
  iv: base64url,
  ciphertext: base64url,
  /** Absent where the values were sealed as they are. */
  packing: packing.exactOptional(),
});
export type SealedClass = z.infer<typeof sealedClass>;

export const envelope = z.object({ suite: z.literal(suiteId), header: recordHeader, classes: z.record(z.string(), sealedClass) });
export type Envelope = z.infer<typeof envelope>;

/** Additional authenticated data of one class: suite, class name, the whole header, and how the values were packed, if they were. */
export function classContext(header: RecordHeader, className: string, packed?: Packing): Uint8Array<ArrayBuffer> {
  const packedAs = packed === undefined ? {} : { packing: packed };
  return utf8(canonicalJson({ suite: suiteId, class: className, header, ...packedAs }));
}
