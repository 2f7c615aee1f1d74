// The second wrap of the database key: sealed to the organisation's recovery key, in a file beside the database. Whoever has only
// this machine cannot open it; opening it is a procedure of two persons at the organisation.
import { readFileSync } from 'node:fs';
import { writeKeyFile } from '#main/kernel/keys/key-info.ts';
import { type RecoveryWrap, recoveryWrap } from '#src/crypto/recovery.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sealWrap } from '#src/node/crypto/recovery.ts';

/** The wrap in a file, or null when there is none that can be read. */
export function readRecoveryWrap(path: string): RecoveryWrap | null {
  try {
    return recoveryWrap.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

export async function writeRecoveryWrap(
  path: string,
  recoveryKey: PublicKey,
  ids: Pick<RecoveryWrap, 'databaseKeyId' | 'deviceId'>,
  key: Uint8Array<ArrayBuffer>,
): Promise<void> {
  writeKeyFile(path, `${JSON.stringify(await sealWrap(recoveryKey, ids, key), null, 2)}\n`);
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
  const found = readRecoveryWrap(path);
  const isOfThisKey = found?.databaseKeyId === databaseKeyId && found.deviceId === deviceId;
  if (isOfThisKey && found.sealed.keyId === recoveryKey.keyId) return;
  const key = await input.readKey();
  try {
    await writeRecoveryWrap(path, recoveryKey, { databaseKeyId, deviceId }, key);
  } finally {
    key.fill(0);
  }
}
