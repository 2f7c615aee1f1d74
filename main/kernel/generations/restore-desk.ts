// The way out of a damaged or missing store (R4.5): it is made again from snapshot and journal. Nobody has to allow it, because nothing
// is given up by it; where something was lost with the journal, the remembered head of the audit chain shows it at the opening that
// follows, and that takes two custodians (ADR 12).
import { existsSync } from 'node:fs';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { storeFileOf } from '#main/kernel/generations/keep-generations.ts';
import { findDatabaseKey } from '#main/kernel/keys/database-key.ts';
import { type KeyInfo, readKeyInfo, writeKeyInfo } from '#main/kernel/keys/key-info.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import { findGenerations } from '#main/store/generations.ts';
import { acquireProcessLock } from '#main/store/process-lock.ts';
import { installRebuilt, type Rebuilt, rebuildStoreFile } from '#main/store/restore.ts';
import { Refusal, type WireError } from '#src/contract/errors.ts';

const restorable: readonly WireError['code'][] = ['store/corrupt', 'store/missing'];

export class RestoreDesk {
  readonly #folder: DataFolder;
  readonly #ports: Pick<MachinePorts, 'random' | 'keyStore' | 'log'>;

  constructor(folder: DataFolder, ports: Pick<MachinePorts, 'random' | 'keyStore' | 'log'>) {
    this.#folder = folder;
    this.#ports = ports;
  }

  /** Is there a snapshot to begin from? Whether it is whole shows when it is tried. */
  isPossible(trouble: WireError | null): boolean {
    if (trouble === null || !restorable.includes(trouble.code)) return false;
    return this.#keysWithSnapshots().length > 0;
  }

  /** @throws Refusal `recovery/not-restorable`, `keychain/…`, `store/…` */
  async restore(trouble: WireError | null): Promise<void> {
    if (!this.isPossible(trouble)) throw new Refusal('recovery/not-restorable', {});
    const lock = acquireProcessLock(this.#folder.lock);
    try {
      for (const { info, named } of this.#keysWithSnapshots()) {
        const key = await findDatabaseKey(this.#ports.keyStore, named);
        if (typeof key === 'string') continue;
        try {
          if (this.#restoreUnder(info, named.keyId, key)) return;
        } finally {
          key.fill(0);
        }
      }
      throw new Refusal('recovery/not-restorable', {});
    } finally {
      lock.release();
    }
  }

  /** The key in use and the one a change leads to, as far as a snapshot lies under it. */
  #keysWithSnapshots() {
    const info = readKeyInfo(this.#folder.keyInfo);
    if (info === null || info === 'unreadable') return [];
    const all = info.next === undefined ? [info] : [info, info.next];
    const hasSnapshot = (keyId: string) =>
      findGenerations(this.#folder.generations, keyId).some(({ snapshot }) => existsSync(snapshot));
    return all.filter(({ keyId }) => hasSnapshot(keyId)).map((named) => ({ info, named }));
  }

  #restoreUnder(info: KeyInfo, keyId: string, key: Uint8Array): boolean {
    const file = storeFileOf(this.#folder, { cipher: info.cipher, keyId }, key);
    const rebuilt = rebuildStoreFile(file);
    if (rebuilt === null) return false;
    this.#note(info, rebuilt);
    installRebuilt(file);
    this.#ports.log.write('store.recovered', { ...rebuilt });
    return true;
  }

  /** Before the file has its name: an interruption may leave one recovery told twice, never one untold. */
  #note(info: KeyInfo, rebuilt: Rebuilt): void {
    const note = { id: this.#ports.random.id(), action: 'store.recovered' as const, detail: { ...rebuilt } };
    writeKeyInfo(this.#folder.keyInfo, { ...info, notes: [...(info.notes ?? []), note] });
  }
}
