// A QR decoder that shares nothing with the product's encoder.
import jsqr from 'jsqr';

interface Found {
  readonly data: string;
}
type Decode = (pixels: Uint8ClampedArray, width: number, height: number) => Found | null;

/** The package's types describe an ES module; what Node loads is its function. */
const decode = jsqr as unknown as Decode;

/** The text of the code in an RGBA picture, or null. */
export function readQr(pixels: Uint8ClampedArray, width: number, height: number): string | null {
  return decode(pixels, width, height)?.data ?? null;
}
