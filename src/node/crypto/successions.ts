// Statements about the server's keys, signed and checked (src/domain/server-key).
import { signedBytes } from '#src/crypto/signed.ts';
import type { SuccessionDocument } from '#src/crypto/succession-document.ts';
import { type KeySuccession, keySuccession } from '#src/domain/server-key/succession.ts';
import { openDocument, type PrivateKeyText, signBytes, signDocument, verifyBytes } from '#src/node/crypto/signing.ts';

const kind = 'key-succession';

/** @param former signs in order; after a theft its signature would prove nothing and is left out */
export function signSuccession(body: KeySuccession, former: PrivateKeyText, next: PrivateKeyText): SuccessionDocument {
  if (body.isEmergency) return signDocument(kind, { ...body }, next);
  const document = signDocument(kind, { ...body }, former);
  const acceptance = signBytes(next.privateKey, signedBytes(kind, document.body));
  return { ...document, acceptance: Buffer.from(acceptance).toString('base64url') };
}

/** What the statement says; null when the keys it names have not signed it. */
export function openSuccession(document: SuccessionDocument, organisationId: string): KeySuccession | null {
  const claimed = readClaim(document.body);
  if (claimed === null || claimed.organisationId !== organisationId) return null;
  const { from, to, isEmergency } = claimed;
  const opened = openDocument(kind, document, isEmergency ? to : from, keySuccession);
  if (!opened.ok) return null;
  const acceptance = Buffer.from(document.acceptance ?? '', 'base64url');
  return isEmergency || verifyBytes(to.key, signedBytes(kind, document.body), acceptance) ? claimed : null;
}

function readClaim(body: string): KeySuccession | null {
  try {
    return keySuccession.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
