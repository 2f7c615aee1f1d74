// A change of the database key (S3, design: keys). Ordered while the program runs: new key into the keychain → read back → its
// recovery wrap → key-info names both. Done at the opening that follows, and at every later one until it is done: whatever interrupts
// it, key-info names the old key, or both, or the new one, and the database is whole under one of those it names.
import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { storeFileOf } from '#main/kernel/generations/keep-generations.ts';
import { emptyDatabaseKey, findDatabaseKey, makeDatabaseKey, readDatabaseKey } from '#main/kernel/keys/database-key.ts';
import { type KeyInfo, readKeyInfo, storeIdOf, without, writeKeyInfo } from '#main/kernel/keys/key-info.ts';
import { readRecoveryWrap, writeRecoveryWrap } from '#main/kernel/keys/recovery-wrap.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import { opensWith, rekeyStoreFile } from '#main/store/rekey.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { flushFolder } from '#src/node/files/whole-file.ts';

type RotationPorts = Pick<MachinePorts, 'clock' | 'random' | 'keyStore' | 'log'>;

/** Key-info as it is on the disk, of a store that is open. */
export function requireUsedKeyInfo(folder: DataFolder): KeyInfo {
  const info = readKeyInfo(folder.keyInfo);
  if (info === null || info === 'unreadable') throw new Refusal('store/corrupt', {});
  return info;
}

/** Prepares the change; ordering it twice is one order. @throws Refusal `keychain/…`, `store/…` */
export async function orderRotation(
  folder: DataFolder,
  ports: RotationPorts,
  order: { readonly deviceId: string; readonly recoveryKey: PublicKey; readonly orderedBy: string },
): Promise<void> {
  if (requireUsedKeyInfo(folder).next !== undefined) return;
  const { deviceId, recoveryKey, orderedBy } = order;
  const made = await makeDatabaseKey(ports, (databaseKeyId, key) =>
    writeRecoveryWrap(folder.nextRecovery, recoveryKey, { databaseKeyId, deviceId }, key),
  );
  writeKeyInfo(folder.keyInfo, { ...requireUsedKeyInfo(folder), next: { ...made, orderedBy } });
  ports.log.write('rotation.ordered');
}

/** The database is under the new key: the wrap follows, then key-info. */
function conclude(folder: DataFolder, ports: RotationPorts, info: KeyInfo, next: NonNullable<KeyInfo['next']>): KeyInfo {
  if (existsSync(folder.nextRecovery)) {
    renameSync(folder.nextRecovery, folder.recovery);
    flushFolder(dirname(folder.recovery));
  }
  ports.log.write('rotation.wrap-renewed');
  const { keyId, check, createdAt, orderedBy } = next;
  const note = {
    id: ports.random.id(),
    action: 'device.key-rotated',
    detail: { keyId, replaced: info.keyId, orderedBy },
  } as const;
  const concluded: KeyInfo = {
    ...without(info, 'next'),
    keyId,
    check,
    createdAt,
    backend: ports.keyStore.backend,
    storeId: storeIdOf(info),
    retired: info.keyId,
    notes: [...(info.notes ?? []), note],
  };
  writeKeyInfo(folder.keyInfo, concluded);
  ports.log.write('rotation.concluded');
  return concluded;
}

/** Without the new key nothing can lead to it: the order is dropped, the database stays under the old one. */
function dropOrder(folder: DataFolder, ports: RotationPorts, info: KeyInfo): KeyInfo {
  const dropped = without(info, 'next');
  writeKeyInfo(folder.keyInfo, dropped);
  ports.log.write('rotation.dropped');
  return dropped;
}

/**
 * Brings an ordered change to its end. No room on the disk only delays it: work goes on under the old key.
 * @returns key-info as it then is
 * @throws Refusal `keychain/…`, `store/…`
 */
export async function finishRotation(folder: DataFolder, ports: RotationPorts, info: KeyInfo): Promise<KeyInfo> {
  const { next } = info;
  if (next === undefined) return info;
  const { cipher } = info;
  const path = folder.database;
  const nextKey = await findDatabaseKey(ports.keyStore, next);
  try {
    if (typeof nextKey !== 'string' && opensWith({ path, cipher, key: nextKey })) return conclude(folder, ports, info, next);
    const key = await readDatabaseKey(ports.keyStore, info);
    try {
      if (typeof nextKey === 'string') {
        if (opensWith({ path, cipher, key })) return dropOrder(folder, ports, info);
        throw new Refusal('keychain/key-missing', { keyId: next.keyId, backend: ports.keyStore.backend });
      }
      rekeyStoreFile(storeFileOf(folder, info, key), nextKey, (step) => ports.log.write(step));
    } catch (error) {
      if (!(error instanceof Refusal && error.wire.code === 'store/disk-full')) throw error;
      ports.log.write('rotation.postponed');
      return info;
    } finally {
      key.fill(0);
    }
    return conclude(folder, ports, info, next);
  } finally {
    if (typeof nextKey !== 'string') nextKey.fill(0);
  }
}

/** Empties the replaced key's entry, once the new key has its recovery wrap. @throws Refusal `keychain/…` */
export async function retireReplacedKey(folder: DataFolder, ports: RotationPorts): Promise<void> {
  const info = requireUsedKeyInfo(folder);
  if (info.retired === undefined || readRecoveryWrap(folder.recovery)?.databaseKeyId !== info.keyId) return;
  await emptyDatabaseKey(ports.keyStore, info.retired);
  writeKeyInfo(folder.keyInfo, without(requireUsedKeyInfo(folder), 'retired'));
}
