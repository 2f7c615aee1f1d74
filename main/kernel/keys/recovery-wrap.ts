// The second wrap of the database key: sealed to the organisation's recovery key, in a file beside the database. Whoever has only
// this machine cannot open it; opening it is a procedure of two persons at the organisation.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeFileWhole } from '#main/kernel/keys/key-info.ts';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sealBytes } from '#src/node/crypto/sealing.ts';

const sealed = z.object({ keyId: z.string(), encapsulation: z.base64url(), ciphertext: z.base64url() });
export const recoveryWrap = z.object({ format: z.literal(1), databaseKeyId: z.string(), deviceId: z.string(), sealed });

/** What the sealed key is bound to. */
export function recoveryContext(databaseKeyId: string, deviceId: string): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson({ purpose: 'database-key-recovery', databaseKeyId, deviceId }));
}

function isCurrent(path: string, databaseKeyId: string, deviceId: string, recoveryKeyId: string): boolean {
  try {
    const wrap = recoveryWrap.parse(JSON.parse(readFileSync(path, 'utf8')));
    return wrap.databaseKeyId === databaseKeyId && wrap.deviceId === deviceId && wrap.sealed.keyId === recoveryKeyId;
  } catch {
    return false;
  }
}

/** Writes the wrap unless the right one is there: after enrolment, after a change of the recovery key, after an interruption. */
export async function ensureRecoveryWrap(input: {
  readonly path: string;
  readonly databaseKeyId: string;
  readonly deviceId: string;
  readonly recoveryKey: PublicKey;
  readonly readKey: () => Promise<Uint8Array<ArrayBuffer>>;
}): Promise<void> {
  const { path, databaseKeyId, deviceId, recoveryKey } = input;
  if (isCurrent(path, databaseKeyId, deviceId, recoveryKey.keyId)) return;
  const key = await input.readKey();
  try {
    const box = await sealBytes(recoveryKey, recoveryContext(databaseKeyId, deviceId), key);
    writeFileWhole(path, `${JSON.stringify({ format: 1, databaseKeyId, deviceId, sealed: box }, null, 2)}\n`);
  } finally {
    key.fill(0);
  }
}
