import { describe, expect, test } from 'vitest';
import { checkImage } from './image-check.ts';
import { maximumImageBytes } from './schema.ts';

const bytes = (...parts: readonly (readonly number[] | string)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [...part])));
const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
const frame = (width: number, height: number) => [
  0xff,
  0xc0,
  0,
  11,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
  1,
  1,
  0x11,
  0,
];
const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4];
const end = [0xff, 0xd9];
const start = [0xff, 0xd8];
const jpeg = (width = 800, height = 500, ...more: readonly (readonly number[] | string)[]) =>
  bytes(start, jfif, ...more, frame(width, height), scan, end);
const segment = (marker: number, content: string) => bytes([0xff, marker, 0, content.length + 2], content);
const codeOf = (image: Uint8Array) => {
  const checked = checkImage(image);
  return checked.ok ? checked.value : checked.error.code;
};

const word = (value: number) => [value >> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const chunk = (name: string, content: readonly number[]) => bytes(word(content.length), name, content, [0, 0, 0, 0]);
const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = (width: number, height: number, ...more: readonly Uint8Array[]) =>
  bytes(
    pngHead,
    [...chunk('IHDR', [...word(width), ...word(height), 8, 6, 0, 0, 0])],
    ...more.map((one) => [...one]),
    [...chunk('IDAT', [1, 2, 3])],
    [...chunk('IEND', [])],
  );

test('kind and size are read from the bytes', () => {
  expect(codeOf(jpeg())).toEqual({ mediaType: 'image/jpeg', width: 800, height: 500 });
  expect(codeOf(png(600, 200))).toEqual({ mediaType: 'image/png', width: 600, height: 200 });
});

describe('nothing but the picture is kept', () => {
  test.each([
    ['EXIF', [...segment(0xe1, 'Exif\0\0GPS')]],
    ['XMP', [...segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0')]],
    ['IPTC', [...segment(0xed, 'Photoshop 3.0\0')]],
    ['a comment', [...segment(0xfe, 'taken at home')]],
    ['a second picture', [...segment(0xe2, 'MPF\0xx')]],
    ['a preview in the JFIF segment', [...segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02xxxxxxxxxxxx')]],
  ])('a JPEG with %s is refused', (_name, more) => {
    expect(codeOf(jpeg(800, 500, more))).toBe('attachments/metadata');
  });

  test('a colour profile is needed to draw the picture', () => {
    expect(codeOf(jpeg(800, 500, [...segment(0xe2, 'ICC_PROFILE\0\x01\x01xx')]))).toMatchObject({ width: 800 });
  });

  test('what follows the end is refused', () => {
    expect(codeOf(bytes([...jpeg()], 'trailer'))).toBe('attachments/metadata');
    expect(codeOf(bytes([...png(600, 200)], 'trailer'))).toBe('attachments/metadata');
  });

  test.each(['tEXt', 'iTXt', 'eXIf', 'tIME', 'prVt'])('a PNG with a chunk %s is refused', (name) => {
    expect(codeOf(png(600, 200, chunk(name, [1])))).toBe('attachments/metadata');
  });
});

test.each([
  ['nothing', new Uint8Array()],
  ['a text', bytes('hello')],
  ['a GIF', bytes('GIF89a')],
  ['a JPEG cut off', jpeg().subarray(0, -1)],
  ['a JPEG cut in its head', jpeg().subarray(0, 12)],
  ['a JPEG without a picture', bytes(start, jfif, end)],
  ['a JPEG with a segment longer than the file', bytes(start, [0xff, 0xdb, 0xff, 0xff, 1])],
  ['a PNG cut off', png(600, 200).subarray(0, -3)],
  ['a PNG with a chunk longer than the file', bytes(pngHead, word(0xffffffff), 'IHDR', [1, 2, 3, 4])],
])('%s is no image', (_name, image) => {
  expect(codeOf(image)).toBe('attachments/not-an-image');
});

test('size has limits on both sides', () => {
  expect(codeOf(jpeg(2_001, 100))).toBe('attachments/too-many-pixels');
  expect(codeOf(png(100, 70_000))).toBe('attachments/too-many-pixels');
  expect(codeOf(jpeg(31, 500))).toBe('attachments/too-few-pixels');
  expect(codeOf(new Uint8Array(maximumImageBytes + 1))).toBe('attachments/too-large');
});
