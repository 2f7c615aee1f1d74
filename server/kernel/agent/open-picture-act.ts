// `picture.open`: one sealed picture of a record, for a person who may see it. Asked by server/kernel/audit/open-picture.ts alone, which
// writes down who sees what before it asks.
import * as z from 'zod';
import { envelope as sealedRecord } from '#src/crypto/envelope.ts';
import { sealedKeyIdOf } from '#src/crypto/sealed-attachment.ts';
import { checkImage } from '#src/domain/attachments/image-check.ts';
import { type ImageMediaType, maximumImageBytes, pictureText } from '#src/domain/attachments/schema.ts';
import { openAttachment } from '#src/node/crypto/attachments.ts';
import { type ClassKeys, findClassKey } from '../keys/file-key-ring.ts';
import { type Act, type ActHandler, answering } from './act.ts';
import { sealedText } from './messages.ts';

/** Around the picture: head and tag of the seal. */
export const largestSealedPicture = maximumImageBytes + 1_024;

/** Sealed bytes in base64. */
export const sealedPictureText = z.base64().max(Math.ceil(largestSealedPicture / 3) * 4);

export const sealedPicture = z.object({
  /** By which the envelope's header names it. */
  attachmentId: z.uuid(),
  sealed: sealedPictureText,
});

const output = z.discriminatedUnion('opened', [
  z.object({ opened: z.literal(true), picture: pictureText }),
  /** Its key is not in the agent's ring, what is sealed is damaged, or no picture. */
  z.object({ opened: z.literal(false) }),
]);
type Output = z.output<typeof output>;

export const openPictureAct = {
  name: 'picture.open',
  input: sealedPicture.extend({ envelope: sealedText }),
  output,
  patienceMs: 20_000,
} satisfies Act;

interface OpenedPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: ImageMediaType;
}

/** @throws Error when it does not open, or what opens is not the picture the header calls it */
export async function openNamedPicture(
  envelope: string,
  { attachmentId, sealed: text }: z.output<typeof sealedPicture>,
  classKeys: ClassKeys,
): Promise<OpenedPicture> {
  const { header } = sealedRecord.parse(JSON.parse(envelope));
  const named = header.attachments?.find(({ id }) => id === attachmentId);
  const sealed = new Uint8Array(Buffer.from(text, 'base64'));
  const key = named === undefined ? null : findClassKey(classKeys, named.class, sealedKeyIdOf(sealed) ?? '');
  if (named === undefined || key === null) throw new Error('no key');
  const bytes = await openAttachment({ ...header, ...named }, sealed, key);
  const image = checkImage(bytes);
  if (!image.ok || image.value.mediaType !== named.mediaType) throw new Error('no such picture');
  return { bytes, mediaType: named.mediaType };
}

export function openPictureHandler(classKeys: ClassKeys): ActHandler {
  return answering(openPictureAct, async ({ envelope, ...picture }): Promise<Output> => {
    const opened = await openNamedPicture(envelope, picture, classKeys).catch(() => null);
    return opened === null ? { opened: false } : { opened: true, picture: Buffer.from(opened.bytes).toString('base64') };
  });
}
