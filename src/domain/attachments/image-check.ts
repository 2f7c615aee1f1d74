// Is this an image we keep (R1.4, R4.7)? Read from the bytes alone: kind by its first bytes, size by its header, and nothing beside the
// picture. Cameras write place, time and owner into their files, so every segment that is not needed to draw the picture is refused.
import { fail, ok, type Result } from '#src/base/result.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import {
  type ImageFault,
  type ImageMediaType,
  type ImageSize,
  maximumImageBytes,
  maximumImageSide,
  minimumImageSide,
} from './schema.ts';

export interface CheckedImage extends ImageSize {
  readonly mediaType: ImageMediaType;
}

export type ImageRefusal =
  | { readonly code: 'attachments/not-an-image'; readonly params: Record<string, never> }
  | { readonly code: 'attachments/metadata'; readonly params: Record<string, never> }
  | { readonly code: 'attachments/too-large'; readonly params: { readonly bytes: number; readonly maximum: number } }
  | { readonly code: 'attachments/too-many-pixels'; readonly params: { readonly side: number; readonly maximum: number } }
  | { readonly code: 'attachments/too-few-pixels'; readonly params: { readonly side: number; readonly minimum: number } };

function startsWith(bytes: Uint8Array, ...head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

function readImage(bytes: Uint8Array): Result<CheckedImage, ImageFault> {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
    const size = readJpeg(bytes);
    return size.ok ? ok({ ...size.value, mediaType: 'image/jpeg' }) : size;
  }
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    const size = readPng(bytes);
    return size.ok ? ok({ ...size.value, mediaType: 'image/png' }) : size;
  }
  return fail('broken');
}

/** The image's kind and size, or why it is not kept. */
export function checkImage(bytes: Uint8Array, maximumBytes = maximumImageBytes): Result<CheckedImage, ImageRefusal> {
  if (bytes.length > maximumBytes) {
    return fail({ code: 'attachments/too-large', params: { bytes: bytes.length, maximum: maximumBytes } });
  }
  const read = readImage(bytes);
  if (!read.ok) {
    return fail({ code: read.error === 'metadata' ? 'attachments/metadata' : 'attachments/not-an-image', params: {} });
  }
  const { width, height } = read.value;
  const longest = Math.max(width, height);
  if (longest > maximumImageSide) {
    return fail({ code: 'attachments/too-many-pixels', params: { side: longest, maximum: maximumImageSide } });
  }
  const shortest = Math.min(width, height);
  return shortest < minimumImageSide
    ? fail({ code: 'attachments/too-few-pixels', params: { side: shortest, minimum: minimumImageSide } })
    : read;
}
