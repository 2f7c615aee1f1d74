// Records every write and flush of a workstation's life, cuts the power at any of them, and opens what is left with the program's own
// opening: whatever had been acknowledged before the cut is there, and nothing is called damaged that is not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readMirroredHead, requireNotRolledBack } from '#main/kernel/audit/head-mirror.ts';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { storeIdOf } from '#main/kernel/keys/key-info.ts';
import { openWorkstation } from '#main/kernel/keys/open-workstation.ts';
import type { ReadStore } from '#main/store/store.ts';
import { FakeKeychain, FakeTime } from '#main/test-bench/workstation.ts';
import { diskVariable } from '#server/test-bench-run.ts';
import { Refusal } from '#src/contract/errors.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { Disk, type Fate, fates } from './disk.ts';
import { type DiskEvent, TraceReader, tracedCalls } from './trace.ts';
import type { Told } from './work-process.ts';

/** Null where this system cannot record, with the reason. */
export function whyNotRecordable(): string | null {
  const tried = spawnSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=fdatasync', '-o', '/dev/null', 'true'], {
    stdio: 'ignore',
  });
  if (tried.error !== undefined) return 'strace is not installed (Debian: apt-get install strace)';
  return tried.status === 0 ? null : 'strace may not follow processes here';
}

/** Longest single write: the ballast. */
const longestWrite = 5_000_000;

export function record(folder: string, rounds: number): readonly DiskEvent[] {
  const [channel, output] = [join(folder, 'told'), join(folder, 'trace')];
  const work = [process.execPath, join(import.meta.dirname, 'work-process.ts'), channel, String(rounds)];
  const tracing = ['-f', '--seccomp-bpf', '-xx', '-s', String(longestWrite), '-e', `trace=${tracedCalls}`, '-o', output];
  // Temporary files of the work go into the folder too.
  const done = spawnSync('strace', [...tracing, ...work], { env: { ...process.env, [diskVariable]: folder }, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the recorded work failed: ${done.stderr.slice(-2_000)}`);
  return new TraceReader(channel).read(readFileSync(output, 'latin1'));
}

const savedRow = z.object({ envelope: z.string(), content_hash: z.string(), state: z.string() });
const draftRow = z.object({ draft: z.string().nullable() });

function checkTold(store: ReadStore, told: Told): string | null {
  if ('saved' in told || 'synced' in told) {
    const id = 'saved' in told ? told.saved : told.synced;
    const row = store.one(
      savedRow,
      'SELECT envelope, content_hash, state FROM record JOIN outbox USING (record_id, revision) WHERE record_id = ?',
      id,
    );
    if (row === null) return `lost: record ${id}`;
    if (sha256Hex(row.envelope) !== row.content_hash) return `damaged: record ${id}`;
    return 'synced' in told && row.state !== 'synced' ? `lost: the receipt of ${id}` : null;
  }
  if (!('draft' in told)) return null;
  const row = store.one(draftRow, 'SELECT draft FROM registration WHERE id = ?', told.draft);
  return row?.draft?.includes(told.name) === true ? null : `lost: draft ${told.draft}`;
}

/** Everything wrong with what the power cut left. */
async function inspect(folder: string, told: readonly Told[]): Promise<readonly string[]> {
  const keyStore = new FakeKeychain();
  for (const one of told)
    if ('keychain' in one) keyStore.entries.set(one.keychain, new Uint8Array(Buffer.from(one.secret, 'base64')));
  const random = { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => 0.5 };
  const log = { write: () => undefined, tail: () => '' };
  try {
    const opened = await openWorkstation(dataFolder(folder), { clock: new FakeTime().ports().clock, random, keyStore, log });
    try {
      requireNotRolledBack(opened.store, await readMirroredHead(keyStore, storeIdOf(opened.keyInfo)));
      const broken = findBrokenLink(opened.store);
      const faults = told.map((one) => checkTold(opened.store, one)).filter((fault) => fault !== null);
      return broken === null ? faults : [...faults, `the audit chain is broken at event ${broken}`];
    } finally {
      opened.close();
    }
  } catch (error) {
    return [error instanceof Refusal ? `falsely reported: ${error.wire.code}` : `not expected: ${String(error)}`];
  }
}

export interface CutReport {
  readonly events: number;
  readonly writes: number;
  readonly flushes: number;
  readonly cuts: number;
  readonly tolds: number;
  /** By place: the event's number and what became of the waiting writes. */
  readonly faults: readonly string[];
}

/** @param everyNth cut after every event (1), or after one of so many */
export async function cutPower(
  events: readonly DiskEvent[],
  options: { readonly seed: number; readonly everyNth: number; readonly folder: string },
): Promise<CutReport> {
  const dice = new Dice(options.seed);
  const disk = new Disk();
  const told: Told[] = [];
  const faults: string[] = [];
  let cuts = 0;
  const attempt = async (index: number, fate: Fate) => {
    const place = join(options.folder, `cut-${index}-${fate}`);
    mkdirSync(place);
    for (const [name, content] of disk.afterCut(fate, dice)) writeFileSync(join(place, name), content);
    for (const fault of await inspect(place, told)) faults.push(`${fault} (cut after event ${index}, ${fate} of what waited)`);
    rmSync(place, { recursive: true });
    cuts += 1;
  };
  for (const [index, event] of events.entries()) {
    disk.take(event);
    if (event.kind === 'told') told.push(event.told);
    if (event.kind === 'told' || dice.below(options.everyNth) !== 0) continue;
    const chosen = options.everyNth === 1 ? fates : [dice.pick(fates)];
    for (const fate of chosen) await attempt(index, fate);
  }
  const count = (kind: DiskEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const flushes = count('sync') + count('sync-folder');
  return { events: events.length, writes: count('write'), flushes, cuts, tolds: told.length, faults };
}
