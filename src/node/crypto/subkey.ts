// A key of its own for each use of a root key (HKDF-SHA-256): what one use gives away says nothing about another.
import { hkdfSync } from 'node:crypto';
import { utf8 } from '#src/base/bytes.ts';

export function deriveSubkey(key: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(32), utf8(use), 32));
}
