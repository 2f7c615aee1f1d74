// From an empty or used data folder to an open store (S3). The order of a first start is chosen so that it may be interrupted
// between any two steps: key into the keychain → read back → key-info "prepared" → complete database under its name → key-info
// "in-use". Nothing can be stored before the last step, so "prepared" may create the database and "in-use" never does. A change of
// the key that was ordered or interrupted is finished before the store opens (rotation.ts).
import { existsSync, mkdirSync } from 'node:fs';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { storeFileOf, takeUpJournal } from '#main/kernel/generations/keep-generations.ts';
import { chooseCipher } from '#main/kernel/keys/cipher-choice.ts';
import { createDatabaseKey, readDatabaseKey } from '#main/kernel/keys/database-key.ts';
import { type KeyInfo, readKeyInfo, writeKeyInfo } from '#main/kernel/keys/key-info.ts';
import { finishRotation } from '#main/kernel/keys/rotation.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import { ensureBallast, releaseBallast } from '#main/store/ballast.ts';
import { createStoreFile, openStore } from '#main/store/open.ts';
import { acquireProcessLock, type ProcessLock } from '#main/store/process-lock.ts';
import type { Store } from '#main/store/store.ts';
import { asStoreRefusal } from '#main/store/store-problem.ts';
import { Refusal } from '#src/contract/errors.ts';

export interface OpenedWorkstation {
  readonly store: Store;
  readonly keyInfo: KeyInfo;
  /** Reads the database key again for the recovery wrap; the caller clears it. */
  readKey(): Promise<Uint8Array<ArrayBuffer>>;
  close(): void;
}

type OpeningPorts = Pick<MachinePorts, 'clock' | 'random' | 'keyStore' | 'log'>;

async function requireKeyInfo(folder: DataFolder, ports: OpeningPorts): Promise<KeyInfo> {
  const found = readKeyInfo(folder.keyInfo);
  if (found === 'unreadable') throw new Refusal('store/corrupt', {});
  if (found !== null) return found;
  // A database without its key-info is no first start: somebody's records are in there.
  if (existsSync(folder.database)) {
    throw new Refusal('keychain/key-missing', { keyId: '', backend: ports.keyStore.backend });
  }
  ports.log.write('opening.key-to-keychain');
  const created = await createDatabaseKey(ports, chooseCipher());
  ports.log.write('opening.key-in-keychain');
  writeKeyInfo(folder.keyInfo, created);
  ports.log.write('opening.key-info-prepared');
  return created;
}

async function openLocked(folder: DataFolder, ports: OpeningPorts): Promise<Omit<OpenedWorkstation, 'close'>> {
  let info = await requireKeyInfo(folder, ports);
  if (info.state === 'in-use' && !existsSync(folder.database)) throw new Refusal('store/missing', {});
  info = await finishRotation(folder, ports, info);
  const key = await readDatabaseKey(ports.keyStore, info);
  try {
    const file = storeFileOf(folder, info, key);
    if (info.state === 'prepared') {
      if (!existsSync(folder.database)) createStoreFile(file);
      ports.log.write('opening.database-created');
      info = { ...info, state: 'in-use' };
      writeKeyInfo(folder.keyInfo, info);
      ports.log.write('opening.key-info-in-use');
    }
    const store = openStore(file);
    takeUpJournal(store, file, ports);
    const usedInfo = info;
    return { store, keyInfo: usedInfo, readKey: () => readDatabaseKey(ports.keyStore, usedInfo) };
  } finally {
    key.fill(0);
  }
}

/**
 * Opens the workstation's store, creating key and database only on a true first start.
 * @throws Refusal `keychain/…` or `store/…`; in every case the folder is as it was
 */
export async function openWorkstation(folder: DataFolder, ports: OpeningPorts): Promise<OpenedWorkstation> {
  let lock: ProcessLock | null = null;
  try {
    mkdirSync(folder.path, { recursive: true, mode: 0o700 });
    lock = acquireProcessLock(folder.lock);
    const opened = await openLocked(folder, ports);
    const held = lock;
    if (!ensureBallast(folder.ballast, (length) => ports.random.bytes(length))) ports.log.write('opening.no-ballast');
    return { ...opened, close: () => closeWorkstation(opened.store, folder, held) };
  } catch (error) {
    lock?.release();
    throw asStoreRefusal(error);
  }
}

/** Closes cleanly; on a full disk the ballast gives the room that moving the log needs. Committed data is safe either way. */
function closeWorkstation(store: Store, folder: DataFolder, lock: ProcessLock): void {
  if (!store.checkpoint()) {
    releaseBallast(folder.ballast);
    store.checkpoint();
  }
  store.close();
  lock.release();
}
