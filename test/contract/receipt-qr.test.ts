// An independent reader must find in the drawn modules exactly what the receipt says.
import { expect, it } from 'vitest';
import { type QrPath, qrPath } from '#renderer/features/receipts/qr-path.ts';
import { readReceiptReference, writeReceiptReference } from '#src/domain/receipts/qr.ts';
import { readQr } from '#test/support/qr-reader.ts';

/** Draws the path as the browser does: black rectangles on white, `scale` pixels a module. */
function paint({ size, path }: QrPath, scale: number): Uint8ClampedArray {
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1) {
        pixels.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
      }
    }
  }
  return pixels;
}

const reference = {
  recordId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e',
  revision: 1,
  contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  deviceId: '5a1d5c54-9f10-4a6e-8d53-0f6a1c2b3d4e',
  synced: null,
};

it.each([null, { position: 4711, keyId: '0123456789abcdef', signature: 'abcdefghijklmnop' }])(
  'is read by a decoder (%j)',
  (synced) => {
    const text = writeReceiptReference({ ...reference, synced });
    const code = qrPath(text);
    const found = readQr(paint(code, 4), code.size * 4, code.size * 4);
    expect(found).toBe(text);
    expect(readReceiptReference(found ?? '')).toEqual({ ...reference, synced });
  },
);
