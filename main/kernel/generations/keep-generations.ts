// When a snapshot of the store is taken: where no journal goes on from what was opened, and then about once a day. Two are kept, so what
// was erased from the store is gone from all of them with the second that follows.
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { describeError } from '#main/kernel/file-log.ts';
import type { KeyInfo } from '#main/kernel/keys/key-info.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { StoreFile } from '#main/store/connection.ts';
import { sizeOf } from '#main/store/files.ts';
import { findGenerations, makeGeneration, resumeJournal } from '#main/store/generations.ts';
import { migrations } from '#main/store/migration-list.ts';
import type { Store } from '#main/store/store.ts';

type Ports = Pick<MachinePorts, 'clock' | 'random' | 'log'>;

const hourMs = 3_600_000;
const dueAfterMs = 24 * hourMs;
/** At an opening, which somebody waits for. */
const overdueAfterMs = 72 * hourMs;
const largestJournalBytes = 64 * 1_048_576;

/** The database as key-info names it, with the place of its generations. */
export function storeFileOf(
  folder: DataFolder,
  { cipher, keyId }: Pick<KeyInfo, 'cipher' | 'keyId'>,
  key: Uint8Array,
): StoreFile {
  return { path: folder.database, cipher, key, generations: { folder: folder.generations, keyId } };
}

/** Since the newest was made; infinite when there is none. A clock set back counts as far as one set forward. */
function ageMs(file: StoreFile, nowMs: number): number {
  const { folder = '', keyId } = file.generations ?? {};
  const newest = findGenerations(folder, keyId).at(-1);
  return newest === undefined ? Number.POSITIVE_INFINITY : Math.abs(nowMs - newest.head.createdAtMs);
}

/** Without room for it the work goes on as it was; the next time tries again. */
export function tryGeneration(store: Store, file: StoreFile, { clock, random, log }: Ports): void {
  try {
    makeGeneration(store, file, { nowMs: clock.nowMs(), schema: migrations.length, newLink: random.id() });
    log.write('generation.made', { entry: store.journal?.position.entry ?? 0 });
  } catch (error) {
    log.write('generation.not-made', describeError(error));
  }
}

/** Every transaction of an opened store goes into a journal from here on. */
export function takeUpJournal(store: Store, file: StoreFile, ports: Ports): void {
  const position = store.journalPosition();
  store.keepJournal(resumeJournal(file, position, migrations.length));
  if (store.journal === null || ageMs(file, ports.clock.nowMs()) > overdueAfterMs) tryGeneration(store, file, ports);
}

export function isGenerationDue(store: Store, file: StoreFile, nowMs: number): boolean {
  if (store.journal === null) return true;
  return ageMs(file, nowMs) > dueAfterMs || store.journal.bytes > Math.max(largestJournalBytes, sizeOf(file.path));
}

interface KeepingPorts extends Ports, Pick<MachinePorts, 'timers'> {
  readonly store: Store;
  readonly folder: DataFolder;
  readonly keyInfo: KeyInfo;
  readonly readKey: () => Promise<Uint8Array>;
}

async function renew(ports: KeepingPorts): Promise<void> {
  const key = await ports.readKey();
  try {
    const file = storeFileOf(ports.folder, ports.keyInfo, key);
    if (isGenerationDue(ports.store, file, ports.clock.nowMs())) tryGeneration(ports.store, file, ports);
  } finally {
    key.fill(0);
  }
}

/** Looks every hour until the returned function is called and has resolved. */
export function keepGenerations(ports: KeepingPorts): () => Promise<void> {
  let isStopped = false;
  let running = Promise.resolve();
  let cancel = (): void => undefined;
  const wait = (): void => {
    cancel = ports.timers.after(hourMs, () => {
      running = renew(ports).catch((error) => ports.log.write('generation.not-made', describeError(error)));
      void running.then(() => {
        if (!isStopped) wait();
      });
    });
  };
  wait();
  return async () => {
    isStopped = true;
    cancel();
    await running;
  };
}
