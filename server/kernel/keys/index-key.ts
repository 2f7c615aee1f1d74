// The key that finds a person again without keeping the number (R4.2, R4.7): digests of documents and telephones are made with it. It
// belongs to the ring of the class keys, under their passphrase, in a file of its own, so that it outlives every renewal of them: what
// was found by it would be found by no other.
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { macOf } from '#src/node/crypto/mac.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import type { Randomness } from '../clock.ts';
import type { DataLayout } from '../data-layout.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';

export const indexKeyName = 'index';
const content = z.object({ key: base64url });

/** Makes the key when there is none, whole or not at all, also when two processes do it at once. @returns whether it was made now */
async function makeIndexKey(layout: DataLayout, passphrase: string, randomness: Randomness): Promise<boolean> {
  if (existsSync(layout.indexKey)) return false;
  try {
    await writeKeyFile(layout.indexKey, indexKeyName, passphrase, {
      key: Buffer.from(randomness.bytes(32)).toString('base64url'),
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @throws Stop keys/damaged, keys/passphrase-wrong */
export async function openIndexKey(
  layout: DataLayout,
  passphrase: string,
  randomness: Randomness,
): Promise<{ readonly key: Uint8Array; readonly isNew: boolean }> {
  const isNew = await makeIndexKey(layout, passphrase, randomness);
  const { key } = await readKeyFile(layout.indexKey, indexKeyName, passphrase, content);
  return { key: new Uint8Array(Buffer.from(key, 'base64url')), isNew };
}

/** Digests for one use (hex HMAC-SHA-256): what another use is given says nothing about them. */
export function digestsFor(indexKey: Uint8Array, use: string): (text: string) => string {
  const subkey = Buffer.from(deriveSubkey(indexKey, `countersign/index/${use}`)).toString('base64url');
  return (text) => macOf({ algorithm: 'hmac-sha256', encoding: 'hex' }, subkey, text);
}
