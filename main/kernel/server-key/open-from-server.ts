// Opening what the server signed, by the keys this workstation knows of it: the pinned one, and those it had before.
import type * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import { fail, type Result } from '#src/base/result.ts';
import type { SignedKind, SignedReceipt } from '#src/crypto/signed.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { signerOfArriving } from '#src/domain/server-key/succession.ts';
import { openDocument } from '#src/node/crypto/signing.ts';

type ServerKeys = Pick<Device, 'serverKey' | 'formerServerKeys'>;
type Opened<S extends z.ZodType> = Result<z.output<S>, 'signature' | 'shape'>;

/** Every key the server is known to have or have had. */
export function knownKeys({ serverKey, formerServerKeys }: ServerKeys): readonly PublicKey[] {
  return [serverKey, ...formerServerKeys];
}

function openWith<S extends z.ZodType>(
  kind: SignedKind,
  document: SignedReceipt,
  signer: PublicKey | null,
  schema: S,
): Opened<S> {
  return signer === null ? fail('signature') : openDocument(kind, document, signer, schema);
}

/**
 * What arrives now. A former key counts for what it signed in its time, unless it was stolen.
 * @param statedAt when the document says it was signed
 */
export function openArriving<S extends z.ZodType>(
  kind: SignedKind,
  document: SignedReceipt,
  keys: ServerKeys,
  schema: S,
  statedAt: (body: z.output<S>) => string,
): Opened<S> {
  if (document.keyId === keys.serverKey.keyId) return openDocument(kind, document, keys.serverKey, schema);
  const former = openStored(kind, document, keys, schema);
  if (!former.ok) return former;
  return signerOfArriving(keys, document.keyId, statedAt(former.value)) === null ? fail('signature') : former;
}

/** What was verified when it came and has been in the encrypted store since. */
export function openStored<S extends z.ZodType>(
  kind: SignedKind,
  document: SignedReceipt,
  keys: ServerKeys,
  schema: S,
): Opened<S> {
  const signer = knownKeys(keys).find(({ keyId }) => keyId === document.keyId) ?? null;
  return openWith(kind, document, signer, schema);
}
