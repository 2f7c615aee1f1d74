// What notices and consents need of the attachments (R2.5, R2.6).
import type { WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { maximumSignatureBytes, type NoticeSignature, signatureField } from '#src/domain/attachments/schema.ts';
import type { AttachmentsPorts } from './ports.ts';
import { requireImage } from './service.ts';
import { dropAttachment, putAttachment } from './store.ts';

/**
 * The signature a notice was accepted with, or why there is none.
 * @throws Refusal `registration/signature-missing`, `attachments/…`
 */
function keepNoticeSignature(
  ports: Pick<AttachmentsPorts, 'random' | 'trail'>,
  transaction: WriteTransaction,
  { registrationId, wanted, signature, staffId, acceptedAt }: NoticeSignature,
): void {
  const isGiven = signature instanceof Uint8Array;
  if (wanted?.need === 'required' && !isGiven) throw new Refusal('registration/signature-missing', { place: 'notice' });
  if (wanted === undefined || signature === undefined) return;
  putAttachment(transaction, registrationId, {
    field: signatureField('notice'),
    id: ports.random.id(),
    mediaType: isGiven ? requireImage(signature, maximumSignatureBytes) : null,
    bytes: isGiven ? signature : null,
    signedValues: null,
    declined: isGiven ? null : signature,
    addedAt: acceptedAt,
  });
  ports.trail.append(transaction, {
    action: isGiven ? 'signature.given' : 'signature.declined',
    actorId: staffId,
    subjectId: registrationId,
    detail: isGiven ? { place: 'notice', bytes: signature.length } : { place: 'notice', reason: signature },
  });
}

export function consentedAttachments(ports: Pick<AttachmentsPorts, 'random' | 'trail'>) {
  return {
    keepNoticeSignature: (transaction: WriteTransaction, given: NoticeSignature): void =>
      keepNoticeSignature(ports, transaction, given),
    /** A withdrawn consent takes the image with it. @returns whether there was one */
    drop: dropAttachment,
  };
}
