// Looks through every byte of a folder for values that must not be readable there (R4.7): UTF-8 and UTF-16, and for keys raw, hex
// and base64.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

export function textNeedles(values: readonly string[]): readonly Needle[] {
  return values.flatMap((value) => [
    { name: `${value} (UTF-8)`, bytes: Buffer.from(value, 'utf8') },
    { name: `${value} (UTF-16LE)`, bytes: Buffer.from(value, 'utf16le') },
    { name: `${value} (UTF-16BE)`, bytes: Buffer.from(value, 'utf16le').swap16() },
  ]);
}

export function keyNeedles(name: string, key: Uint8Array): readonly Needle[] {
  const bytes = Buffer.from(key);
  return [
    { name: `${name} (raw)`, bytes },
    { name: `${name} (hex)`, bytes: Buffer.from(bytes.toString('hex')) },
    { name: `${name} (HEX)`, bytes: Buffer.from(bytes.toString('hex').toUpperCase()) },
    { name: `${name} (base64)`, bytes: Buffer.from(bytes.toString('base64').replace(/=+$/, '')) },
    { name: `${name} (base64url)`, bytes: Buffer.from(bytes.toString('base64url')) },
  ];
}

/** @returns one line per hit: needle and file. Also says how much was read, because an empty folder proves nothing. */
export function scanFolder(
  folder: string,
  needles: readonly Needle[],
): { readonly hits: readonly string[]; readonly files: number; readonly bytes: number } {
  const hits: string[] = [];
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    const content = readFileSync(path);
    files += 1;
    bytes += content.length;
    for (const needle of needles) if (content.includes(needle.bytes)) hits.push(`${needle.name} in ${entry}`);
  }
  return { hits, files, bytes };
}
