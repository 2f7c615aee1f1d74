import { createHmac, timingSafeEqual } from 'node:crypto';

export interface MacChoice {
  readonly algorithm: 'hmac-sha256' | 'hmac-sha512';
  readonly encoding: 'hex' | 'base64';
}

/** HMAC (RFC 2104) of a text's UTF-8 bytes under a key's UTF-8 bytes. */
export function macOf({ algorithm, encoding }: MacChoice, key: string, text: string): string {
  return createHmac(algorithm === 'hmac-sha512' ? 'sha512' : 'sha256', key)
    .update(text, 'utf8')
    .digest(encoding);
}

/** Compares without telling how much was right. */
export function isSameMac(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
