// The database key between keychain and store. Every trouble has its own code, because each needs another act of a person, and none
// of them is ever answered by making a new key (S3).

import { type KeyInfo, keyCheck } from '#main/kernel/keys/key-info.ts';
import type { Clock } from '#main/ports/clock.ts';
import { type KeyStore, KeyStoreFailure } from '#main/ports/key-store.ts';
import type { Random } from '#main/ports/random.ts';
import type { Cipher } from '#main/store/connection.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';

/** The account of a key in the keychain. It contains the key's id, so that a new key can never overwrite another workstation's. */
function accountOf(keyId: string): string {
  return `database-key ${keyId}`;
}

/** @throws Refusal `keychain/absent`, `keychain/locked` */
export async function ask<T>(keyStore: KeyStore, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof KeyStoreFailure)) throw error;
    const code = error.problem === 'absent' ? 'keychain/absent' : 'keychain/locked';
    throw new Refusal(code, { backend: keyStore.backend }, error);
  }
}

type KeyPorts = { readonly keyStore: KeyStore; readonly random: Random; readonly clock: Clock };
/** A key as key-info names it. */
type NamedKey = Pick<KeyInfo, 'keyId' | 'check'>;

/** What stands in the place of a key that is not used any more: a KeyStore deletes nothing. */
const emptied = new Uint8Array([0]);

/**
 * Puts a key into the keychain and reads it back: a keychain that forgets at once is none, capture would end at the next start.
 * @throws Refusal `keychain/absent`, `keychain/locked`
 */
export async function keepDatabaseKey(keyStore: KeyStore, keyId: string, key: Uint8Array): Promise<void> {
  await ask(keyStore, () => keyStore.write(accountOf(keyId), key));
  const stored = await ask(keyStore, () => keyStore.read(accountOf(keyId)));
  const isStored = stored !== null && keyCheck(stored) === keyCheck(key);
  stored?.fill(0);
  if (!isStored) throw new Refusal('keychain/absent', { backend: keyStore.backend });
}

/** Empties the entry of a key that opens nothing any more. @throws Refusal `keychain/absent`, `keychain/locked` */
export async function emptyDatabaseKey(keyStore: KeyStore, keyId: string): Promise<void> {
  await ask(keyStore, () => keyStore.write(accountOf(keyId), emptied));
}

/**
 * Makes a key and keeps it. Until its name is written to disk, the entry in the keychain belongs to nothing and is harmless.
 * @param use what else needs the key itself, before it is cleared
 * @throws Refusal `keychain/absent`, `keychain/locked`
 */
export async function makeDatabaseKey(
  { keyStore, random, clock }: KeyPorts,
  use?: (keyId: string, key: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<NamedKey & Pick<KeyInfo, 'createdAt'>> {
  const keyId = random.id();
  const key = random.bytes(32);
  try {
    await keepDatabaseKey(keyStore, keyId, key);
    await use?.(keyId, key);
    return { keyId, check: keyCheck(key), createdAt: instantFromMs(clock.nowMs()) };
  } finally {
    key.fill(0);
  }
}

/** The first key of a workstation. @throws Refusal `keychain/absent`, `keychain/locked` */
export async function createDatabaseKey(ports: KeyPorts, cipher: Cipher): Promise<KeyInfo> {
  const made = await makeDatabaseKey(ports);
  return { format: 1, ...made, backend: ports.keyStore.backend, cipher, state: 'prepared' };
}

/**
 * The named key, or what is wrong with its entry. The caller clears it.
 * @throws Refusal `keychain/absent`, `keychain/locked`
 */
export async function findDatabaseKey(
  keyStore: KeyStore,
  named: NamedKey,
): Promise<Uint8Array<ArrayBuffer> | 'missing' | 'wrong'> {
  const key = await ask(keyStore, () => keyStore.read(accountOf(named.keyId)));
  if (key === null || key.length === emptied.length) return 'missing';
  if (key.length === 32 && keyCheck(key) === named.check) return key;
  key.fill(0);
  return 'wrong';
}

/**
 * The key that key-info names. The caller clears it after use.
 * @throws Refusal `keychain/absent`, `keychain/locked`, `keychain/key-missing`, `keychain/other-backend`, `keychain/key-wrong`
 */
export async function readDatabaseKey(keyStore: KeyStore, info: KeyInfo): Promise<Uint8Array<ArrayBuffer>> {
  const key = await findDatabaseKey(keyStore, info);
  if (typeof key !== 'string') return key;
  const { keyId, backend } = info;
  if (key === 'wrong') throw new Refusal('keychain/key-wrong', { keyId, backend });
  const present = keyStore.backend;
  throw backend === present
    ? new Refusal('keychain/key-missing', { keyId, backend })
    : new Refusal('keychain/other-backend', { keyId, backend, present });
}
