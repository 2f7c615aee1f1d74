// The database key between keychain and store. Every trouble has its own code, because each needs another act of a person, and none
// of them is ever answered by making a new key (S3).

import { type KeyInfo, keyCheck } from '#main/kernel/keys/key-info.ts';
import type { Clock } from '#main/ports/clock.ts';
import { type KeyStore, KeyStoreFailure } from '#main/ports/key-store.ts';
import type { Random } from '#main/ports/random.ts';
import type { Cipher } from '#main/store/open.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';

/** The account of a key in the keychain. It contains the key's id, so that a new key can never overwrite another workstation's. */
function accountOf(keyId: string): string {
  return `database-key ${keyId}`;
}

async function ask<T>(keyStore: KeyStore, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof KeyStoreFailure)) throw error;
    const code = error.problem === 'absent' ? 'keychain/absent' : 'keychain/locked';
    throw new Refusal(code, { backend: keyStore.backend }, error);
  }
}

/**
 * Makes a key, puts it into the keychain and reads it back. What it answers still has to be written to disk; until then the entry
 * in the keychain belongs to nothing and is harmless.
 * @throws Refusal `keychain/absent`, `keychain/locked`
 */
export async function createDatabaseKey(
  ports: { readonly keyStore: KeyStore; readonly random: Random; readonly clock: Clock },
  cipher: Cipher,
): Promise<KeyInfo> {
  const { keyStore, random, clock } = ports;
  const keyId = random.id();
  const key = random.bytes(32);
  try {
    await ask(keyStore, () => keyStore.write(accountOf(keyId), key));
    const stored = await ask(keyStore, () => keyStore.read(accountOf(keyId)));
    const isStored = stored !== null && keyCheck(stored) === keyCheck(key);
    stored?.fill(0);
    // A keychain that forgets at once is none: capture would end at the next start.
    if (!isStored) throw new Refusal('keychain/absent', { backend: keyStore.backend });
    const createdAt = instantFromMs(clock.nowMs());
    return { format: 1, keyId, check: keyCheck(key), backend: keyStore.backend, cipher, createdAt, state: 'prepared' };
  } finally {
    key.fill(0);
  }
}

/**
 * The key that key-info names. The caller clears it after use.
 * @throws Refusal `keychain/absent`, `keychain/locked`, `keychain/key-missing`, `keychain/key-wrong`
 */
export async function readDatabaseKey(keyStore: KeyStore, info: KeyInfo): Promise<Uint8Array<ArrayBuffer>> {
  const key = await ask(keyStore, () => keyStore.read(accountOf(info.keyId)));
  const params = { keyId: info.keyId, backend: info.backend };
  if (key === null) throw new Refusal('keychain/key-missing', params);
  if (key.length === 32 && keyCheck(key) === info.check) return key;
  key.fill(0);
  throw new Refusal('keychain/key-wrong', params);
}
