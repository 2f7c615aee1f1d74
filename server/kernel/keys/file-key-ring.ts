// The two key files of a data directory and what is in them. `operation.keys` is opened by the serving process; `classes.keys`
// holds the private keys of the sensitivity classes, is sealed under another passphrase, and is opened only by offline tools (design:
// ingest holds no private key). The recovery key is in neither: it exists only as its custodians' shares.
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { utf8 } from '#src/base/bytes.ts';
import { instant, instantFromMs } from '#src/base/instant.ts';
import { successions } from '#src/crypto/succession-document.ts';
import { originPrefix } from '#src/domain/audit/checkpoint.ts';
import { formerServerKey, type KeySuccession, type KnownServerKeys, renewed } from '#src/domain/server-key/succession.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import { signTogetherWith } from '#src/node/crypto/signed-together.ts';
import { generateSigningKey, type PrivateKeyText, signDocumentWith, signerOf } from '#src/node/crypto/signing.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import { signSuccession } from '#src/node/crypto/successions.ts';
import type { Randomness } from '../clock.ts';
import type { DataLayout } from '../data-layout.ts';
import { Stop } from '../stop.ts';
import { exchangeKeyFiles } from './exchange-keys.ts';
import { indexKeyName } from './index-key.ts';
import { readKeyFile, replaceKeyFile, writeKeyFile } from './key-file.ts';
import { type KeyRing, type PageCipher, pageCiphers } from './key-ring.ts';

const privateKey = z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() });
const formerKey = z.object({ key: base64url, retiredAt: instant });
const operationKeys = z.object({
  cipher: z.enum(pageCiphers),
  databaseKey: base64url,
  signing: privateKey,
  /** Of a rotation that is not finished: what is sealed may be sealed under it already. */
  nextDatabaseKey: base64url.exactOptional(),
  /** Backups of their time are sealed under them. */
  formerDatabaseKeys: z.array(formerKey).default([]),
  /** Public parts alone: nobody can sign with a former key any more. */
  formerServerKeys: z.array(formerServerKey).default([]),
  successions: successions.default([]),
});
type OperationKeys = z.output<typeof operationKeys>;

const classKeys = z.object({
  classes: z.record(z.string(), privateKey),
  /** Records of their time stay sealed to them. */
  former: z.array(privateKey.extend({ className: z.string() })).default([]),
});

/** Private keys of the sensitivity classes by class name. */
export type ClassKeys = z.output<typeof classKeys>;

const keyBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));

function serverKeysOf({ signing, formerServerKeys }: OperationKeys): KnownServerKeys {
  const serverKey = { keyId: signing.keyId, key: signing.publicKey };
  return { serverKey, serverKeySerial: formerServerKeys.length, formerServerKeys };
}

function toKeyRing(content: OperationKeys): KeyRing {
  const { signing, nextDatabaseKey, formerDatabaseKeys } = content;
  const others = [...(nextDatabaseKey === undefined ? [] : [nextDatabaseKey]), ...formerDatabaseKeys.map(({ key }) => key)];
  const signBytes = signerOf(signing.privateKey);
  return {
    ...serverKeysOf(content),
    successions: content.successions,
    cipher: content.cipher,
    databaseKey: keyBytes(content.databaseKey),
    otherDatabaseKeys: others.map(keyBytes),
    signDocument: async (kind, body) => signDocumentWith(kind, body, signing.keyId, signBytes),
    signTogether: async (bodies) => signTogetherWith(bodies, signing.keyId, signBytes),
    signCheckpoint: async (text) => {
      // Signed documents begin with `countersign/KIND/suite-1`; there is no kind `log`, so neither can pass as the other.
      if (!text.startsWith(originPrefix)) throw new Error('this key signs checkpoints of the audit log only');
      return signBytes(utf8(text));
    },
  };
}

export async function createOperationKeys(
  layout: DataLayout,
  passphrase: string,
  cipher: PageCipher,
  randomness: Randomness,
): Promise<KeyRing> {
  const databaseKey = Buffer.from(randomness.bytes(32)).toString('base64url');
  const content: OperationKeys = {
    cipher,
    databaseKey,
    signing: generateSigningKey(),
    formerDatabaseKeys: [],
    formerServerKeys: [],
    successions: [],
  };
  await writeKeyFile(layout.operationKeys, 'operation', passphrase, content);
  return toKeyRing(content);
}

/** @throws Stop with keys/missing, keys/damaged or keys/passphrase-wrong. */
export async function openOperationKeys(layout: DataLayout, passphrase: string): Promise<KeyRing> {
  return toKeyRing(await readOperation(layout, passphrase));
}

function readOperation(layout: DataLayout, passphrase: string): Promise<OperationKeys> {
  return readKeyFile(layout.operationKeys, 'operation', passphrase, operationKeys);
}

/** Names a database key where the key itself must not stand. */
export function databaseKeyId(key: Uint8Array): string {
  return sha256Hex(deriveSubkey(key, 'countersign/key-id')).slice(0, 16);
}

/** The next database key, in the ring before anything is sealed under it; a rotation that was interrupted goes on with its own. */
export async function beginDatabaseKey(layout: DataLayout, passphrase: string, randomness: Randomness): Promise<Uint8Array> {
  const content = await readOperation(layout, passphrase);
  const next = content.nextDatabaseKey ?? Buffer.from(randomness.bytes(32)).toString('base64url');
  if (content.nextDatabaseKey === undefined) {
    await replaceKeyFile(layout.operationKeys, 'operation', passphrase, { ...content, nextDatabaseKey: next });
  }
  return keyBytes(next);
}

