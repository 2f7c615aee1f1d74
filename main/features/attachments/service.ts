// Images and signatures while a registration is filled (R2.2, R2.6, R4.7). What a screen hands over is checked here byte by byte,
// whatever the screen did: kind, size, and that nothing is in the file but the picture.
import type { ReadStore } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { checkImage } from '#src/domain/attachments/image-check.ts';
import {
  type ImageMediaType,
  maximumAttachments,
  maximumImageBytes,
  maximumSignatureBytes,
  type SignatureRefusal,
  signatureField,
} from '#src/domain/attachments/schema.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { AttachmentsPorts } from './ports.ts';
import { signedHash } from './signed-values.ts';
import { dropAttachment, loadAttachments, loadPicture, putAttachment } from './store.ts';

/** @throws Refusal `attachments/…` as the image calls declare them */
export function requireImage(bytes: Uint8Array, maximumBytes: number): ImageMediaType {
  const checked = checkImage(bytes, maximumBytes);
  if (!checked.ok) throw new Refusal(checked.error.code, checked.error.params);
  return checked.value.mediaType;
}

function requireImageField(fields: readonly FieldDefinition[], name: string): FieldDefinition {
  const field = fields.find((candidate) => candidate.name === name);
  if (field?.input.kind !== 'image') throw new Refusal('attachments/field-unknown', {});
  return field;
}

interface ImagePlace {
  readonly registrationId: RegistrationId;
  readonly field: string;
}

/** A supplementary picture needs the subject's consent before there is one (R2.6). */
function requireOpenField(ports: AttachmentsPorts, store: ReadStore, session: Session, place: ImagePlace): void {
  const { form } = ports.registrations.formsOf(store, place.registrationId, session.staffId);
  const { part, name } = requireImageField(form.fields, place.field);
  if (part === 'supplementary' && !ports.registrations.hasConsent(store, place.registrationId, name)) {
    throw new Refusal('attachments/no-consent', {});
  }
}

/** @throws Refusal as `attachments.openCamera` declares them */
export async function openCamera(ports: AttachmentsPorts, session: Session, place: ImagePlace): Promise<void> {
  ports.store.write((transaction) => {
    requireOpenField(ports, transaction, session, place);
    ports.trail.append(transaction, {
      action: 'camera.opened',
      actorId: session.staffId,
      subjectId: place.registrationId,
      detail: { field: place.field },
    });
  });
  await ports.camera.allow(true);
}

/** @throws Refusal as `attachments.add` declares them */
export function addImage(
  ports: AttachmentsPorts,
  session: Session,
  input: ImagePlace & { readonly bytes: Uint8Array },
): { readonly id: string; readonly addedAt: string } {
  const { registrationId, field: name, bytes } = input;
  const id = ports.random.id();
  const addedAt = ports.time.claimedNow();
  ports.store.write((transaction) => {
    requireOpenField(ports, transaction, session, input);
    const mediaType = requireImage(bytes, maximumImageBytes);
    const others = loadAttachments(transaction, registrationId).filter((kept) => kept.field !== name);
    if (others.length >= maximumAttachments) throw new Refusal('attachments/too-many', { maximum: maximumAttachments });
    putAttachment(transaction, registrationId, {
      field: name,
      id,
      mediaType,
      bytes,
      signedValues: null,
      declined: null,
      addedAt,
    });
    ports.registrations.contentChanged(transaction, registrationId);
    ports.trail.append(transaction, {
      action: 'attachment.added',
      actorId: session.staffId,
      subjectId: registrationId,
      detail: { field: name, attachmentId: id, bytes: bytes.length },
    });
  });
  ports.store.checkpoint();
  return { id, addedAt };
}

/** @throws Refusal as `attachments.remove` declares them */
export function removeImage(ports: AttachmentsPorts, session: Session, input: ImagePlace): void {
  ports.store.write((transaction) => {
    const { notice } = ports.registrations.formsOf(transaction, input.registrationId, session.staffId);
    // What the notice was accepted with stays as long as the acceptance.
    const isOfNotice = notice.signature !== undefined && input.field === signatureField('notice');
    if (isOfNotice || !dropAttachment(transaction, input.registrationId, input.field)) {
      throw new Refusal('attachments/unknown', {});
    }
    ports.registrations.contentChanged(transaction, input.registrationId);
    ports.trail.append(transaction, {
      action: 'attachment.removed',
      actorId: session.staffId,
      subjectId: input.registrationId,
      detail: { field: input.field },
    });
  });
  ports.store.checkpoint();
}

