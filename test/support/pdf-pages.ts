// Looks at a PDF as a person with paper in hand does: its text, and the QR code found in the picture of a page.
import { execFileSync } from 'node:child_process';
import { readQr } from './qr-reader.ts';

const dotsPerInch = 200;

export function pdfText(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
}

/** Width and height of the first page in points. */
export function pdfSize(pdf: Buffer): readonly [number, number] {
  const [, width, height] =
    /Page size:\s+([\d.]+) x ([\d.]+)/.exec(execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' })) ?? [];
  return [Number(width), Number(height)];
}

export function pdfPages(pdf: Buffer): number {
  return Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' }))?.[1]);
}

/** The text of the QR code on the first page, or null. */
export function pdfQr(pdf: Buffer): string | null {
  const picture = execFileSync('pdftoppm', ['-r', String(dotsPerInch), '-f', '1', '-l', '1', '-gray', '-'], {
    input: pdf,
    maxBuffer: 100_000_000,
  });
  // PGM: "P5 width height 255" and one byte a pixel.
  const [head = '', width = '', height = ''] =
    /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 64).toString('latin1')) ?? [];
  const grey = picture.subarray(head.length);
  const pixels = new Uint8ClampedArray(grey.length * 4).fill(255);
  grey.forEach((value, index) => {
    pixels.fill(value, index * 4, index * 4 + 3);
  });
  return readQr(pixels, Number(width), Number(height));
}
