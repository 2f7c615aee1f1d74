// The two key files of a data directory and what is in them. `operation.keys` is opened by the serving process; `classes.keys`
// holds the private keys of the sensitivity classes, is sealed under another passphrase, and is opened only by offline tools (design:
// ingest holds no private key). The recovery key is in neither: it exists only as its custodians' shares.
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { originPrefix } from '#src/domain/audit/checkpoint.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import { generateSigningKey, type PrivateKeyText, signDocumentWith, signerOf } from '#src/node/crypto/signing.ts';
import type { Randomness } from '../clock.ts';
import type { DataLayout } from '../data-layout.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { type KeyRing, type PageCipher, pageCiphers } from './key-ring.ts';

const privateKey = z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() });
const operationKeys = z.object({ cipher: z.enum(pageCiphers), databaseKey: z.base64url(), signing: privateKey });
const classKeys = z.object({ classes: z.record(z.string(), privateKey) });

/** Private keys of the sensitivity classes by class name. */
export type ClassKeys = z.infer<typeof classKeys>;

function toKeyRing(content: z.infer<typeof operationKeys>): KeyRing {
  const { signing } = content;
  const signBytes = signerOf(signing.privateKey);
  return {
    serverKey: { keyId: signing.keyId, key: signing.publicKey },
    cipher: content.cipher,
    databaseKey: new Uint8Array(Buffer.from(content.databaseKey, 'base64url')),
    otherDatabaseKeys: [],
    signDocument: async (kind, body) => signDocumentWith(kind, body, signing.keyId, signBytes),
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
  const content = { cipher, databaseKey, signing: generateSigningKey() } satisfies z.infer<typeof operationKeys>;
  await writeKeyFile(layout.operationKeys, 'operation', passphrase, content);
  return toKeyRing(content);
}

/** @throws Stop with keys/missing, keys/damaged or keys/passphrase-wrong. */
export async function openOperationKeys(layout: DataLayout, passphrase: string): Promise<KeyRing> {
  return toKeyRing(await readKeyFile(layout.operationKeys, 'operation', passphrase, operationKeys));
}

export async function createClassKeys(layout: DataLayout, passphrase: string, classNames: readonly string[]): Promise<ClassKeys> {
  const classes: Record<string, PrivateKeyText> = {};
  for (const name of classNames) classes[name] = await generateSealingKey();
  const content = { classes };
  await writeKeyFile(layout.classKeys, 'classes', passphrase, content);
  return content;
}

/** For offline tools only: the serving process never calls this. @throws Stop as openOperationKeys does. */
export function openClassKeys(layout: DataLayout, passphrase: string): Promise<ClassKeys> {
  return readKeyFile(layout.classKeys, 'classes', passphrase, classKeys);
}
