// A telephone number on its way to the agent (R4.2): sealed by the workstation to the class its field has, bound to workstation and
// registration, so that the process between can neither read it nor use it for another.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { suiteId } from '#src/crypto/envelope.ts';

export const sealedPhone = z.object({
  class: z.string().min(1).max(60),
  keyId: z.string().min(1).max(200),
  encapsulation: base64url.max(200),
  ciphertext: base64url.max(1_000),
});
export type SealedPhone = z.infer<typeof sealedPhone>;

export const phonePlace = z.object({ organisationId: z.string(), deviceId: z.string(), recordId: z.string() });
export type PhonePlace = z.infer<typeof phonePlace>;

export function phoneContext(place: PhonePlace, className: string): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson({ suite: suiteId, use: 'contact', class: className, ...place }));
}
