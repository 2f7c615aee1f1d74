// The operating system's keychain through @napi-rs/keyring. On Linux the store is pinned to the Secret Service: unpinned, the library
// falls back in silence to the kernel's key ring, which lives in memory and loses the key at reboot. The class API is used because
// the keytar-like one cannot pin it and answers null after failures too.
import { AsyncEntry } from '@napi-rs/keyring';
import { type KeyStore, KeyStoreFailure, type KeyStoreProblem } from '#main/ports/key-store.ts';

const backends: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'secret-service',
  darwin: 'keychain',
  win32: 'credential-manager',
};

/**
 * What the library's words mean, found by trying each case on a real Secret Service:
 * no bus, or nobody on the bus who offers secrets → `Platform failure: DBus error …`;
 * a keyring without a default collection → `Couldn't access platform storage: … no result found`;
 * locked → `Couldn't access platform storage: … prompt was dismissed`; a service that does not answer → `Did not receive a reply`.
 */
export function problemOf(message: string): KeyStoreProblem {
  if (message.includes('no result found')) return 'absent';
  return message.includes("Couldn't access platform storage") || message.includes('Did not receive a reply')
    ? 'locked'
    : 'absent';
}

/** @param timeoutMs how long a person may take to answer the system's unlock prompt before it counts as locked */
export function osKeychain(service: string, timeoutMs: number): KeyStore {
  async function ask<T>(account: string, question: (entry: AsyncEntry) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new KeyStoreFailure('locked')), timeoutMs);
    });
    try {
      const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
      return await Promise.race([question(entry), late]);
    } catch (error) {
      if (error instanceof KeyStoreFailure) throw error;
      throw new KeyStoreFailure(problemOf(error instanceof Error ? error.message : ''), error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    backend: backends[process.platform] ?? process.platform,
    read: (account) =>
      ask(account, async (entry) => {
        const secret = await entry.getSecret();
        if (secret === null) return null;
        const bytes = new Uint8Array(secret);
        secret.fill(0);
        return bytes;
      }),
    write: (account, secret) => ask(account, (entry) => entry.setSecret(secret)),
  };
}
