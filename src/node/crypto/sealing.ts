// Sealing values to the organisation's class keys (HPKE base mode, RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) and the record
// envelope built on it (R4.2, R4.7). Sealing needs only public keys; whoever seals cannot read afterwards.
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { classContext, type Envelope, envelope, type Packing, type SealedClass, suiteId } from '#src/crypto/envelope.ts';
import {
  type CorrectionHeader,
  correctionContext,
  type SealedCorrection,
  sealedCorrection,
} from '#src/crypto/sealed-correction.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { type FieldValues, fieldValues, type RecordHeader } from '#src/domain/registration/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { pack, unpack } from '#src/node/crypto/packing.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { keyIdOf, type PrivateKeyText } from '#src/node/crypto/signing.ts';

const gcm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

export interface SealedBytes {
  readonly keyId: string;
  readonly encapsulation: string;
  readonly ciphertext: string;
}

function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

export async function generateSealingKey(): Promise<PrivateKeyText> {
  const hpke = suite();
  const pair = await hpke.kem.generateKeyPair();
  const publicKey = Buffer.from(await hpke.kem.serializePublicKey(pair.publicKey)).toString('base64url');
  const privateKey = Buffer.from(await hpke.kem.serializePrivateKey(pair.privateKey)).toString('base64url');
  return { keyId: keyIdOf(publicKey), publicKey, privateKey };
}

/** The public part of a sealing key. */
export async function publicKeyOf(privateKey: string): Promise<string> {
  const { kem } = suite();
  const key = await kem.deserializePrivateKey(new Uint8Array(Buffer.from(privateKey, 'base64url')).buffer);
  const jwk = await crypto.subtle.exportKey('jwk', key);
  return jwk.x ?? '';
}

/** Seals bytes to a public key; `context` is bound and must be given again to open. */
export async function sealBytes(
  to: PublicKey,
  context: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SealedBytes> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(new Uint8Array(Buffer.from(to.key, 'base64url')).buffer);
  const { enc, ct } = await hpke.seal(
    { recipientPublicKey, info: utf8('countersign/seal/suite-1') },
    bytes.slice().buffer,
    context.slice().buffer,
  );
  return {
    keyId: to.keyId,
    encapsulation: Buffer.from(enc).toString('base64url'),
    ciphertext: Buffer.from(ct).toString('base64url'),
  };
}

/** @throws Error when the key, the context or a bit of the sealed bytes is not what was sealed. */
export async function openBytes(
  key: PrivateKeyText,
  context: Uint8Array<ArrayBuffer>,
  sealed: SealedBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const hpke = suite();
  const recipientKey = await hpke.kem.deserializePrivateKey(new Uint8Array(Buffer.from(key.privateKey, 'base64url')).buffer);
  const enc = new Uint8Array(Buffer.from(sealed.encapsulation, 'base64url')).buffer;
  const ciphertext = new Uint8Array(Buffer.from(sealed.ciphertext, 'base64url')).buffer;
  return new Uint8Array(
    await hpke.open({ recipientKey, enc, info: utf8('countersign/seal/suite-1') }, ciphertext, context.slice().buffer),
  );
}

/** Bytes encrypted with a data key of their own, which is sealed to a public key. */
export interface SealedBox {
  readonly key: SealedBytes;
  readonly iv: Uint8Array;
  /** With its 16-byte tag at the end. */
  readonly ciphertext: Uint8Array;
}

/** Seals bytes of any length: AES-256-GCM with a fresh key, the key to `to`; `context` is bound to both. */
export async function sealBox(to: PublicKey, context: Uint8Array<ArrayBuffer>, bytes: Uint8Array): Promise<SealedBox> {
  const dataKey = randomBytes(32);
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(gcm, createSecretKey(dataKey), iv).setAAD(context);
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  const key = await sealBytes(to, context, dataKey);
  dataKey.fill(0);
  return { key, iv, ciphertext };
}

/** @throws Error when the key, the context or a bit of the box is not what was sealed. */
export async function openBox(key: PrivateKeyText, context: Uint8Array<ArrayBuffer>, box: SealedBox): Promise<Buffer> {
  const dataKey = await openBytes(key, context, box.key);
  const decipher = createDecipheriv(gcm, dataKey, box.iv).setAAD(context);
  decipher.setAuthTag(box.ciphertext.subarray(-tagLength));
  return Buffer.concat([decipher.update(box.ciphertext.subarray(0, -tagLength)), decipher.final()]);
}

