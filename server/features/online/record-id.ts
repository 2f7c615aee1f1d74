import { type RegistrationId, registrationId } from '#src/domain/registration/schema.ts';
import { sha256 } from '#src/node/crypto/hash.ts';

/** The record of an attempt: who holds the attempt finds its record again, and nobody finds the attempt by the record. */
export function recordIdOf(attempt: string): RegistrationId {
  const bytes = sha256(`countersign/online/record\n${attempt}`).slice(0, 16);
  // A UUID of version 8, the version for ids made in a way of one's own (RFC 9562).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return registrationId.parse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5'));
}
