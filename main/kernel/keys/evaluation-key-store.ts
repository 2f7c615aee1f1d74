// A key store in plain files, for evaluating the product on a machine without a keychain. It protects nothing, exists only by an
// explicit flag of the command line, and the screen says so permanently (S3).
import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writeKeyFile } from '#main/kernel/keys/key-info.ts';
import { type KeyStore, KeyStoreFailure } from '#main/ports/key-store.ts';

/** @throws Error when the folder lies inside the data it would have to protect */
export function evaluationKeyStore(folder: string, dataDir: string): KeyStore {
  const fromData = relative(resolve(dataDir), resolve(folder));
  if (!fromData.startsWith('..')) throw new Error('the evaluation keychain has to lie outside the data folder');
  const fileOf = (account: string) => join(folder, `${account.replaceAll(/[^A-Za-z0-9-]/g, '_')}.evaluation-key`);
  return {
    backend: 'evaluation-file',
    read: async (account) => {
      try {
        return new Uint8Array(Buffer.from(readFileSync(fileOf(account), 'utf8'), 'base64url'));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw new KeyStoreFailure('absent', error);
      }
    },
    write: async (account, secret) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeKeyFile(fileOf(account), Buffer.from(secret).toString('base64url'));
      } catch (error) {
        throw new KeyStoreFailure('absent', error);
      }
    },
  };
}
