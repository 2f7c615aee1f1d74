// The organisation's recovery key exists only in parts (S3): Shamir's scheme over GF(256), any two of the shares, each in a file that
// only its own custodian's passphrase opens. The whole private key is in memory twice: when it is made, and while two custodians
// answer a workstation's request.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { combine, split } from 'shamir-secret-sharing';
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { type PublicKey, publicKey } from '#src/domain/organisation/schema.ts';
import { generateSealingKey, publicKeyOf } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';
import { Stop } from '../stop.ts';
import { keyFileName, readKeyFile, writeKeyFile } from './key-file.ts';

export const custodianId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const content = z.object({ custodian: custodianId, recoveryKey: publicKey, share: base64url });
const prefix = 'recovery-share/';

export interface Custodian {
  readonly id: string;
  readonly passphrase: string;
}

/** Makes the recovery key and leaves nothing of it but the shares. */
export async function createRecoveryShares(folder: string, custodians: readonly Custodian[]): Promise<PublicKey> {
  const key = await generateSealingKey();
  const recoveryKey = { keyId: key.keyId, key: key.publicKey };
  const secret = new Uint8Array(Buffer.from(key.privateKey, 'base64url'));
  const shares = await split(secret, custodians.length, 2);
  secret.fill(0);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [index, { id, passphrase }] of custodians.entries()) {
    const share = shares[index] ?? new Uint8Array();
    const text = Buffer.from(share).toString('base64url');
    share.fill(0);
    const sealed = { custodian: id, recoveryKey, share: text } satisfies z.infer<typeof content>;
    await writeKeyFile(join(folder, `${id}.share`), `${prefix}${id}`, passphrase, sealed);
  }
  return recoveryKey;
}

/** Whose share this is, as the file says in the clear. @throws Stop keys/missing, keys/damaged */
export function custodianOf(file: string): string {
  const id = custodianId.safeParse(keyFileName(file).replace(prefix, ''));
  if (!id.success) throw new Stop('keys/damaged', `${file} is not a custodian's share of the recovery key.`);
  return id.data;
}

/** Opens one share. @throws Stop keys/missing, keys/damaged, keys/passphrase-wrong */
export function openShare(file: string, passphrase: string): Promise<z.infer<typeof content>> {
  return readKeyFile(file, `${prefix}${custodianOf(file)}`, passphrase, content);
}

/** Puts two shares together. @throws Stop recovery/same-custodian, recovery/shares-foreign */
export async function joinShares(first: z.infer<typeof content>, second: z.infer<typeof content>): Promise<PrivateKeyText> {
  if (first.custodian === second.custodian || first.share === second.share) {
    throw new Stop('recovery/same-custodian', 'Both shares are of one custodian. Two different custodians are needed.');
  }
  const parts = [first, second].map(({ share }) => new Uint8Array(Buffer.from(share, 'base64url')));
  const isOneKey = first.recoveryKey.key === second.recoveryKey.key && parts[0]?.length === parts[1]?.length;
  const secret = isOneKey ? await combine(parts).catch(() => null) : null;
  for (const part of parts) part.fill(0);
  const privateKey = secret === null ? '' : Buffer.from(secret).toString('base64url');
  secret?.fill(0);
  // The scheme itself does not notice a wrong share: the public key tells.
  if (secret === null || (await publicKeyOf(privateKey)) !== first.recoveryKey.key) {
    throw new Stop('recovery/shares-foreign', 'The two shares do not belong to one recovery key.');
  }
  return { keyId: first.recoveryKey.keyId, publicKey: first.recoveryKey.key, privateKey };
}
