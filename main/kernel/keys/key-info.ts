// The file that says whether this workstation has a database key, and which. It alone decides what is a first start: an empty answer
// of the keychain never does (S3, design: keys). Written whole or not at all.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ciphers } from '#main/store/connection.ts';
import { asStoreRefusal } from '#main/store/store-problem.ts';
import { joinBytes, utf8 } from '#src/base/bytes.ts';
import { instant } from '#src/base/instant.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { writeFileWhole } from '#src/node/files/whole-file.ts';

/** Something that befell the key while the store was closed: it is appended to the audit trail at the next opening. */
const keyNote = z.object({
  id: z.uuid(),
  action: z.enum(['device.key-recovered', 'device.key-rotated', 'store.rollback-accepted', 'store.recovered']),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type KeyNote = z.infer<typeof keyNote>;

const nextKey = z.object({ keyId: z.uuid(), check: z.string(), createdAt: instant, orderedBy: z.string() });

const keyInfo = z.object({
  format: z.literal(1),
  keyId: z.uuid(),
  /** Hash of the key under its own label: tells a different key from a damaged database. The key is random, so this reveals nothing. */
  check: z.string(),
  /** The keychain the key was put into. */
  backend: z.string(),
  cipher: z.enum(ciphers),
  createdAt: instant,
  /** prepared: the database may not exist yet and has never been used. in-use: it must exist. */
  state: z.enum(['prepared', 'in-use']),
  /** Names this store whatever key it has; the first key's id while absent. */
  storeId: z.uuid().exactOptional(),
  /** The key a change leads to. While it is here, the database opens with one of the two. */
  next: nextKey.exactOptional(),
  /** A key that was replaced and whose keychain entry still has to be emptied. */
  retired: z.uuid().exactOptional(),
  notes: z.array(keyNote).exactOptional(),
});
export type KeyInfo = z.infer<typeof keyInfo>;

export function storeIdOf(info: KeyInfo): string {
  return info.storeId ?? info.keyId;
}

/** The same without one of its optional members. */
export function without<K extends 'next' | 'retired' | 'notes'>(info: KeyInfo, member: K): Omit<KeyInfo, K> {
  const { [member]: _dropped, ...rest } = info;
  return rest;
}

export function keyCheck(key: Uint8Array): string {
  return sha256Hex(joinBytes(utf8('countersign/database-key-check\n'), key));
}

/** The key-info file; null when there is none, `unreadable` when it is not one. @throws Error of node:fs when it cannot be read */
export function readKeyInfo(path: string): KeyInfo | 'unreadable' | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return keyInfo.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

/**
 * Writes a small file so that after any interruption it is the old one or the new one, whole.
 * @throws Refusal `store/disk-full`, `store/not-writable`
 */
export function writeKeyFile(path: string, text: string): void {
  try {
    writeFileWhole(path, text);
  } catch (error) {
    throw asStoreRefusal(error);
  }
}

export function writeKeyInfo(path: string, info: KeyInfo): void {
  writeKeyFile(path, `${JSON.stringify(info, null, 2)}\n`);
}
