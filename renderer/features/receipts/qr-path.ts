// A QR code (ISO/IEC 18004, at least correction level M) as one SVG path in units of modules: no canvas, no image data, no style.
import { correction, generate } from 'lean-qr';

/** White modules around a code, without which scanners do not find it. */
const quietZone = 4;

export interface QrPath {
  /** Width and height with the quiet zone. */
  readonly size: number;
  readonly path: string;
}

export function qrPath(text: string): QrPath {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const runs: string[] = [];
  for (let y = 0; y < code.size; y += 1) {
    let x = 0;
    while (x < code.size) {
      const from = x;
      while (x < code.size && code.get(x, y)) x += 1;
      if (x > from) runs.push(`M${from + quietZone} ${y + quietZone}h${x - from}v1h${from - x}z`);
      x += 1;
    }
  }
  return { size: code.size + 2 * quietZone, path: runs.join('') };
}
