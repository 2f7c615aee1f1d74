// Images that belong to a registration (R2.2, R4.2, R4.7): document scans, portraits, handwritten signatures. A picture of an identity
// document is sensitive (GB/T 45574), so each image is sealed apart, to the class its field or signature names.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

export const imageMediaType = z.enum(['image/jpeg', 'image/png']);
export type ImageMediaType = z.infer<typeof imageMediaType>;

/** What an image field shows: it decides the frame of the camera, and a portrait may be compared by an authority (R3.2). */
export const imageSubject = z.enum(['document-scan', 'portrait', 'other']);

/** Longest side in pixels: a document fills a page at 170 dpi, which reads every character on it. */
export const maximumImageSide = 2_000;
/** Shortest side: less shows nothing that could be recognised later. */
export const minimumImageSide = 32;
export const maximumImageBytes = 2 * 1024 * 1024;
/** A picture as it crosses a line of text. */
export const pictureText = z.base64().max(Math.ceil(maximumImageBytes / 3) * 4);
export const maximumSignatureBytes = 256 * 1024;
/** Images and signatures of one registration. */
export const maximumAttachments = 10;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}
/** `broken`: not a whole image of its kind. `metadata`: something beside the picture. */
export type ImageFault = 'broken' | 'metadata';

/** Where a person signs by hand. */
export const signaturePlace = z.enum(['notice', 'form']);
export type SignaturePlace = z.infer<typeof signaturePlace>;

/** The signature's name beside the names of form fields; a field name has no hyphen, so the two never meet. */
export function signatureField(place: SignaturePlace): `${SignaturePlace}-signature` {
  return `${place}-signature`;
}

/** Whether a notice or a form asks for the subject's handwriting, and the class the picture of it is sealed to. */
export const signatureWanted = z.object({ need: z.enum(['required', 'optional']), class: z.string() });
export type SignatureWanted = z.infer<typeof signatureWanted>;

/** Why an optional signature was not given. One reason stands for body and device alike: a record never tells of a disability. */
export const signatureRefusal = z.enum(['declined', 'not-possible']);
export type SignatureRefusal = z.infer<typeof signatureRefusal>;

/** What was given of a signature as its notice was accepted, and what the notice asks for. */
export interface NoticeSignature {
  readonly registrationId: string;
  readonly wanted: SignatureWanted | undefined;
  readonly signature: Uint8Array | SignatureRefusal | undefined;
  readonly staffId: string;
  readonly acceptedAt: string;
}

/** An image as the record's header names it: by what its sealed bytes are. */
export const attachment = z.object({
  id: z.uuid(),
  /** The form's field it was captured for, or `notice-signature` / `form-signature`. */
  field: z.string(),
  class: z.string(),
  mediaType: imageMediaType,
  /** Length and hex SHA-256 of the sealed bytes, as they are stored and sent. */
  sealedBytes: z.int().positive(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Attachment = z.infer<typeof attachment>;

/** One of a record, unseen: where in the form it belongs, or which signature it is. */
export const listedPicture = attachment.pick({ id: true, field: true });
export type ListedPicture = z.infer<typeof listedPicture>;

/** An optional signature that was asked for and not given (R2.4): recorded, so that its absence is no accident. */
export const declinedSignature = z.object({ place: signaturePlace, reason: signatureRefusal, declinedAt: instant });
export type DeclinedSignature = z.infer<typeof declinedSignature>;
