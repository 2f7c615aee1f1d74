import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** HMAC (RFC 2104), and digests that providers call signatures: those are no better than the secret's place in what is digested. */
const digestOf = {
  'hmac-sha256': 'sha256',
  'hmac-sha512': 'sha512',
  'hmac-sha1': 'sha1',
  'hmac-md5': 'md5',
  'hmac-sm3': 'sm3',
  sha256: 'sha256',
  sha512: 'sha512',
  sha1: 'sha1',
  md5: 'md5',
  sm3: 'sm3',
} as const;
type MacAlgorithm = keyof typeof digestOf;

export const macAlgorithm = z.enum(Object.keys(digestOf) as [MacAlgorithm, ...MacAlgorithm[]]);
export const macEncoding = z.enum(['hex', 'hex-upper', 'base64']);

export interface MacChoice {
  readonly algorithm: MacAlgorithm;
  readonly encoding: z.infer<typeof macEncoding>;
}

export function isKeyed(algorithm: MacAlgorithm): boolean {
  return algorithm.startsWith('hmac-');
}

/** Of a text's UTF-8 bytes, or of bytes; the key's UTF-8 bytes count for HMAC only. */
export function macOf({ algorithm, encoding }: MacChoice, key: string, over: string | Uint8Array): string {
  const digest = digestOf[algorithm];
  const bytes = typeof over === 'string' ? Buffer.from(over, 'utf8') : over;
  const made = (isKeyed(algorithm) ? createHmac(digest, key) : createHash(digest)).update(bytes);
  return encoding === 'hex-upper' ? made.digest('hex').toUpperCase() : made.digest(encoding);
}

/** Compares without telling how much was right. */
export function isSameMac(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
