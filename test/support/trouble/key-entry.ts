// The database key's entry in the real keychain, as somebody with the keychain's own tool could change it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AsyncEntry } from '@napi-rs/keyring';
import * as z from 'zod';

const named = z.object({ keyId: z.string() });

/** @param workstationDir folder with key-info.json, which names the key */
export function keyEntry(workstationDir: string, keychainService: string): AsyncEntry {
  const { keyId } = named.parse(JSON.parse(readFileSync(join(workstationDir, 'key-info.json'), 'utf8')));
  return new AsyncEntry(keychainService, `database-key ${keyId}`, { linux: { store: 'secret-service' } });
}
