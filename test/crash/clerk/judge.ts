// The last word: both stores, read with their keys, against each other and against what was acknowledged.
import { existsSync, readFileSync } from 'node:fs';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { readDatabaseKey } from '#main/kernel/keys/database-key.ts';
import { readKeyInfo } from '#main/kernel/keys/key-info.ts';
import type { KeyStore } from '#main/ports/key-store.ts';
import { openStore } from '#main/store/open.ts';
import { readWorkstation } from '#test/support/monkey/collect.ts';
import type { ServerRow } from '#test/support/trouble/server-records.ts';
import type { Ledger } from './ledger.ts';

export interface Verdict {
  readonly acknowledged: number;
  readonly onWorkstation: number;
  readonly onServer: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** 已同步 without a true receipt of what the server holds. */
  readonly falselySynced: readonly string[];
  readonly other: readonly string[];
}

type Held = ReturnType<typeof readWorkstation>;

/** @param dataDir of a workstation whose program has ended */
export async function readStation(dataDir: string, keyStore: KeyStore): Promise<Held> {
  const folder = dataFolder(dataDir);
  const info = readKeyInfo(folder.keyInfo);
  if (info === null || info === 'unreadable') throw new Error('no key-info');
  const key = await readDatabaseKey(keyStore, info);
  const store = openStore({ path: folder.database, cipher: info.cipher, key });
  try {
    return readWorkstation(store);
  } finally {
    store.close();
  }
}

function repeated(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}

const keyOf = ({ recordId, revision }: { readonly recordId: string; readonly revision: number }) => `${recordId} ${revision}`;

function falselySynced({ queue, records }: Held, onServer: ReadonlyMap<string, ServerRow>): readonly string[] {
  const hashes = new Map(records.map((record) => [keyOf(record), record.contentHash]));
  return queue
    .filter(({ state }) => state === 'synced')
    .filter((row) => {
      const there = onServer.get(keyOf(row));
      return (
        row.verifiedPosition === null || there?.position !== row.verifiedPosition || there.contentHash !== hashes.get(keyOf(row))
      );
    })
    .map(keyOf);
}

/** Lines of a log that nobody expects, whatever happened around the program. */
export function unexpectedLines(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /unexpected|worker\.ended|failed|stumbled|store-trouble/u.test(line));
}

export function readLog(dataDir: string): readonly string[] {
  const { log } = dataFolder(dataDir);
  return [`${log}.1`, log].filter((path) => existsSync(path)).flatMap((path) => readFileSync(path, 'utf8').split('\n'));
}

/** @param rows the server's own of this workstation, or of this and others with `isOnlyOne` false */
export function judge(ledger: Ledger, held: Held, rows: readonly ServerRow[], isOnlyOne = true): Verdict {
  const onServer = new Map(rows.map((row) => [keyOf(row), row]));
  const onWorkstation = new Map(held.records.map((record) => [keyOf(record), record.contentHash]));
  const missing = [...ledger.saved]
    .filter(([key, hash]) => onWorkstation.get(key) !== hash)
    .map(([key]) => `${key}: workstation`);
  // What waits is not lost, but what waits in no queue will never be sent.
  const queued = new Set(held.queue.map(keyOf));
  const forgotten = [...onWorkstation.keys()].filter((key) => !queued.has(key)).map((key) => `${key}: in no queue`);
  const invented = isOnlyOne ? [...onServer.keys()].filter((key) => !onWorkstation.has(key)) : [];
  const waiting = held.queue.filter(({ state }) => state !== 'synced');
  const isLost = (fault: string) => fault.startsWith('lost');
  return {
    acknowledged: ledger.saved.size,
    onWorkstation: onWorkstation.size,
    onServer: onServer.size,
    lost: [...missing, ...forgotten, ...ledger.faults.filter(isLost)],
    doubled: [...repeated(rows.map(keyOf)), ...repeated(held.records.map(keyOf)), ...repeated(held.queue.map(keyOf))],
    falselySynced: falselySynced(held, onServer),
    other: [
      ...ledger.faults.filter((fault) => !isLost(fault)),
      ...invented.map((key) => `${key}: only the server has it`),
      ...waiting.map((row) => `${keyOf(row)}: still ${row.state}`),
      ...(held.brokenLink === null ? [] : [`the audit chain is broken at event ${held.brokenLink}`]),
    ],
  };
}
