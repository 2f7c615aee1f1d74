// What was signed before the signing key was renewed is given out under the key of today: the same text, signed again. What lies in the
// store keeps the signature it was given first.
import type { SignedKind, SignedReceipt } from '#src/crypto/signed.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { isSignedBy } from '#src/node/crypto/signing.ts';
import type { KeyRing } from './key-ring.ts';

/** The key of this server with this id, of today or a former one. */
export function findServerKey({ serverKey, formerServerKeys }: KeyRing, keyId: string): PublicKey | null {
  return [serverKey, ...formerServerKeys].find((key) => key.keyId === keyId) ?? null;
}

/** @param isReadable whether whoever asks can verify it as it is */
export async function signedAnew(
  keyRing: KeyRing,
  kind: SignedKind,
  document: SignedReceipt,
  isReadable = true,
): Promise<SignedReceipt> {
  if (isReadable && document.keyId === keyRing.serverKey.keyId) return document;
  const signer = findServerKey(keyRing, document.keyId);
  if (signer === null || !isSignedBy(signer, kind, document)) {
    throw new Error(`a stored ${kind} was not signed by this server`);
  }
  return keyRing.signDocument(kind, JSON.parse(document.body));
}
