// One small secret under one 32-byte key: AES-256-GCM, `iv (12) | ciphertext | tag (16)`, with the context bound as associated data.
// Node takes a key that is given as bytes for a bad key object first, which costs more than the sealing.
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { utf8 } from '#src/base/bytes.ts';
import { randomBytes } from '#src/node/crypto/random.ts';

const gcm = 'aes-256-gcm';

export function sealSecret(key: Uint8Array, context: string, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(12);
  const cipher = createCipheriv(gcm, createSecretKey(key), iv).setAAD(utf8(context));
  return new Uint8Array(Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]));
}

/** Null when the key or context is not the one it was sealed with, or the box was altered. */
export function openSecret(key: Uint8Array, context: string, box: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (box.length < 28) return null;
  try {
    const decipher = createDecipheriv(gcm, createSecretKey(key), box.subarray(0, 12)).setAAD(utf8(context));
    decipher.setAuthTag(box.subarray(-16));
    return new Uint8Array(Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]));
  } catch {
    return null;
  }
}
