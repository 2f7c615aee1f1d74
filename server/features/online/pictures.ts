// Pictures a subject gives as proof (R8.3): checked as those of a counter are, and sealed before anything else is done with them.
import { Refusal } from '#src/contract/errors.ts';
import type { CorrectionHeader } from '#src/crypto/sealed-correction.ts';
import { checkImage } from '#src/domain/attachments/image-check.ts';
import type { ImageMediaType } from '#src/domain/attachments/schema.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sealProof } from '#src/node/crypto/attachments.ts';
import type { SealedPicture } from './ports.ts';

interface CheckedPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: ImageMediaType;
}

/** @throws Refusal attachments/… */
export function checkPictures(texts: readonly string[]): readonly CheckedPicture[] {
  return texts.map((text) => {
    const bytes = new Uint8Array(Buffer.from(text, 'base64'));
    const checked = checkImage(bytes);
    if (!checked.ok) throw new Refusal(checked.error.code, checked.error.params);
    return { bytes, mediaType: checked.value.mediaType };
  });
}

/** @throws Refusal internal/invalid-input when no class is there to seal them to */
export function sealPictures(
  correction: CorrectionHeader,
  pictures: readonly CheckedPicture[],
  className: string | null,
  classKeys: Readonly<Record<string, PublicKey>>,
): Promise<SealedPicture[]> {
  const key = className === null ? undefined : classKeys[className];
  if (className === null || key === undefined) throw new Refusal('internal/invalid-input', {});
  return Promise.all(
    pictures.map(async ({ bytes, mediaType }, index) => {
      const place = { ...correction, position: index + 1, class: className, mediaType };
      return { className, mediaType, sealed: await sealProof(place, bytes, key) };
    }),
  );
}
