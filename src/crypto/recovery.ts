// Recovery of a workstation's database key by two persons of the organisation (S3): the wrap that lies beside the database, what a
// workstation asks with, and what the organisation answers. These are the forms; the algorithms live in src/node/crypto.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { publicKey } from '#src/domain/organisation/schema.ts';

const sealed = z.object({ keyId: z.string(), encapsulation: base64url, ciphertext: base64url });

/** The database key sealed to the organisation's recovery key. `sealed.keyId` names that recovery key. */
export const recoveryWrap = z.object({ format: z.literal(1), databaseKeyId: z.string(), deviceId: z.string(), sealed });
export type RecoveryWrap = z.infer<typeof recoveryWrap>;

/** What the sealed key in a wrap is bound to. */
export function wrapContext(databaseKeyId: string, deviceId: string): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson({ purpose: 'database-key-recovery', databaseKeyId, deviceId }));
}

/** restore-key: the keychain has no fitting key. accept-rollback: the store is older than the keychain remembers, knowingly. */
export const recoveryPurpose = z.enum(['restore-key', 'accept-rollback']);
export type RecoveryPurpose = z.infer<typeof recoveryPurpose>;

/** From the workstation to the custodians. Holds nothing secret; `replyTo` is a key only this workstation can open. */
export const recoveryRequest = z.object({
  kind: z.literal('countersign-recovery-request'),
  format: z.literal(1),
  purpose: recoveryPurpose,
  /** Last audit event the keychain remembers, and last one in the store; only for accept-rollback. */
  rollback: z.object({ known: z.int(), found: z.int() }).exactOptional(),
  /** Two only while a change of the key is under way. */
  wraps: z.array(recoveryWrap).min(1).max(2),
  replyTo: publicKey,
});
export type RecoveryRequest = z.infer<typeof recoveryRequest>;

/** From the custodians to the workstation: the database keys, sealed to `replyTo`. */
export const recoveryAnswer = z.object({
  kind: z.literal('countersign-recovery-answer'),
  format: z.literal(1),
  purpose: recoveryPurpose,
  /** Fingerprint of the request it answers. */
  request: z.string(),
  custodians: z.tuple([z.string(), z.string()]),
  keys: z
    .array(z.object({ databaseKeyId: z.string(), sealed }))
    .min(1)
    .max(2),
});
export type RecoveryAnswer = z.infer<typeof recoveryAnswer>;

/** What a key in an answer is bound to: it opens for this request, this purpose and these custodians only. */
export function answerContext(
  answer: Pick<RecoveryAnswer, 'purpose' | 'request' | 'custodians'>,
  databaseKeyId: string,
): Uint8Array<ArrayBuffer> {
  const { purpose, request, custodians } = answer;
  return utf8(canonicalJson({ use: 'database-key-answer', purpose, request, custodians, databaseKeyId }));
}
