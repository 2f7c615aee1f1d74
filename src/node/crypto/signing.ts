// Ed25519 signatures and signed documents (suite 1). Keys travel as text: raw 32-byte public keys and PKCS#8 private keys in
// base64url; a key's id is the start of the hash of its public part, so an id cannot be claimed for another key.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type * as z from 'zod';
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { type SignedDocument, type SignedKind, type SignedReceipt, signedBytes } from '#src/crypto/signed.ts';
import { encodeBase32 } from '#src/domain/devices/enrolment-code.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sha256, sha256Hex } from '#src/node/crypto/hash.ts';
import { coveredBytes } from '#src/node/crypto/signed-together.ts';

export interface PrivateKeyText {
  readonly keyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Id of a public key: 16 hex characters of SHA-256 over its raw bytes. */
export function keyIdOf(publicKey: string): string {
  return sha256Hex(Buffer.from(publicKey, 'base64url')).slice(0, 16);
}

/** The half of an enrolment code that pins a server's key: ten bytes of SHA-256 in base 32. */
export function keyFingerprint(publicKey: string): string {
  return encodeBase32(sha256(Buffer.from(publicKey, 'base64url')).subarray(0, 10));
}

export function generateSigningKey(): PrivateKeyText {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? '';
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  return { keyId: keyIdOf(publicKey), publicKey, privateKey };
}

/** Signs with one key that is read once: reading it takes longer than signing. */
export type SignBytes = (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;

export function signerOf(privateKey: string): SignBytes {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  return (bytes) => new Uint8Array(sign(null, bytes, key));
}

export function signBytes(privateKey: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return signerOf(privateKey)(bytes);
}

/** False for a wrong signature and for a malformed key alike: both come from outside. */
export function verifyBytes(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, bytes, key, signature);
  } catch {
    return false;
  }
}

/** @param signBytes signs with the key that `keyId` names */
export function signDocumentWith(kind: SignedKind, body: Json, keyId: string, signBytes: SignBytes): SignedDocument {
  const text = canonicalJson(body);
  return { body: text, keyId, signature: Buffer.from(signBytes(signedBytes(kind, text))).toString('base64url') };
}

export function signDocument(kind: SignedKind, body: Json, key: PrivateKeyText): SignedDocument {
  return signDocumentWith(kind, body, key.keyId, signerOf(key.privateKey));
}

/** Whether this key signed it, alone or together with others. */
export function isSignedBy(signer: PublicKey, kind: SignedKind, document: SignedReceipt): boolean {
  const covered = document.keyId === signer.keyId ? coveredBytes(kind, document) : null;
  return covered !== null && verifyBytes(signer.key, covered, Buffer.from(document.signature, 'base64url'));
}

/** Opens a signed document: the signature is checked over the exact text before the text is read as JSON. */
export function openDocument<S extends z.ZodType>(
  kind: SignedKind,
  document: SignedReceipt,
  signer: PublicKey,
  schema: S,
): Result<z.output<S>, 'signature' | 'shape'> {
  if (!isSignedBy(signer, kind, document)) return fail('signature');
  const parsed = schema.safeParse(JSON.parse(document.body));
  return parsed.success ? ok(parsed.data) : fail('shape');
}
