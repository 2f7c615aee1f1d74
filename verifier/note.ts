// Signed notes, checkpoints and cosignatures of C2SP, read strictly: one way to write each of them is accepted.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Head, sha256 } from './merkle.ts';

/** A public key as verifiers take it: `name+id+base64(type || key)`. */
export interface VerifierKey {
  readonly name: string;
  readonly id: string;
  readonly type: number;
  readonly key: Buffer;
  /** Of a log whose key was renewed: its other keys. */
  readonly others?: readonly VerifierKey[];
}

export interface Checkpoint extends Head {
  readonly origin: string;
  /** The signed text, with its last line feed. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: string; readonly bytes: Buffer }[];
}

export const logKeyType = 1;
export const witnessKeyType = 4;

/** Base 64 with exactly one spelling for the same bytes. */
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

export function keyId(name: string, type: number, key: Uint8Array): string {
  return sha256(`${name}\n`, Buffer.from([type]), key)
    .subarray(0, 4)
    .toString('hex');
}

export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name = '', id = '', encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = strictBase64(encoded);
  if (bytes?.length !== 33) return null;
  const [type, key] = [bytes[0] ?? 0, bytes.subarray(1)];
  return keyId(name, type, key) === id ? { name, id, type, key } : null;
}

const publicKeys = new Map<string, KeyObject>();

/** Made once for each key: a log has many signatures of few. */
function publicKeyOf(key: Buffer): KeyObject {
  const x = key.toString('base64url');
  const known = publicKeys.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  publicKeys.set(x, known);
  return known;
}

export function verifyEd25519(key: Buffer, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return signature.length === 64 && verify(null, message, publicKeyOf(key), signature);
  } catch {
    return false;
  }
}

function parseSignature(line: string): Checkpoint['signatures'][number] | null {
  const [, name = '', encoded = ''] = /^— ([^+\s]+) (\S+)$/.exec(line) ?? [];
  const bytes = strictBase64(encoded);
  return bytes === null || bytes.length < 5 ? null : { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) };
}

/** Null when it is not exactly a checkpoint of three lines, an empty line and signature lines. */
export function parseCheckpoint(note: string): Checkpoint | null {
  const [, text = '', lines = ''] = /^([^\n]+\n\d{1,15}\n[^\n]{44}\n)\n((?:— [^\n]+\n){1,16})$/.exec(note) ?? [];
  const [origin = '', size = '', encoded = ''] = text.split('\n');
  const root = strictBase64(encoded);
  const signatures = lines.split('\n').slice(0, -1).map(parseSignature);
  const isInForm = text !== '' && root?.length === 32 && String(Number(size)) === size;
  if (!isInForm || signatures.includes(null)) return null;
  return { origin, size: Number(size), root, text, signatures: signatures.filter((one) => one !== null) };
}

/** Any key of the log. */
export function verifyByLog(log: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  return [log, ...(log.others ?? [])].some(({ key }) => verifyEd25519(key, message, signature));
}

/** Is it signed by the log? A signature of the log that is wrong spoils the note, whatever else is on it. */
export function isSignedByLog(checkpoint: Checkpoint, log: VerifierKey): boolean {
  const message = Buffer.from(checkpoint.text);
  const states = [log, ...(log.others ?? [])].flatMap((key) =>
    checkpoint.signatures
      .filter(({ name, id }) => name === key.name && id === key.id)
      .map(({ bytes }) => verifyEd25519(key.key, message, bytes)),
  );
  return log.type === logKeyType && checkpoint.origin === log.name && states.length > 0 && !states.includes(false);
}

/** What a witness signs: when it saw this as the largest consistent tree. */
export function cosignedMessage(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** `absent` also for a key that is no witness's. */
export function cosignatureOf(checkpoint: Checkpoint, witness: VerifierKey): 'valid' | 'wrong' | 'absent' {
  const own = checkpoint.signatures.filter(({ name, id }) => name === witness.name && id === witness.id);
  if (own.length === 0 || witness.type !== witnessKeyType) return 'absent';
  const isRight = own.every(({ bytes }) => {
    if (bytes.length !== 72) return false;
    const message = cosignedMessage(checkpoint.text, bytes.readBigUInt64BE());
    return verifyEd25519(witness.key, message, bytes.subarray(8));
  });
  return isRight ? 'valid' : 'wrong';
}
