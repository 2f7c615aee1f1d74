import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import {
  imageMediaType,
  maximumImageBytes,
  maximumSignatureBytes,
  signaturePlace,
  signatureRefusal,
} from '#src/domain/attachments/schema.ts';
import { fieldValues, registrationId } from '#src/domain/registration/schema.ts';

/** Bytes as they cross the bridge. One more than is kept may come in, so that the refusal can say what is too large. */
function bytesUpTo(maximum: number) {
  return z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= 2 * maximum);
}

export const signatureBytes = bytesUpTo(maximumSignatureBytes);

/** What is kept for an image field or a signature of a registration in progress. */
const kept = z.object({ field: z.string(), id: z.uuid(), mediaType: imageMediaType, addedAt: instant });

export const imageRefusals = [
  'attachments/not-an-image',
  'attachments/metadata',
  'attachments/too-large',
  'attachments/too-many-pixels',
  'attachments/too-few-pixels',
] as const;
const openErrors = ['registration/unknown', 'registration/already-submitted'] as const;

export const attachmentsCalls = defineCalls({
  /**
   * A picture is about to be taken for a field (S1, R2.6): from now on the page may ask the system for the camera, until it is closed or
   * the session ends. Of a supplementary field only after the subject agreed to it.
   */
  'attachments.openCamera': {
    input: z.object({ registrationId, field: z.string().max(60) }),
    output: z.object({}),
    errors: [...openErrors, 'attachments/field-unknown', 'attachments/no-consent'],
    permission: 'registration:capture',
    audit: 'camera.opened',
  },
  'attachments.closeCamera': {
    input: z.object({}),
    output: z.object({}),
    errors: [],
    permission: 'registration:capture',
    audit: null,
  },
  /**
   * Keeps the image of a field, in place of an earlier one (R2.2, R4.7). Durable together with the draft's value, which is the id:
   * there is never an image that no field names. A review no longer holds.
   */
  'attachments.add': {
    input: z.object({ registrationId, field: z.string().max(60), bytes: bytesUpTo(maximumImageBytes) }),
    output: z.object({ id: z.uuid(), addedAt: instant }),
    errors: [...openErrors, ...imageRefusals, 'attachments/field-unknown', 'attachments/no-consent', 'attachments/too-many'],
    permission: 'registration:capture',
    audit: 'attachment.added',
  },
  /** Deletes the image of a field, so that no byte of it stays. */
  'attachments.remove': {
    input: z.object({ registrationId, field: z.string().max(60) }),
    output: z.object({}),
    errors: [...openErrors, 'attachments/unknown'],
    permission: 'registration:capture',
    audit: 'attachment.removed',
  },
  /** What is there, without the pictures. */
  'attachments.list': {
    input: z.object({ registrationId }),
    output: z.object({
      kept: z.array(kept),
      declined: z.array(z.object({ place: signaturePlace, reason: signatureRefusal })),
    }),
    errors: [...openErrors],
    permission: 'registration:capture',
    audit: null,
  },
  /** One picture of the caller's own open registration, after it was taken up again. */
  'attachments.view': {
    input: z.object({ registrationId, field: z.string().max(60) }),
    output: z.object({ mediaType: imageMediaType, bytes: z.instanceof(Uint8Array) }),
    errors: [...openErrors, 'attachments/unknown'],
    permission: 'registration:capture',
    audit: 'attachment.viewed',
  },
  /** The subject signs the form with exactly these values; any other value makes the signature void. */
  'attachments.sign': {
    input: z.object({ registrationId, values: fieldValues, bytes: signatureBytes }),
    output: z.object({ signedAt: instant }),
    errors: [...openErrors, ...imageRefusals, 'registration/invalid', 'attachments/field-unknown'],
    permission: 'registration:capture',
    audit: 'signature.given',
  },
  /** The subject does not sign the form, where the organisation leaves that open. The reason is recorded with the record. */
  'attachments.declineSignature': {
    input: z.object({ registrationId, reason: signatureRefusal }),
    output: z.object({ declinedAt: instant }),
    errors: [...openErrors, 'attachments/field-unknown', 'attachments/signature-not-optional'],
    permission: 'registration:capture',
    audit: 'signature.declined',
  },
});
