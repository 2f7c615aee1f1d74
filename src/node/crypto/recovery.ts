// Both ends of a recovery (S3): the organisation opens the wraps of a request and seals the keys again to the workstation that
// asked, so that no database key is ever readable on the way; the workstation opens the answer to its own request and no other.
import { canonicalJson } from '#src/base/canonical-json.ts';
import {
  answerContext,
  type RecoveryAnswer,
  type RecoveryRequest,
  type RecoveryWrap,
  wrapContext,
} from '#src/crypto/recovery.ts';
import { encodeBase32 } from '#src/domain/devices/enrolment-code.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { openBytes, sealBytes } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

/** Seals a database key to the recovery key. */
export async function sealWrap(
  recoveryKey: PublicKey,
  ids: Pick<RecoveryWrap, 'databaseKeyId' | 'deviceId'>,
  key: Uint8Array<ArrayBuffer>,
): Promise<RecoveryWrap> {
  const { databaseKeyId, deviceId } = ids;
  return { format: 1, databaseKeyId, deviceId, sealed: await sealBytes(recoveryKey, wrapContext(databaseKeyId, deviceId), key) };
}

/** 16 characters in groups of four, to be read aloud: 80 bits of SHA-256 over the whole request. */
export function requestFingerprint(request: RecoveryRequest): string {
  const text = encodeBase32(sha256(canonicalJson(request)).subarray(0, 10));
  return text.match(/.{4}/g)?.join('-') ?? '';
}

/**
 * Opens the wraps that are sealed to this recovery key and seals their keys to the asking workstation.
 * @returns null when none of them is sealed to this key
 * @throws Error when one is and does not open: it was altered
 */
export async function answerRequest(
  request: RecoveryRequest,
  recoveryKey: PrivateKeyText,
  custodians: readonly [string, string],
): Promise<RecoveryAnswer | null> {
  const { purpose } = request;
  const head = {
    purpose,
    request: requestFingerprint(request),
    custodians: [custodians[0], custodians[1]],
  } satisfies Partial<RecoveryAnswer>;
  const keys: RecoveryAnswer['keys'] = [];
  for (const { databaseKeyId, deviceId, sealed } of request.wraps) {
    if (sealed.keyId !== recoveryKey.keyId) continue;
    const key = await openBytes(recoveryKey, wrapContext(databaseKeyId, deviceId), sealed);
    keys.push({ databaseKeyId, sealed: await sealBytes(request.replyTo, answerContext(head, databaseKeyId), key) });
    key.fill(0);
  }
  return keys.length === 0 ? null : { kind: 'countersign-recovery-answer', format: 1, ...head, keys };
}

/** The database keys of an answer by their ids; the caller clears them. Null when it is not the answer to this request. */
export async function openAnswer(
  answer: RecoveryAnswer,
  request: RecoveryRequest,
  replyKey: PrivateKeyText,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null> {
  if (answer.purpose !== request.purpose || answer.request !== requestFingerprint(request)) return null;
  const keys = new Map<string, Uint8Array<ArrayBuffer>>();
  try {
    for (const { databaseKeyId, sealed } of answer.keys) {
      keys.set(databaseKeyId, await openBytes(replyKey, answerContext(answer, databaseKeyId), sealed));
    }
    return keys;
  } catch {
    for (const key of keys.values()) key.fill(0);
    return null;
  }
}
