// The frame of a JPEG file, read without decoding it: every segment from the first to the last byte.
import { fail, ok, type Result } from '#src/base/result.ts';
import type { ImageFault, ImageSize } from './schema.ts';

const startOfScan = 0xda;
const endOfImage = 0xd9;
const comment = 0xfe;
const colourProfile = 'ICC_PROFILE\0';

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Application segments that say how to draw: JFIF without a preview, a colour profile, Adobe's colour order. All others tell more. */
function isNeeded(bytes: Uint8Array, marker: number, at: number, length: number): boolean {
  if (marker === comment) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return length === 14 && asciiAt(bytes, at, 5) === 'JFIF\0';
  if (marker === 0xe2) return asciiAt(bytes, at, colourProfile.length) === colourProfile;
  return marker === 0xee && length === 12 && asciiAt(bytes, at, 5) === 'Adobe';
}

/** The first byte after the entropy-coded data that begins at `at`: there, 0xFF is followed by 0 or by a restart marker. */
function afterScan(bytes: Uint8Array, at: number): number {
  let place = at;
  while (place < bytes.length) {
    const next = bytes[place + 1] ?? 0;
    if (bytes[place] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return place;
    place += 1;
  }
  return place;
}

function sizeAt(bytes: Uint8Array, at: number): ImageSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { height: view.getUint16(at + 1), width: view.getUint16(at + 3) };
}

/** One segment from its marker on. */
function segmentAt(bytes: Uint8Array, place: number): { readonly marker: number; readonly length: number } | null {
  const marker = bytes[place + 1] ?? 0;
  const length = ((bytes[place + 2] ?? 0) << 8) + (bytes[place + 3] ?? 0) - 2;
  const isWhole = bytes[place] === 0xff && marker >= 0xc0 && length >= 0 && place + 4 + length <= bytes.length;
  return isWhole ? { marker, length } : null;
}

/** The size alone, whatever else the file carries; null when it names none. */
export function jpegSize(bytes: Uint8Array): ImageSize | null {
  let place = 2;
  for (let segment = segmentAt(bytes, place); segment !== null; segment = segmentAt(bytes, place)) {
    const { marker, length } = segment;
    if (isFrameHeader(marker) && length >= 6) return sizeAt(bytes, place + 4);
    if (marker === startOfScan) return null;
    place += 4 + length;
  }
  return null;
}

export function readJpeg(bytes: Uint8Array): Result<ImageSize, ImageFault> {
  let place = 2;
  let size: ImageSize | null = null;
  let hasScan = false;
  while (bytes[place] === 0xff && bytes[place + 1] !== endOfImage) {
    const segment = segmentAt(bytes, place);
    if (segment === null) return fail('broken');
    const { marker, length } = segment;
    const content = place + 4;
    if (!isNeeded(bytes, marker, content, length)) return fail('metadata');
    if (isFrameHeader(marker) && length >= 6) size = sizeAt(bytes, content);
    place = content + length;
    if (marker === startOfScan) {
      hasScan = true;
      place = afterScan(bytes, place);
    }
  }
  const isEnded = bytes[place] === 0xff && bytes[place + 1] === endOfImage;
  if (!isEnded || size === null || !hasScan) return fail('broken');
  // Whatever follows the end is no part of the picture.
  return place + 2 === bytes.length ? ok(size) : fail('metadata');
}
