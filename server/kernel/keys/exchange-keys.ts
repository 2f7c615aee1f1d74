// Keys of sealed files (S4): an X25519 identity of the age format per file in the key folder, each under the operation passphrase. The
// serving process opens none of them; `import-file` opens all, so that a medium made before a key was renewed still opens. What is inside
// is sealed again to the classes' keys.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { generateAgeKey } from '#src/node/sealed-file/age.ts';
import type { DataLayout } from '../data-layout.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';

const content = z.object({ identity: z.string(), recipient: z.string() });
const fileName = /^(exchange-[0-9a-z]{8})\.keys$/;

/** @returns the recipient */
export async function createExchangeKey(layout: DataLayout, passphrase: string): Promise<string> {
  const key = await generateAgeKey();
  const name = `exchange-${key.recipient.slice(-8)}`;
  await writeKeyFile(join(layout.keys, `${name}.keys`), name, passphrase, { ...key });
  return key.recipient;
}

/** Every exchange key file of this server. */
export function exchangeKeyFiles(layout: DataLayout): readonly { readonly path: string; readonly name: string }[] {
  const files = existsSync(layout.keys) ? readdirSync(layout.keys) : [];
  return files.flatMap((file) => {
    const name = fileName.exec(file)?.[1];
    return name === undefined ? [] : [{ path: join(layout.keys, file), name }];
  });
}

/** Every exchange identity of this server. @throws Stop keys/damaged, keys/passphrase-wrong */
export async function openExchangeKeys(layout: DataLayout, passphrase: string): Promise<readonly string[]> {
  const identities: string[] = [];
  for (const { path, name } of exchangeKeyFiles(layout)) {
    identities.push((await readKeyFile(path, name, passphrase, content)).identity);
  }
  return identities;
}
