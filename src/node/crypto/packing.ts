// Values made shorter before they are sealed (sealed bytes do not compress): raw DEFLATE (RFC 1951), then zeros up to a full step. The
// length of a ciphertext is seen by everybody who carries it, and a compressed length would tell how much the values repeat
// themselves; in whole steps it tells less than the plain length does.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Lengths after packing are multiples of this. */
const stepBytes = 64;
/** More than the values of one class ever are; whoever holds the key must not be filled by a few sealed bytes that unpack to gigabytes. */
export const largestUnpackedBytes = 1024 * 1024;

/** The packed bytes, or null where it would not make them shorter. */
export function pack(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length > largestUnpackedBytes) return null;
  const deflated = deflateRawSync(bytes, { level: 9 });
  const length = Math.ceil(deflated.length / stepBytes) * stepBytes;
  if (length >= bytes.length) return null;
  return Buffer.concat([deflated, Buffer.alloc(length - deflated.length)]);
}

/** @throws Error when it is no DEFLATE stream, or unpacks to more than the limit */
export function unpack(packed: Uint8Array): Buffer {
  return inflateRawSync(packed, { maxOutputLength: largestUnpackedBytes });
}
