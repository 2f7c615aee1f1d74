import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  const all = parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [...part]));
  return new Uint8Array([...all, ...Array(40).fill(0)]);
}
const exif = [0xff, 0xe1, 0, 10, ...'Exif\0\0..'].map((part) => (typeof part === 'string' ? part.charCodeAt(0) : part));
const frame = [0xff, 0xc2, 0, 11, 8, 0x75, 0x30, 0x75, 0x30, 1, 1, 0x11, 0];

test.each<[string, Uint8Array, number, number]>([
  ['PNG', bytesOf([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x31]), 30_000, 30_001],
  ['progressive JPEG with camera data', bytesOf([0xff, 0xd8], exif, frame), 30_000, 30_000],
  ['GIF', bytesOf('GIF89a', [0x20, 3, 0xf4, 1]), 800, 500],
  ['BMP', bytesOf('BM', Array(16).fill(0), [0x20, 3, 0, 0], [0x0c, 0xfe, 0xff, 0xff]), 800, 500],
  ['WebP', bytesOf('RIFF....WEBPVP8X', Array(8).fill(0), [0x1f, 3, 0, 0xf3, 1, 0]), 800, 500],
  ['lossless WebP', bytesOf('RIFF....WEBPVP8L....', [0x2f, 0x1f, 0xc3, 0x7c, 0]), 800, 500],
  ['lossy WebP', bytesOf('RIFF....WEBPVP8 ', Array(10).fill(0), [0x20, 3, 0xf4, 1]), 800, 500],
])('%s', (_name, bytes, width, height) => {
  expect(pictureSize(bytes)).toEqual({ width, height });
});

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array(0)],
  ['a truncated head', bytesOf([0xff, 0xd8]).subarray(0, 12)],
  ['a JPEG without a frame', bytesOf([0xff, 0xd8], exif)],
  ['a JPEG whose picture begins before its frame', bytesOf([0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0], frame)],
  ['a drawing in text', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" width="1">')],
  ['a document', bytesOf('%PDF-1.7')],
])('none: %s', (_name, bytes) => {
  expect(pictureSize(bytes)).toBeNull();
});
