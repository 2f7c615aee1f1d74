// Sealing and opening one picture, an attachment or a proof, in the layout of src/crypto/sealed-attachment.ts.
import { suiteId } from '#src/crypto/envelope.ts';
import {
  type AttachmentPlace,
  attachmentContext,
  sealedHeadBytes,
  sealedKeyIdOf,
  sealedLayout,
} from '#src/crypto/sealed-attachment.ts';
import { type ProofPlace, proofContext } from '#src/crypto/sealed-proof.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { openBox, sealBox } from './sealing.ts';
import type { PrivateKeyText } from './signing.ts';

async function seal(context: Uint8Array<ArrayBuffer>, bytes: Uint8Array, key: PublicKey): Promise<Uint8Array> {
  const box = await sealBox(key, context, bytes);
  return Buffer.concat([
    Buffer.from([suiteId]),
    Buffer.from(box.key.keyId, 'hex'),
    Buffer.from(box.key.encapsulation, 'base64url'),
    Buffer.from(box.key.ciphertext, 'base64url'),
    box.iv,
    box.ciphertext,
  ]);
}

async function open(context: Uint8Array<ArrayBuffer>, sealed: Uint8Array, key: PrivateKeyText): Promise<Uint8Array> {
  const part = (name: keyof typeof sealedLayout) => Buffer.from(sealed.subarray(...sealedLayout[name]));
  const keyId = sealedKeyIdOf(sealed);
  if (keyId === null) throw new Error('no sealed attachment of this suite');
  return openBox(key, context, {
    key: {
      keyId,
      encapsulation: part('encapsulation').toString('base64url'),
      ciphertext: part('sealedKey').toString('base64url'),
    },
    iv: part('iv'),
    ciphertext: sealed.subarray(sealedHeadBytes),
  });
}

/** Whoever seals cannot read afterwards. */
export function sealAttachment(place: AttachmentPlace, bytes: Uint8Array, key: PublicKey): Promise<Uint8Array> {
  return seal(attachmentContext(place), bytes, key);
}

/** @throws Error when the key does not fit, the attachment belongs elsewhere, or a bit was altered. */
export function openAttachment(place: AttachmentPlace, sealed: Uint8Array, key: PrivateKeyText): Promise<Uint8Array> {
  return open(attachmentContext(place), sealed, key);
}

/** Whoever seals cannot read afterwards. */
export function sealProof(place: ProofPlace, bytes: Uint8Array, key: PublicKey): Promise<Uint8Array> {
  return seal(proofContext(place), bytes, key);
}

/** @throws Error when the key does not fit, the picture belongs elsewhere, or a bit was altered. */
export function openProof(place: ProofPlace, sealed: Uint8Array, key: PrivateKeyText): Promise<Uint8Array> {
  return open(proofContext(place), sealed, key);
}