/** What is bound to a class of values, by how they were packed. */
type ContextOf = (packing?: Packing) => Uint8Array<ArrayBuffer>;

async function sealClass(contextOf: ContextOf, values: FieldValues, key: PublicKey): Promise<SealedClass> {
  const plain = utf8(canonicalJson(values));
  const packed = pack(plain);
  const packing = packed === null ? {} : ({ packing: 'deflate' } as const);
  const box = await sealBox(key, contextOf(packing.packing), packed ?? plain);
  return {
    ...packing,
    keyId: box.key.keyId,
    encapsulation: box.key.encapsulation,
    sealedKey: box.key.ciphertext,
    iv: Buffer.from(box.iv).toString('base64url'),
    ciphertext: Buffer.from(box.ciphertext).toString('base64url'),
  };
}

type Groups = Readonly<Record<string, FieldValues>>;
type ClassKeysOf = Readonly<Record<string, PublicKey>>;

async function sealGroups(
  contextOf: (className: string) => ContextOf,
  groups: Groups,
  classKeys: ClassKeysOf,
): Promise<Record<string, SealedClass>> {
  // All at once: each waits several times for another thread.
  const sealed = Object.entries(groups).map(async ([className, values]) => {
    const key = classKeys[className];
    if (key === undefined) throw new Error(`no public key for class ${className}`);
    return [className, await sealClass(contextOf(className), values, key)] as const;
  });
  return Object.fromEntries(await Promise.all(sealed));
}

async function openClass(contextOf: ContextOf, sealed: SealedClass, key: PrivateKeyText): Promise<FieldValues> {
  const { keyId, encapsulation, sealedKey: ciphertext, packing } = sealed;
  const opened = await openBox(key, contextOf(packing), {
    key: { keyId, encapsulation, ciphertext },
    iv: Buffer.from(sealed.iv, 'base64url'),
    ciphertext: Buffer.from(sealed.ciphertext, 'base64url'),
  });
  const plain = packing === undefined ? opened : unpack(opened);
  return fieldValues.parse(JSON.parse(plain.toString('utf8')));
}

/** The sealed record as the exact text that is stored, sent and hashed; `contentHash` is hex SHA-256 over it. */
export async function sealEnvelope(input: {
  readonly header: RecordHeader;
  readonly groups: Groups;
  readonly classKeys: ClassKeysOf;
}): Promise<{ readonly text: string; readonly contentHash: string }> {
  const { header, groups, classKeys } = input;
  const context = (className: string) => (packing?: Packing) => classContext(header, className, packing);
  const classes = await sealGroups(context, groups, classKeys);
  const text = canonicalJson({ suite: suiteId, header, classes } satisfies Envelope);
  return { text, contentHash: sha256Hex(text) };
}

/** Opens one class of an envelope. @throws Error when the class is absent, the key does not fit, or anything was altered. */
export async function openEnvelopeClass(text: string, className: string, key: PrivateKeyText): Promise<FieldValues> {
  const { header, classes } = envelope.parse(JSON.parse(text));
  const sealed = classes[className];
  if (sealed === undefined) throw new Error(`class ${className} is not in this envelope`);
  return openClass((packing) => classContext(header, className, packing), sealed, key);
}

/** What a subject wants corrected, as the text that is sent and kept. */
export async function sealCorrection(input: {
  readonly correction: CorrectionHeader;
  readonly groups: Groups;
  readonly classKeys: ClassKeysOf;
}): Promise<string> {
  const { correction, groups, classKeys } = input;
  const context = (className: string) => (packing?: Packing) => correctionContext(correction, className, packing);
  const classes = await sealGroups(context, groups, classKeys);
  return canonicalJson({ suite: suiteId, correction, classes } satisfies SealedCorrection);
}

/** Opens one class of it. @throws Error when the class is absent, the key does not fit, or anything was altered. */
export async function openCorrectionClass(text: string, className: string, key: PrivateKeyText): Promise<FieldValues> {
  const { correction, classes } = sealedCorrection.parse(JSON.parse(text));
  const sealed = classes[className];
  if (sealed === undefined) throw new Error(`class ${className} is not in this correction`);
  return openClass((packing) => correctionContext(correction, className, packing), sealed, key);
}
