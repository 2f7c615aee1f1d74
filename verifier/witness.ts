// A witness: remembers the largest tree it has seen of a log, and cosigns a checkpoint (C2SP cosignature/v1) only when it continues that
// one. It remembers before it signs: what was cosigned can never be denied by a crash.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { continues } from './consistency.ts';
import type { Finding } from './finding.ts';
import {
  type Checkpoint,
  cosignedMessage,
  isSignedByLog,
  keyId,
  parseCheckpoint,
  type VerifierKey,
  witnessKeyType,
} from './note.ts';
import { explains } from './restoration.ts';
import type { LogSource } from './source.ts';
import { successionsPath, withSuccessors } from './succession.ts';

export interface WitnessKey {
  readonly name: string;
  /** PKCS #8 in base 64. */
  readonly privateKey: string;
}

function publicPart(privateKey: string): Buffer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url');
}

export function makeWitnessKey(name: string): WitnessKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { name, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
}

/** What verifiers are given, by another way than the log. */
export function witnessVerifierKey({ name, privateKey }: WitnessKey): string {
  const key = publicPart(privateKey);
  const encoded = Buffer.concat([Buffer.from([witnessKeyType]), key]).toString('base64');
  return `${name}+${keyId(name, witnessKeyType, key)}+${encoded}`;
}

function cosign(text: string, { name, privateKey }: WitnessKey, seconds: bigint): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const id = Buffer.from(keyId(name, witnessKeyType, publicPart(privateKey)), 'hex');
  const bytes = Buffer.concat([id, time, sign(null, cosignedMessage(text, seconds), key)]);
  return `— ${name} ${bytes.toString('base64')}\n`;
}

/** Writes a file so that it is there whole, or as it was before. */
export function writeDurably(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

export type Witnessed = { readonly note: string } | { readonly finding: Finding };

/** Why the newer one may not be cosigned, or null. @param restoration a statement that a backup was restored */
async function contradiction(
  source: LogSource,
  log: VerifierKey,
  known: { readonly older: Checkpoint; readonly newer: Checkpoint },
  restoration: string | undefined,
): Promise<Finding | null> {
  const { older, newer } = known;
  const where = `from ${older.size} to ${newer.size} leaves`;
  if (older.origin !== newer.origin) return { check: 'checkpoint-signature', where: 'another log' };
  const isShorter = older.size > newer.size;
  if (!isShorter && (await continues(source, older, newer))) return null;
  if (restoration !== undefined && (await explains(source, log, known, restoration))) return null;
  return { check: isShorter ? 'shorter-than-known' : 'history-rewritten', where };
}

/** @param state file of the newest checkpoint this witness has cosigned; absent before the first */
export async function witness(
  source: LogSource,
  given: VerifierKey,
  key: WitnessKey,
  options: { readonly state: string; readonly seconds: bigint; readonly restoration?: string },
): Promise<Witnessed> {
  const log = await withSuccessors(source, given);
  if (log === null) return { finding: { check: 'succession-wrong', where: successionsPath } };
  const note = (await source.read('checkpoint'))?.toString('utf8') ?? '';
  const newer = parseCheckpoint(note);
  if (newer === null) return { finding: { check: 'checkpoint-form', where: 'checkpoint' } };
  if (!isSignedByLog(newer, log)) return { finding: { check: 'checkpoint-signature', where: 'checkpoint' } };
  const remembered = existsSync(options.state) ? readFileSync(options.state, 'utf8') : null;
  const older = remembered === null ? null : parseCheckpoint(remembered);
  // A memory that cannot be read is not an empty one: a person has to look.
  if (remembered !== null && older === null) throw new Error(`${options.state} is damaged; nothing was cosigned`);
  const finding = older === null ? null : await contradiction(source, log, { older, newer }, options.restoration);
  if (finding !== null) return { finding };
  writeDurably(options.state, note);
  return { note: note + cosign(newer.text, key, options.seconds) };
}
