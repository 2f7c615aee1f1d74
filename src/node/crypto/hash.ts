import { createHash, createHmac, createSecretKey, hash, timingSafeEqual } from 'node:crypto';

export function sha256(data: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', data, 'buffer'));
}

export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

export function hmacSha256(key: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', createSecretKey(key)).update(text, 'utf8').digest());
}

/** Compares secrets without telling by its time how much of them is right. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

/** SHA-256 over bytes that come one after the other. */
export class RunningHash {
  readonly #hash = createHash('sha256');

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** Ends it. */
  hex(): string {
    return this.#hash.digest('hex');
  }
}
