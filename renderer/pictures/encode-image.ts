// Draws an image anew (R4.7): what leaves is a picture and nothing else, upright, at most 2,000 pixels long. Place, time and device, which
// cameras write into their files, stay behind.
import { fail, ok, type Result } from '#src/base/result.ts';
import { mostPixels, pictureSize } from '#src/domain/attachments/picture-size.ts';
import { maximumImageBytes, maximumImageSide } from '#src/domain/attachments/schema.ts';

type Pixels = Exclude<CanvasImageSource, SVGImageElement | VideoFrame>;
export type EncodingRefusal = 'attachments/not-an-image' | 'attachments/too-large';

/** Larger files are not even opened: no camera or scanner makes them. */
const largestFileBytes = 64 * 1024 * 1024;
const qualities = [0.88, 0.75, 0.55];

async function bytesOf(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  return new Uint8Array(blob === null ? new ArrayBuffer(0) : await blob.arrayBuffer());
}

function draw(source: Pixels, size: { readonly width: number; readonly height: number }): HTMLCanvasElement {
  const scale = Math.min(1, maximumImageSide / Math.max(size.width, size.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(size.width * scale));
  canvas.height = Math.max(1, Math.round(size.height * scale));
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    // Transparent pixels would turn black.
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}

/** JPEG in the best quality that fits. */
export async function encodePixels(
  source: Pixels,
  size: { readonly width: number; readonly height: number },
): Promise<Result<Uint8Array<ArrayBuffer>, EncodingRefusal>> {
  if (size.width === 0 || size.height === 0) return fail('attachments/not-an-image');
  const canvas = draw(source, size);
  for (const quality of qualities) {
    const bytes = await bytesOf(canvas, 'image/jpeg', quality);
    if (bytes.length === 0) return fail('attachments/not-an-image');
    if (bytes.length <= maximumImageBytes) return ok(bytes);
  }
  return fail('attachments/too-large');
}

export async function encodeFile(file: Blob): Promise<Result<Uint8Array<ArrayBuffer>, EncodingRefusal>> {
  if (file.size > largestFileBytes) return fail('attachments/too-large');
  try {
    const size = pictureSize(new Uint8Array(await file.arrayBuffer()));
    if (size === null) return fail('attachments/not-an-image');
    // Before it is unpacked: that much memory would end the page, and with it what is being typed.
    if (size.width * size.height > mostPixels) return fail('attachments/too-large');
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
      return await encodePixels(bitmap, bitmap);
    } finally {
      bitmap.close();
    }
  } catch {
    return fail('attachments/not-an-image');
  }
}

/** PNG of a canvas as it is. */
export function encodePng(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  return bytesOf(canvas, 'image/png');
}
