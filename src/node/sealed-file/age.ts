// The age format (age-encryption.org, v1) with X25519 recipients. It says nothing of who encrypted: that is what the signature inside
// is for.
import { fail, ok, type Result } from '#src/base/result.ts';

export interface AgeKey {
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** `age1…` */
  readonly recipient: string;
}

/** Loaded when it is needed, not at the start: it brings three families of curves, and few days carry a medium. */
const age = () => import('age-encryption');

export async function generateAgeKey(): Promise<AgeKey> {
  const { generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Encrypts as it is read; nothing is held. */
export async function sealStream(source: AsyncIterable<Uint8Array>, recipient: string): Promise<AsyncIterable<Uint8Array>> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(ReadableStream.from(source) as ReadableStream<Uint8Array>);
}

/** Decrypts as it is read: each piece is authenticated before it is given out. @throws Error not for these keys, altered, or cut short */
export async function openStream(
  source: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(ReadableStream.from(source) as ReadableStream<Uint8Array>);
}

/** A short text as an armoured age file. */
export async function sealText(text: string, recipient: string): Promise<string> {
  const { armor, Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}

/** @returns why it does not open: not such a file, cut short or altered; or made for another key */
export async function openText(file: string, identity: string): Promise<Result<string, 'unreadable' | 'foreign'>> {
  const { armor, Decrypter } = await age();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return ok(await decrypter.decrypt(armor.decode(file), 'text'));
  } catch (error) {
    const isForeign = error instanceof Error && error.message.startsWith('no identity matched');
    return fail(isForeign ? 'foreign' : 'unreadable');
  }
}

/** A few bytes for a recipient or a passphrase (scrypt). */
export async function sealBytesFor(
  bytes: Uint8Array,
  to: { readonly recipient: string } | { readonly passphrase: string },
): Promise<Uint8Array> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  if ('recipient' in to) encrypter.addRecipient(to.recipient);
  else encrypter.setPassphrase(to.passphrase.normalize('NFKC'));
  return encrypter.encrypt(bytes);
}

/** @returns null when it is not for this identity or passphrase, or was altered */
export async function openBytesFrom(
  file: Uint8Array,
  by: { readonly identity: string } | { readonly passphrase: string },
): Promise<Uint8Array | null> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  try {
    if ('identity' in by) decrypter.addIdentity(by.identity);
    else decrypter.addPassphrase(by.passphrase.normalize('NFKC'));
    return await decrypter.decrypt(file);
  } catch {
    return null;
  }
}
