// What was signed before the signing key was renewed is given out under the key of today: the same text, signed again. What lies in the
// store keeps the signature it was given first.
import { type SignedDocument, type SignedKind, signedBytes } from '#src/crypto/signed.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { verifyBytes } from '#src/node/crypto/signing.ts';
import type { KeyRing } from './key-ring.ts';

/** The key of this server with this id, of today or a former one. */
export function findServerKey({ serverKey, formerServerKeys }: KeyRing, keyId: string): PublicKey | null {
  return [serverKey, ...formerServerKeys].find((key) => key.keyId === keyId) ?? null;
}

export async function signedAnew(keyRing: KeyRing, kind: SignedKind, document: SignedDocument): Promise<SignedDocument> {
  if (document.keyId === keyRing.serverKey.keyId) return document;
  const signer = findServerKey(keyRing, document.keyId);
  const signature = Buffer.from(document.signature, 'base64url');
  if (signer === null || !verifyBytes(signer.key, signedBytes(kind, document.body), signature)) {
    throw new Error(`a stored ${kind} was not signed by this server`);
  }
  return keyRing.signDocument(kind, JSON.parse(document.body));
}
