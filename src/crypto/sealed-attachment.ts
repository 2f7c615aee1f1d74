// The sealed form of one attachment (R4.2, R4.7): its own random data key (AES-256-GCM), sealed to the class's public key (HPKE). It is
// bytes, not text, because it is most of what travels: suite (1) | key id (8) | encapsulation (32) | sealed key (48) | iv (12) |
// ciphertext with its tag. This file is the layout; the algorithms live in src/node/crypto.
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { suiteId } from './envelope.ts';

export const sealedLayout = { keyId: [1, 9], encapsulation: [9, 41], sealedKey: [41, 89], iv: [89, 101] } as const;
export const sealedHeadBytes = 101;

/** What an attachment belongs to: none of it can be exchanged without the seal breaking. */
export type AttachmentPlace = Pick<RecordHeader, 'organisationId' | 'deviceId' | 'recordId' | 'revision'> &
  Pick<Attachment, 'id' | 'field' | 'class' | 'mediaType'>;

/** Additional authenticated data of one attachment. */
export function attachmentContext(place: AttachmentPlace): Uint8Array<ArrayBuffer> {
  const { organisationId, deviceId, recordId, revision, id, field, class: className, mediaType } = place;
  const attachment = { id, field, mediaType };
  return utf8(canonicalJson({ suite: suiteId, class: className, organisationId, deviceId, recordId, revision, attachment }));
}

/** The key a sealed attachment is sealed to, or null when these are no sealed bytes of this suite. */
export function sealedKeyIdOf(head: Uint8Array): string | null {
  if (head.length < sealedHeadBytes || head[0] !== suiteId) return null;
  const [from, to] = sealedLayout.keyId;
  return [...head.subarray(from, to)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
