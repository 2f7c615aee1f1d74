// What registrations need of the attachments: which images a draft has, whether all that is wanted is there, sealing them with the
// record, and deleting them with what they belong to.
import type { ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import type { SealedAttachment } from '#main/kernel/outbox/sealed-attachments.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { AttachmentPlace } from '#src/crypto/sealed-attachment.ts';
import {
  type Attachment,
  type DeclinedSignature,
  type SignatureWanted,
  signatureField,
  signaturePlace,
} from '#src/domain/attachments/schema.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { sealAttachment } from '#src/node/crypto/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { signedHash } from './signed-values.ts';
import { dropAttachment, type Kept, loadAttachments, loadPicture } from './store.ts';

interface Sealed extends SealedAttachment {
  readonly named: Attachment;
}

/** The ids of the images that were captured, by field: the draft's values of its image fields. */
function imageValues(store: ReadStore, registrationId: string): FieldValues {
  const images = loadAttachments(store, registrationId).filter(({ field }) => !field.endsWith('-signature'));
  return Object.fromEntries(images.map(({ field, id }) => [field, id]));
}

/** Does the form's signature stand for exactly these values? True when there is none. */
function isSignatureOf(kept: Kept | undefined, values: FieldValues): boolean {
  return kept?.signedValues === undefined || kept.signedValues === null || kept.signedValues === signedHash(values);
}

/** A signature over other values is deleted: nobody signed these. @returns whether one was */
function voidSignature(transaction: WriteTransaction, registrationId: string, values: FieldValues | null): boolean {
  const name = signatureField('form');
  const kept = loadAttachments(transaction, registrationId).find(({ field }) => field === name);
  const isVoid = kept?.mediaType != null && (values === null || !isSignatureOf(kept, values));
  return isVoid && dropAttachment(transaction, registrationId, name);
}

/**
 * Everything wanted is there: the image each value names, and the form's signature over exactly these values.
 * @throws Refusal `registration/invalid`, `registration/signature-missing`
 */
function requireAttachments(store: ReadStore, registrationId: string, forms: ServiceForms, values: FieldValues): void {
  const all = loadAttachments(store, registrationId);
  const errors = forms.form.fields.flatMap(({ name, input }) => {
    const isWrong =
      input.kind === 'image' && values[name] !== undefined && all.every(({ id, field }) => field !== name || id !== values[name]);
    return isWrong ? [{ field: name, code: 'forms/image-unknown', params: {} }] : [];
  });
  if (errors.length > 0) throw new Refusal('registration/invalid', { errors });
  // The notice's signature was asked for when it was accepted; a correction goes on with that acceptance.
  const kept = all.find(({ field }) => field === signatureField('form'));
  const isMissing = forms.form.signature?.need === 'required' && kept?.mediaType == null;
  if (isMissing || !isSignatureOf(kept, values)) throw new Refusal('registration/signature-missing', { place: 'form' });
}

function wantedAt({ form, notice }: ServiceForms, place: 'notice' | 'form'): SignatureWanted | undefined {
  return place === 'form' ? form.signature : notice.signature;
}

function classOf(forms: ServiceForms, field: string): string | undefined {
  const place = signaturePlace.options.find((candidate) => signatureField(candidate) === field);
  return place === undefined ? forms.form.fields.find(({ name }) => name === field)?.class : wantedAt(forms, place)?.class;
}

/** Seals the images the reviewed values name, and the signatures. What was left out of the review is left out here. */
async function sealAttachments(
  store: ReadStore,
  forms: ServiceForms,
  values: FieldValues,
  record: Pick<AttachmentPlace, 'organisationId' | 'deviceId' | 'recordId' | 'revision'>,
  classKeys: Readonly<Record<string, PublicKey>>,
): Promise<readonly Sealed[]> {
  const sealed: Sealed[] = [];
  for (const { field, id, mediaType } of loadAttachments(store, record.recordId)) {
    const className = classOf(forms, field);
    const isWanted = field.endsWith('-signature') || values[field] === id;
    if (mediaType === null || className === undefined || !isWanted) continue;
    const key = classKeys[className];
    const picture = loadPicture(store, record.recordId, field);
    if (key === undefined || picture === null) throw new Error(`no key or no picture for an attachment of class ${className}`);
    const place = { id, field, class: className, mediaType };
    const bytes = await sealAttachment({ ...record, ...place }, picture.bytes, key);
    const contentHash = sha256Hex(bytes);
    sealed.push({ bytes, contentHash, named: { ...place, sealedBytes: bytes.length, contentHash } });
  }
  return sealed;
}

function declinedSignatures(store: ReadStore, registrationId: string): readonly DeclinedSignature[] {
  const all = loadAttachments(store, registrationId);
  return signaturePlace.options.flatMap((place) => {
    const kept = all.find(({ field }) => field === signatureField(place));
    return kept?.declined == null ? [] : [{ place, reason: kept.declined, declinedAt: kept.addedAt }];
  });
}

/** The attachments as registrations see them. */
export const registeredAttachments = {
  imageValues,
  voidSignature,
  require: requireAttachments,
  seal: sealAttachments,
  declinedSignatures,
} as const;
