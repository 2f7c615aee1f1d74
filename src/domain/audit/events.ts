// The workstation's audit trail: a hash chain of canonical JSON events (R1.3, R10.4). An event names ids and codes only:
// no personal data, and no hash that could be guessed back to it.
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { instant } from '#src/base/instant.ts';

export const auditAction = z.enum([
  'device.enrolled',
  'device.standing-heard',
  'fleet.shown',
  'fleet.decided',
  'fleet.refused',
  'access.refused',
  'staff.signed-in',
  'staff.sign-in-refused',
  'staff.signed-out',
  'staff.step-up-refused',
  'staff.proved-at-server',
  'staff.passphrase-changed',
  'staff.passphrase-refused',
  'notice.accepted',
  'notice.renewed',
  'notice.declined',
  'notice.printed',
  'consent.decided',
  'camera.opened',
  'attachment.added',
  'attachment.removed',
  'attachment.viewed',
  'signature.given',
  'signature.declined',
  'document.read',
  'reader.tested',
  'reader.settings-changed',
  'registration.duplicate-shown',
  'registration.reviewed',
  'registration.confirmed',
  'registration.sent-back',
  'registration.resumed',
  'registration.submitted',
  'registration.discarded',
  'restriction.heard',
  'restriction.shown',
  'restriction.check-made',
  'restriction.listed',
  'restriction.decided',
  'restriction.act-refused',
  'receipt.printed',
  'receipt.reprinted',
  'receipt.saved',
  'day.closed',
  'day.printed',
  'day.saved',
  'day.heard',
  'day.branch-signed',
  'day.carried',
  'request.listed',
  'request.shown',
  'request.values-shown',
  'request.step',
  'request.printed',
  'print.not-done',
  'print.settings-changed',
  'record.synced',
  'record.quarantined',
  'record.retried',
  'record.set-aside',
  'record.reopened',
  'record.corrected',
  'record.unmasked',
  'record.verification-heard',
  'record.checks-ended',
  'record.refusal-told',
  'record.refusal-messaged',
  'record.refusal-printed',
  'contact.code-sent',
  'contact.established',
  'contact.deferred',
  'record.closed',
  'central.opened',
  'configuration.applied',
  'configuration.imported',
  'media.exported',
  'media.imported',
  'design.begun',
  'design.taken-up',
  'design.discarded',
  'design.published',
  'design.publish-refused',
  'clock.drift-noticed',
  'audit.exported',
  'server-key.followed',
  'server-key.confirmed',
  'server.restored',
  'server.history-rewritten',
  'server.history-continued',
  'device.key-change-ordered',
  'device.key-rotated',
  'device.key-recovered',
  'device.copy-suspected',
  'device.copy-cleared',
  'store.rollback-accepted',
  'store.recovered',
]);
export type AuditAction = z.infer<typeof auditAction>;

export const auditEvent = z.object({
  sequence: z.int().positive(),
  at: instant,
  action: auditAction,
  /** Staff id, or null for the workstation itself. */
  actorId: z.string().nullable(),
  /** Registration, device or staff id the event is about. */
  subjectId: z.string().nullable(),
  /** Codes, versions, counts. Never a field value. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Hex SHA-256 of the event before this one; 64 zeros for the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditEvent = z.infer<typeof auditEvent>;

export const chainStart = '0'.repeat(64);

/** Link of an event: SHA-256 over its canonical JSON, which contains the previous link. Pure: the hash function comes in. */
export function auditLink(event: AuditEvent, sha256Hex: (bytes: Uint8Array) => string): string {
  return sha256Hex(utf8(canonicalJson(event satisfies Json)));
}
