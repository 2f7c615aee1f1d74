// The one-time enrolment code an administrator reads out or sends (S7): 32 characters in eight groups of four. The first half is
// the secret, the second half the fingerprint of the server's key, so that the workstation knows its server before it says a word.
import { fail, ok, type Result } from '#src/base/result.ts';

/** Crockford's base 32: no I, L, O, U; what people confuse is read as what was meant. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const halfLength = 16;

export interface EnrolmentCode {
  /** 16 characters, 80 bits: what the server compares (as a hash). */
  readonly secret: string;
  /** 16 characters, 80 bits: base 32 of the first ten bytes of SHA-256 of the server's public key. */
  readonly fingerprint: string;
}

/** Encodes ten bytes as 16 characters. */
export function encodeBase32(bytes: Uint8Array): string {
  if (bytes.length !== 10) throw new Error('ten bytes expected');
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < halfLength; i++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}

export function formatEnrolmentCode(code: EnrolmentCode): string {
  return formatFingerprint(code.secret + code.fingerprint);
}

/** As people type: any case, spaces or hyphens, O for 0, I or L for 1. */
function readTyped(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

const isWellFormed = (plain: string, length: number): boolean =>
  plain.length === length && [...plain].every((character) => alphabet.includes(character));

/** Reads a code as people type it. */
export function parseEnrolmentCode(text: string): Result<EnrolmentCode, 'malformed'> {
  const plain = readTyped(text);
  return isWellFormed(plain, 2 * halfLength)
    ? ok({ secret: plain.slice(0, halfLength), fingerprint: plain.slice(halfLength) })
    : fail('malformed');
}

/** The fingerprint of a server's key alone, as people type it; null when it is none. */
export function parseFingerprint(text: string): string | null {
  const plain = readTyped(text);
  return isWellFormed(plain, halfLength) ? plain : null;
}

/** As people read it to each other. */
export function formatFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{4}/g)?.join('-') ?? fingerprint;
}
