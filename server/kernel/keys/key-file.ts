// A key file: one JSON object in the clear (format, name, salt) around a box that only a passphrase opens: Argon2id to a 32-byte
// key, AES-256-GCM with the file's name and salt bound (R4.7). A file is written whole; when
// its content has to change, a whole one takes its place.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { utf8 } from '#src/base/bytes.ts';
import { deriveKey } from '#src/node/crypto/passphrase.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { openSecret, sealSecret } from '#src/node/crypto/secret-box.ts';
import { createFileWhole, writeFileWhole } from '#src/node/files/whole-file.ts';
import { Stop } from '../stop.ts';

const format = 'countersign-keys-1';
const keyFile = z.object({ format: z.literal(format), name: z.string(), salt: base64url, box: base64url });

function boxContext(name: string, salt: string): string {
  return `${format}/${name}/${salt}`;
}

async function sealFile(name: string, passphrase: string, content: object): Promise<string> {
  const salt = Buffer.from(randomBytes(16)).toString('base64url');
  const key = await deriveKey(passphrase, Buffer.from(salt, 'base64url'));
  const box = sealSecret(key, boxContext(name, salt), utf8(JSON.stringify(content)));
  key.fill(0);
  return JSON.stringify({ format, name, salt, box: Buffer.from(box).toString('base64url') } satisfies z.infer<typeof keyFile>);
}

/** Writes a new key file, durably, readable by its owner only. @throws Error EEXIST when one is already there */
export async function writeKeyFile(path: string, name: string, passphrase: string, content: object): Promise<void> {
  createFileWhole(path, await sealFile(name, passphrase, content));
}

/** Puts another content in the file's place: at any moment the file is whole, the old one or the new one. */
export async function replaceKeyFile(path: string, name: string, passphrase: string, content: object): Promise<void> {
  writeFileWhole(path, await sealFile(name, passphrase, content));
}

function readFileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop(
      'keys/missing',
      `The key file ${path} cannot be read. Without it the store stays closed; restore it from its backup.`,
      error,
    );
  }
}

function parseFile(path: string, text: string): z.infer<typeof keyFile> {
  try {
    return keyFile.parse(JSON.parse(text));
  } catch (error) {
    throw new Stop('keys/damaged', `The key file ${path} is damaged. Restore it from its backup.`, error);
  }
}

/** What a key file calls itself, in the clear. @throws Stop keys/missing, keys/damaged */
export function keyFileName(path: string): string {
  return parseFile(path, readFileText(path)).name;
}

/** Opens a key file. @throws Stop with keys/missing, keys/damaged or keys/passphrase-wrong. */
export async function readKeyFile<S extends z.ZodType>(
  path: string,
  name: string,
  passphrase: string,
  content: S,
): Promise<z.output<S>> {
  const file = parseFile(path, readFileText(path));
  const key = await deriveKey(passphrase, Buffer.from(file.salt, 'base64url'));
  const opened = openSecret(key, boxContext(name, file.salt), Buffer.from(file.box, 'base64url'));
  key.fill(0);
  if (opened === null) {
    throw new Stop('keys/passphrase-wrong', `The passphrase does not open the key file ${path}. Nothing was changed.`);
  }
  const parsed = content.safeParse(JSON.parse(Buffer.from(opened).toString('utf8')));
  opened.fill(0);
  if (!parsed.success) throw new Stop('keys/damaged', `The key file ${path} holds something else than expected.`, parsed.error);
  return parsed.data;
}