/** @throws Refusal as `attachments.sign` declares them */
export function signForm(
  ports: AttachmentsPorts,
  session: Session,
  input: { readonly registrationId: RegistrationId; readonly values: FieldValues; readonly bytes: Uint8Array },
): { readonly signedAt: string } {
  const { registrationId, bytes } = input;
  const signedAt = ports.time.claimedNow();
  ports.store.write((transaction) => {
    const { form } = ports.registrations.formsOf(transaction, registrationId, session.staffId);
    if (form.signature === undefined) throw new Refusal('attachments/field-unknown', {});
    const mediaType = requireImage(bytes, maximumSignatureBytes);
    const values = ports.registrations.checkedValues(transaction, registrationId, session.staffId, input.values);
    putAttachment(transaction, registrationId, {
      field: signatureField('form'),
      id: ports.random.id(),
      mediaType,
      bytes,
      signedValues: signedHash(values),
      declined: null,
      addedAt: signedAt,
    });
    ports.registrations.contentChanged(transaction, registrationId);
    ports.trail.append(transaction, {
      action: 'signature.given',
      actorId: session.staffId,
      subjectId: registrationId,
      detail: { place: 'form', bytes: bytes.length },
    });
  });
  ports.store.checkpoint();
  return { signedAt };
}

/** @throws Refusal as `attachments.declineSignature` declares them */
export function declineFormSignature(
  ports: AttachmentsPorts,
  session: Session,
  input: { readonly registrationId: RegistrationId; readonly reason: SignatureRefusal },
): { readonly declinedAt: string } {
  const declinedAt = ports.time.claimedNow();
  ports.store.write((transaction) => {
    const { form } = ports.registrations.formsOf(transaction, input.registrationId, session.staffId);
    if (form.signature === undefined) throw new Refusal('attachments/field-unknown', {});
    if (form.signature.need === 'required') throw new Refusal('attachments/signature-not-optional', {});
    putAttachment(transaction, input.registrationId, {
      field: signatureField('form'),
      id: ports.random.id(),
      mediaType: null,
      bytes: null,
      signedValues: null,
      declined: input.reason,
      addedAt: declinedAt,
    });
    ports.registrations.contentChanged(transaction, input.registrationId);
    ports.trail.append(transaction, {
      action: 'signature.declined',
      actorId: session.staffId,
      subjectId: input.registrationId,
      detail: { place: 'form', reason: input.reason },
    });
  });
  ports.store.checkpoint();
  return { declinedAt };
}

/** What is kept, without the pictures. @throws Refusal as `attachments.list` declares them */
export function listAttachments(ports: AttachmentsPorts, session: Session, registrationId: RegistrationId) {
  ports.registrations.formsOf(ports.store, registrationId, session.staffId);
  const all = loadAttachments(ports.store, registrationId);
  return {
    kept: all.flatMap(({ field, id, mediaType, addedAt }) => (mediaType === null ? [] : [{ field, id, mediaType, addedAt }])),
    declined: all.flatMap(({ field, declined }) =>
      declined === null
        ? []
        : [{ place: field === signatureField('form') ? ('form' as const) : ('notice' as const), reason: declined }],
    ),
  };
}

/** @throws Refusal as `attachments.view` declares them */
export function viewAttachment(
  ports: AttachmentsPorts,
  session: Session,
  input: ImagePlace,
): { readonly mediaType: ImageMediaType; readonly bytes: Uint8Array<ArrayBuffer> } {
  return ports.store.write((transaction) => {
    ports.registrations.formsOf(transaction, input.registrationId, session.staffId);
    const found = loadPicture(transaction, input.registrationId, input.field);
    if (found === null) throw new Refusal('attachments/unknown', {});
    ports.trail.append(transaction, {
      action: 'attachment.viewed',
      actorId: session.staffId,
      subjectId: input.registrationId,
      detail: { field: input.field },
    });
    return { mediaType: found.media_type, bytes: new Uint8Array(found.bytes) };
  });
}
