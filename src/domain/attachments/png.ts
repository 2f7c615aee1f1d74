// The chunks of a PNG file, read without decoding it.
import { fail, ok, type Result } from '#src/base/result.ts';
import type { ImageFault, ImageSize } from './schema.ts';

/** Chunks that say how to draw. Text, time and camera data are in others. */
const needed = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'sRGB', 'gAMA', 'cHRM', 'iCCP', 'pHYs', 'sBIT']);
const headBytes = 8;
/** Length, name and check sum around a chunk's content. */
const frameBytes = 12;

export function readPng(bytes: Uint8Array): Result<ImageSize, ImageFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  let place = headBytes;
  while (place + frameBytes <= bytes.length && names.at(-1) !== 'IEND') {
    const length = view.getUint32(place);
    const name = String.fromCharCode(...bytes.subarray(place + 4, place + 8));
    if (!needed.has(name)) return fail(/^[A-Za-z]{4}$/u.test(name) ? 'metadata' : 'broken');
    names.push(name);
    place += frameBytes + length;
  }
  const isWhole = names[0] === 'IHDR' && names.at(-1) === 'IEND' && names.includes('IDAT') && place <= bytes.length;
  if (!isWhole) return fail('broken');
  if (place < bytes.length) return fail('metadata');
  return ok({ width: view.getUint32(headBytes + 8), height: view.getUint32(headBytes + 12) });
}
