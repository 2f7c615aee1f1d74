// Pictures from files, drawn anew before anything else is done with them, so that place, time and device stay behind.
import { type EncodingRefusal, encodeFile } from '#renderer/pictures/encode-image.ts';

export interface DrawnPicture {
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What can be kept of these files, in their order, up to the first that cannot. */
export async function drawPictures(
  files: readonly File[],
): Promise<{ readonly drawn: readonly DrawnPicture[]; readonly fault: EncodingRefusal | null }> {
  const drawn: DrawnPicture[] = [];
  for (const file of files) {
    const encoded = await encodeFile(file);
    if (!encoded.ok) return { drawn, fault: encoded.error };
    drawn.push({ id: crypto.randomUUID(), bytes: encoded.value });
  }
  return { drawn, fault: null };
}
