// Remembers the newest checkpoint of the server's audit log and asks for proof that the log continues it (R10.4): a server that has
// rewritten what it did, or was put back to an older state, is noticed by every workstation that saw what it was before. The alarm is
// kept in the store; records go on being sent, because sealed records cannot be harmed and not sending could lose them.
import * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { knownKeys } from '#main/kernel/server-key/open-from-server.ts';
import type { ReadStore } from '#main/store/store.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { logRequest, logResponse } from '#src/contract/sync/log.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { logOrigin, openCheckpoint } from '#src/domain/audit/checkpoint.ts';
import { isConsistent, type TreeHead } from '#src/domain/audit/proofs.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { verifyBytes } from '#src/node/crypto/signing.ts';
import type { SyncPorts } from './ports.ts';
import { dropWhatIsSafe, newRestorations, takeRestorations } from './restorations.ts';

const timeoutMs = 15_000;
/** The log grows with every act of everybody; it need not be asked at every attempt. */
const repeatMs = 10 * 60_000;

const row = z.object({ note: z.string(), is_contradicted: z.int() });

interface Remembered {
  readonly note: string;
  readonly isContradicted: boolean;
}

function loadRemembered(store: ReadStore): Remembered | null {
  const found = store.one(row, 'SELECT note, is_contradicted FROM server_log');
  return found === null ? null : { note: found.note, isContradicted: found.is_contradicted === 1 };
}

export function readLogAlarm(store: ReadStore): 'server/history-rewritten' | null {
  return loadRemembered(store)?.isContradicted === true ? 'server/history-rewritten' : null;
}

function openBy({ key }: PublicKey, { organisationId }: Device, note: string): TreeHead | null {
  const log = { origin: logOrigin(organisationId), publicKey: new Uint8Array(Buffer.from(key, 'base64url')) };
  return openCheckpoint(note, log, sha256, (text, signature) => verifyBytes(key, text, signature));
}

/** What arrives is signed by the key of today. */
function open(device: Device, note: string): TreeHead | null {
  return openBy(device.serverKey, device, note);
}

/** What is remembered was verified when it came, perhaps by a former key. */
function openRemembered(device: Device, note: string): TreeHead | null {
  const heads = knownKeys(device).map((key) => openBy(key, device, note));
  return heads.find((head) => head !== null) ?? null;
}

/** Does the answer prove that the log still begins with what is remembered? */
function continues(older: TreeHead, newer: TreeHead, proof: readonly string[] | null): boolean {
  const hashes = proof?.map((hash) => new Uint8Array(Buffer.from(hash, 'hex')));
  return hashes !== undefined && isConsistent(sha256, older, newer, hashes);
}

/** What else an answer of the log brings. */
interface Change {
  readonly device: Device;
  readonly taken: ReturnType<typeof newRestorations>;
  readonly noteBefore: string | null;
  readonly safePosition: number | null;
}

export class LogChecks {
  readonly #ports: SyncPorts;
  #checkedAtMs: number | null = null;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
  }

  /** A check that cannot be made now is made some attempts later; it fails none. */
  async check(device: Device, signal: AbortSignal): Promise<void> {
    const { store, clock, log } = this.#ports;
    if (this.#checkedAtMs !== null && clock.monotonicMs() - this.#checkedAtMs < repeatMs) return;
    const remembered = loadRemembered(store);
    const older = remembered === null ? null : openRemembered(device, remembered.note);
    // Also when nothing comes of it: a server without this route need not be asked at every attempt.
    this.#checkedAtMs = clock.monotonicMs();
    const answer = await this.#ask(device, older?.size ?? 0, signal);
    if (answer === null || signal.aborted) return;
    const newer = open(device, answer.checkpoint);
    if (newer === null) {
      log.write('server-log.unreadable');
      return;
    }
    const isContradicted = older !== null && !continues(older, newer, answer.consistency);
    const taken = await this.#restored(device, { older, isContradicted }, answer, signal);
    if (signal.aborted) return;
    const isAlarm = isContradicted && taken.length === 0;
    // What was contradicted stays remembered: it is the proof.
    const note = isAlarm && remembered !== null ? remembered.note : answer.checkpoint;
    const change = { device, taken, noteBefore: remembered?.note ?? null, safePosition: answer.safePosition ?? null };
    this.#keep({ note, isContradicted: isAlarm }, remembered?.isContradicted === true, newer.size, change);
  }

  /**
   * Statements that a backup was restored, none of which was taken here before. They explain a log that went back only when they restored
   * less than is remembered, and when the log as it is now goes on from what they restored.
   */
  async #restored(
    device: Device,
    { older, isContradicted }: { readonly older: TreeHead | null; readonly isContradicted: boolean },
    answer: z.output<typeof logResponse>,
    signal: AbortSignal,
  ): Promise<ReturnType<typeof newRestorations>> {
    const fresh = newRestorations(this.#ports.store, device, answer.restorations ?? []);
    // The statement is of today; the checkpoint inside may be signed by the key of its own time.
    const heads = fresh.map(({ body }) => openRemembered(device, body.restored));
    const last = heads.at(-1) ?? null;
    if (last === null || heads.includes(null)) return [];
    if (isContradicted && !heads.some((head) => head !== null && head.size <= (older?.size ?? 0))) return [];
    const again = await this.#ask(device, last.size, signal);
    const now = again === null ? null : open(device, again.checkpoint);
    return again !== null && now !== null && continues(last, now, again.consistency) ? fresh : [];
  }

  async #ask(device: Device, knownSize: number, signal: AbortSignal): Promise<z.output<typeof logResponse> | null> {
    const asked = { protocol: protocolVersion, knownSize, leaf: null } satisfies z.input<typeof logRequest>;
    const question = { method: 'POST', path: routes.log.path, body: JSON.stringify(asked), timeoutMs, signal } as const;
    const answer = await askAsDevice(this.#ports, device, question, routes.log.response);
    return answer.ok ? answer.value : null;
  }

  #keep({ note, isContradicted }: Remembered, wasContradicted: boolean, size: number, change: Change): void {
    const { store, trail, emit } = this.#ports;
    store.write((transaction) => {
      transaction.run(
        `INSERT INTO server_log (id, note, is_contradicted) VALUES (1, ?, ?)
           ON CONFLICT (id) DO UPDATE SET note = excluded.note, is_contradicted = excluded.is_contradicted`,
        note,
        isContradicted ? 1 : 0,
      );
      const { device, taken, noteBefore, safePosition } = change;
      if (taken.length > 0) takeRestorations(this.#ports, transaction, device, taken, noteBefore);
      // What was sent before an unexplained change may have to be sent again.
      if (!isContradicted) dropWhatIsSafe(transaction, safePosition);
      if (isContradicted === wasContradicted) return;
      const action = isContradicted ? 'server.history-rewritten' : 'server.history-continued';
      trail.append(transaction, { action, actorId: null, subjectId: null, detail: { size } });
    });
    if (isContradicted !== wasContradicted || change.taken.length > 0) emit('sync.changed', {});
  }
}