/**
 * The next key becomes the key. Keys that were retired before the erasure horizon go: every backup of their time is older than it.
 * @param keptSinceMs what was retired before this is forgotten
 */
export async function finishDatabaseKey(
  layout: DataLayout,
  passphrase: string,
  { nowMs, keptSinceMs }: { readonly nowMs: number; readonly keptSinceMs: number },
): Promise<void> {
  const { nextDatabaseKey, ...content } = await readOperation(layout, passphrase);
  if (nextDatabaseKey === undefined) return;
  const formerDatabaseKeys = [
    { key: content.databaseKey, retiredAt: instantFromMs(nowMs) },
    ...content.formerDatabaseKeys.filter(({ retiredAt }) => Date.parse(retiredAt) >= keptSinceMs),
  ];
  const renewed = { ...content, databaseKey: nextDatabaseKey, formerDatabaseKeys } satisfies OperationKeys;
  await replaceKeyFile(layout.operationKeys, 'operation', passphrase, renewed);
}

/** A new signing key in the former one's place, with the statement about it, in one write: from here on nothing is signed with the former. */
export async function renewSigningKey(
  layout: DataLayout,
  passphrase: string,
  { organisationId, at, isEmergency }: Pick<KeySuccession, 'organisationId' | 'at' | 'isEmergency'>,
): Promise<KeyRing> {
  const content = await readOperation(layout, passphrase);
  const known = serverKeysOf(content);
  const next = generateSigningKey();
  const to = { keyId: next.keyId, key: next.publicKey };
  const body = { organisationId, serial: known.serverKeySerial + 1, from: known.serverKey, to, at, isEmergency };
  const statement = signSuccession(body, content.signing, next);
  const formerServerKeys = [...renewed(known, body).formerServerKeys];
  const changed = { ...content, signing: next, formerServerKeys, successions: [...content.successions, statement] };
  await replaceKeyFile(layout.operationKeys, 'operation', passphrase, changed satisfies OperationKeys);
  return toKeyRing(changed);
}

async function makeClassKeys(classNames: readonly string[]): Promise<Record<string, PrivateKeyText>> {
  const classes: Record<string, PrivateKeyText> = {};
  for (const name of classNames) classes[name] = await generateSealingKey();
  return classes;
}

export async function createClassKeys(layout: DataLayout, passphrase: string, classNames: readonly string[]): Promise<ClassKeys> {
  const content: ClassKeys = { classes: await makeClassKeys(classNames), former: [] };
  await writeKeyFile(layout.classKeys, 'classes', passphrase, content);
  return content;
}

/** For offline tools and the agent: the serving process never calls this. @throws Stop as openOperationKeys does. */
export function openClassKeys(layout: DataLayout, passphrase: string): Promise<ClassKeys> {
  return readKeyFile(layout.classKeys, 'classes', passphrase, classKeys);
}

/** New keys for every class; the former ones stay, for what is sealed to them. */
export async function renewClassKeys(layout: DataLayout, passphrase: string): Promise<ClassKeys> {
  const { classes, former } = await openClassKeys(layout, passphrase);
  const retired = Object.entries(classes).map(([className, key]) => ({ ...key, className }));
  const renewed: ClassKeys = { classes: await makeClassKeys(Object.keys(classes)), former: [...retired, ...former] };
  await replaceKeyFile(layout.classKeys, 'classes', passphrase, renewed);
  return renewed;
}

/** The private key that opens what was sealed to this key id. */
export function findClassKey({ classes, former }: ClassKeys, className: string, keyId: string): PrivateKeyText | null {
  const all = [{ className, ...classes[className] }, ...former];
  const found = all.find((key) => key.className === className && key.keyId === keyId);
  return found?.keyId === undefined || found.publicKey === undefined || found.privateKey === undefined
    ? null
    : { keyId: found.keyId, publicKey: found.publicKey, privateKey: found.privateKey };
}

/** The same content under another passphrase. @returns false when it was under it already */
async function changeOne(path: string, name: string, passphrases: Passphrases): Promise<boolean> {
  const isChanged = await readKeyFile(path, name, passphrases.to, z.unknown()).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Stop && error.code === 'keys/passphrase-wrong') return false;
      throw error;
    },
  );
  if (isChanged) return false;
  const content = await readKeyFile(path, name, passphrases.from, z.looseObject({}));
  await replaceKeyFile(path, name, passphrases.to, content);
  return true;
}

interface Passphrases {
  readonly from: string;
  readonly to: string;
}

/** One file after the other; interrupted, the same again changes the rest. The ring's own file is the last. */
export async function changePassphrase(
  layout: DataLayout,
  ring: 'operation' | 'classes',
  passphrases: Passphrases,
  step: (file: string) => void,
): Promise<number> {
  const files =
    ring === 'classes'
      ? [
          ...(existsSync(layout.indexKey) ? [{ path: layout.indexKey, name: indexKeyName }] : []),
          { path: layout.classKeys, name: 'classes' },
        ]
      : [...exchangeKeyFiles(layout), { path: layout.operationKeys, name: 'operation' }];
  let changed = 0;
  for (const { path, name } of files) {
    if (await changeOne(path, name, passphrases)) changed += 1;
    step(name);
  }
  return changed;
}
