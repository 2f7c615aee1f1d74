// Sealing and opening one attachment in the layout of src/crypto/sealed-attachment.ts.
import { suiteId } from '#src/crypto/envelope.ts';
import {
  type AttachmentPlace,
  attachmentContext,
  sealedHeadBytes,
  sealedKeyIdOf,
  sealedLayout,
} from '#src/crypto/sealed-attachment.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { openBox, sealBox } from './sealing.ts';
import type { PrivateKeyText } from './signing.ts';

/** Whoever seals cannot read afterwards. */
export async function sealAttachment(place: AttachmentPlace, bytes: Uint8Array, key: PublicKey): Promise<Uint8Array> {
  const box = await sealBox(key, attachmentContext(place), bytes);
  return Buffer.concat([
    Buffer.from([suiteId]),
    Buffer.from(box.key.keyId, 'hex'),
    Buffer.from(box.key.encapsulation, 'base64url'),
    Buffer.from(box.key.ciphertext, 'base64url'),
    box.iv,
    box.ciphertext,
  ]);
}

/** @throws Error when the key does not fit, the attachment belongs elsewhere, or a bit was altered. */
export async function openAttachment(place: AttachmentPlace, sealed: Uint8Array, key: PrivateKeyText): Promise<Uint8Array> {
  const part = (name: keyof typeof sealedLayout) => Buffer.from(sealed.subarray(...sealedLayout[name]));
  const keyId = sealedKeyIdOf(sealed);
  if (keyId === null) throw new Error('no sealed attachment of this suite');
  return openBox(key, attachmentContext(place), {
    key: {
      keyId,
      encapsulation: part('encapsulation').toString('base64url'),
      ciphertext: part('sealedKey').toString('base64url'),
    },
    iv: part('iv'),
    ciphertext: sealed.subarray(sealedHeadBytes),
  });
}
