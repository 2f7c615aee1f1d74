import { canonicalJson } from '#src/base/canonical-json.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';

/** Names the values that were signed. It lies beside them in the encrypted store and goes with them. */
export function signedHash(values: FieldValues): string {
  return sha256Hex(canonicalJson(values));
}
