// Pictures and handwriting of a registration: checked as those of a counter are, each sealed to the class its field or signature names, and
// kept beside the sealed values under the same record (R4.2, R4.7).
import type { Randomness } from '#server/kernel/clock.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { PageRequest } from '#src/contract/online/index.ts';
import type { FormInk, SentPicture } from '#src/contract/online/registration.ts';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { AttachmentPlace } from '#src/crypto/sealed-attachment.ts';
import { checkImage } from '#src/domain/attachments/image-check.ts';
import {
  type Attachment,
  type DeclinedSignature,
  maximumAttachments,
  maximumSignatureBytes,
  type SignaturePlace,
  type SignatureWanted,
  signatureField,
} from '#src/domain/attachments/schema.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { sealAttachment } from '#src/node/crypto/attachments.ts';
import { isSameSecret, sha256Hex } from '#src/node/crypto/hash.ts';
import type { TakesAttachments } from './ports.ts';

/** What the notice asked for when it was accepted, and what was given: ink is known by its hash until it is sent. */
export interface NoticeSigned {
  readonly wanted: SignatureWanted;
  readonly given: { readonly sha256: string } | { readonly declined: DeclinedSignature };
}

/** A picture on its way into a record, in the clear for as long as this takes. */
interface Picture extends Pick<Attachment, 'id' | 'field' | 'class' | 'mediaType'> {
  readonly bytes: Uint8Array;
}

interface Sealed {
  readonly named: Attachment;
  readonly bytes: Uint8Array;
}

type Submitted = Pick<PageRequest<'submit'>, 'pictures' | 'noticeInk' | 'formInk'>;

export interface Given {
  readonly pictures: readonly Picture[];
  readonly declined: readonly DeclinedSignature[];
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** Wrong pictures are told at their fields. @throws Refusal registration/invalid */
function fieldPictures(form: FormDefinition, values: FieldValues, sent: readonly SentPicture[]): readonly Picture[] {
  const errors: FieldError[] = [];
  const wanted = form.fields.filter(({ name, input }) => input.kind === 'image' && values[name] !== undefined);
  const pictures = wanted.flatMap(({ name: field, class: className }) => {
    const found = sent.find((one) => one.field === field && one.id === values[field]);
    const bytes = found === undefined ? null : bytesOf(found.bytes);
    const checked = bytes === null ? null : checkImage(bytes);
    if (found !== undefined && bytes !== null && checked?.ok === true) {
      return [{ id: found.id, field, class: className, mediaType: checked.value.mediaType, bytes }];
    }
    errors.push({ field, ...(checked?.ok === false ? checked.error : { code: 'forms/image-unknown', params: {} }) });
    return [];
  });
  if (errors.length > 0) throw new Refusal('registration/invalid', { errors });
  return pictures;
}

/** @throws Refusal attachments/… */
function inkOf(place: SignaturePlace, wanted: SignatureWanted, bytes: Uint8Array, id: string): Picture {
  const checked = checkImage(bytes, maximumSignatureBytes);
  if (!checked.ok) throw new Refusal(checked.error.code, checked.error.params);
  return { id, field: signatureField(place), class: wanted.class, mediaType: checked.value.mediaType, bytes };
}

/** The ink that was there when the notice was accepted, and no other. @throws Refusal registration/signature-missing */
function noticeInk({ wanted, given }: NoticeSigned, sent: string | null, id: string): readonly Picture[] {
  if ('declined' in given) return [];
  const bytes = sent === null ? null : bytesOf(sent);
  if (bytes === null || !isSameSecret(sha256Hex(bytes), given.sha256)) {
    throw new Refusal('registration/signature-missing', { place: 'notice' });
  }
  return [inkOf('notice', wanted, bytes, id)];
}

/** @throws Refusal registration/signature-missing */
function formInk(wanted: SignatureWanted | undefined, sent: FormInk | null, id: string): readonly Picture[] {
  if (sent !== null && 'bytes' in sent && wanted !== undefined) return [inkOf('form', wanted, bytesOf(sent.bytes), id)];
  if (wanted?.need === 'required') throw new Refusal('registration/signature-missing', { place: 'form' });
  return [];
}

/**
 * What belongs to the record beside its values.
 * @throws Refusal registration/…, attachments/…
 */
export function requireGiven(
  asked: { readonly form: FormDefinition; readonly notice: NoticeSigned | null; readonly values: FieldValues },
  sent: Submitted,
  { id }: Pick<Randomness, 'id'>,
  at: string,
): Given {
  const { form, notice, values } = asked;
  const pictures = [
    ...fieldPictures(form, values, sent.pictures),
    ...(notice === null ? [] : noticeInk(notice, sent.noticeInk, id())),
    ...formInk(form.signature, sent.formInk, id()),
  ];
  if (pictures.length > maximumAttachments) throw new Refusal('attachments/too-many', { maximum: maximumAttachments });
  const reason =
    form.signature !== undefined && sent.formInk !== null && 'declined' in sent.formInk ? sent.formInk.declined : null;
  return {
    pictures,
    declined: [
      ...(notice !== null && 'declined' in notice.given ? [notice.given.declined] : []),
      ...(reason === null ? [] : [{ place: 'form' as const, reason, declinedAt: at }]),
    ],
  };
}

/** @throws Error when a class has no key, which no published configuration leaves open */
export async function sealPictures(
  record: Pick<AttachmentPlace, 'organisationId' | 'deviceId' | 'recordId' | 'revision'>,
  pictures: readonly Picture[],
  classKeys: Readonly<Record<string, PublicKey>>,
): Promise<readonly Sealed[]> {
  return Promise.all(
    pictures.map(async ({ bytes, ...place }) => {
      const key = classKeys[place.class];
      if (key === undefined) throw new Error(`no key for a picture of class ${place.class}`);
      const sealed = await sealAttachment({ ...record, ...place }, bytes, key);
      const contentHash = sha256Hex(sealed);
      return { bytes: sealed, named: { ...place, sealedBytes: sealed.length, contentHash } };
    }),
  );
}

/** Before the record that names them, as from a workstation. @throws Refusal sync/attachment-quota */
export async function storePictures(attachments: TakesAttachments, deviceId: string, sealed: readonly Sealed[]): Promise<void> {
  for (const { bytes, named } of sealed) {
    const { contentHash, sealedBytes } = named;
    for (let offset = 0; offset < bytes.length; offset += largestPieceBytes) {
      const piece = Buffer.from(bytes.subarray(offset, offset + largestPieceBytes)).toString('base64url');
      await attachments.takePiece(deviceId, { protocol: protocolVersion, contentHash, sealedBytes, offset, piece });
    }
  }
}
