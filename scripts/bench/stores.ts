// Stores to measure on, and what fills them.
import { join } from 'node:path';
import { chooseCipher } from '#main/kernel/keys/cipher-choice.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import type { StoreFile } from '#main/store/connection.ts';
import { createStoreFile, openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { sampleRecord } from './sample-records.ts';

/** A new encrypted store, closed. */
export function newStoreFile(folder: string, name: string): StoreFile {
  const file = { path: join(folder, name), cipher: chooseCipher(), key: randomBytes(32) };
  createStoreFile(file);
  return file;
}

export function newEncryptedStore(folder: string, name: string): Store {
  return openStore(newStoreFile(folder, name));
}

const recordsPerTransaction = 2_000;

/** Fills a store with records through the code that saves them, many in one transaction. @returns their ids */
export function fillStore(store: Store, from: number, count: number): readonly string[] {
  const ids: string[] = [];
  for (let first = from; first < from + count; first += recordsPerTransaction) {
    store.write((transaction) => {
      for (let index = first; index < Math.min(first + recordsPerTransaction, from + count); index++) {
        const record = sampleRecord(index);
        enqueueRecord(transaction, record);
        ids.push(record.recordId);
      }
    });
  }
  return ids;
}
