// When to try (S4): one attempt at a time, at once after a submission or on demand, every ten seconds while all is well, and by
// exponential back-off with full jitter while the server cannot be reached. It never gives up. A line that comes back is noticed
// within a minute, and then everything that waits is sent, whatever its own next try says.

import { loadDevice } from '#main/kernel/device/device.ts';
import { describeError } from '#main/kernel/file-log.ts';
import { markDueFailed, nextDueMs, type OutboxError } from '#main/kernel/outbox/outbox.ts';
import { readCounts } from '#main/kernel/outbox/queue.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SyncOverview } from '#src/contract/ipc/sync.ts';
import { type Connection, retryDelayMs } from '#src/domain/sync/states.ts';
import { type AttemptEnd, SyncAttempts } from './attempt.ts';
import { readLogAlarm } from './check-log.ts';
import type { SyncPorts } from './ports.ts';
import { readCopyAlarm } from './report-head.ts';
import { readRestoreNotice } from './restorations.ts';

const idleProbeMs = 10_000;
const longestProbeDelayMs = 60_000;
const shortestProbeDelayMs = 1_000;
const shortestDelayMs = 250;

export class SyncLoop {
  readonly #ports: SyncPorts;
  readonly #attempts: SyncAttempts;
  readonly #end = new AbortController();
  #connection: Connection = 'unknown';
  #since: string | null = null;
  #lastError: OutboxError | null = null;
  #failures = 0;
  /** Set while the server cannot be spoken to. */
  #cutOffDelay: number | null = null;
  #running: Promise<void> | null = null;
  #following: Promise<void> | null = null;
  #cancelTimer: () => void = () => undefined;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
    this.#attempts = new SyncAttempts(ports);
  }

  /** Begins the loop; harmless when it runs already. */
  start(): void {
    void this.attempt(true);
  }

  /** Ends the loop and whatever exchange is under way; afterwards nothing of it touches the store. */
  async stop(): Promise<void> {
    this.#end.abort();
    this.#cancelTimer();
    await this.#running;
  }

  /** Whether the server was reached at the last attempt. */
  get isOnline(): boolean {
    return this.#connection === 'online';
  }

  overview(): SyncOverview {
    const device = loadDevice(this.#ports.store);
    const lastError = this.#lastError === null ? null : { code: this.#lastError.code, params: { ...this.#lastError.params } };
    return {
      connection: this.#connection,
      since: this.#since,
      ...readCounts(this.#ports.store),
      lastError,
      copyAlarm: readCopyAlarm(this.#ports.store),
      isServerKeyOffered: device !== null && this.#ports.serverKeys.offered(device) !== null,
      logAlarm: readLogAlarm(this.#ports.store),
      restoreNotice: readRestoreNotice(this.#ports.store, this.#ports.clock.nowMs()),
    };
  }

  /**
   * Tries now; resolves when that attempt has ended. While one is under way, all callers share the one that follows it.
   * @param isForced send all waiting records, not only those that are due
   */
  attempt(isForced: boolean): Promise<void> {
    if (this.#end.signal.aborted) return Promise.resolve();
    if (this.#running === null) return this.#begin(isForced);
    this.#following ??= this.#running.then(() => {
      this.#following = null;
      return this.#end.signal.aborted ? undefined : this.#begin(true);
    });
    return this.#following;
  }

  #begin(isForced: boolean): Promise<void> {
    this.#cancelTimer();
    const running = this.#run(isForced).finally(() => {
      this.#running = null;
      this.#schedule();
    });
    this.#running = running;
    return running;
  }

  async #run(isForced: boolean): Promise<void> {
    try {
      // After being cut off, a record's own delay says nothing: it was not the record's fault.
      const isAll = isForced || this.#connection !== 'online';
      const end = await this.#attempts.run(isAll, this.#end.signal);
      if (end !== null) this.#conclude(end, isForced);
    } catch (error) {
      this.#stumble(error);
    }
    this.#ports.attempted();
  }

  #conclude(end: AttemptEnd, isForced: boolean): void {
    this.#failures = end.error === null ? 0 : this.#failures + 1;
    const isChange = end.connection !== this.#connection || end.error?.code !== this.#lastError?.code;
    this.#moveTo(end.connection, end.error);
    let marked = 0;
    if (end.isCutOff && end.error !== null) {
      const { error } = end;
      const dueMs = this.#ports.clock.nowMs();
      const nextTryMs = dueMs + this.#cutOffDelayMs();
      marked = this.#ports.store.write((transaction) =>
        markDueFailed(transaction, error, { at: this.#ports.time.claimedNow(), dueMs, isForced, nextTryMs }),
      );
    }
    if (isChange || marked > 0) this.#ports.emit('sync.changed', {});
  }

  /** The attempt itself failed here, not at the server: a full disk, a broken store, or a bug. */
  #stumble(error: unknown): void {
    this.#failures += 1;
    this.#ports.log.write('sync.stumbled', describeError(error));
    const isRefusal = error instanceof Refusal;
    this.#moveTo(this.#connection, isRefusal ? error.wire : { code: 'internal/unexpected', params: {} });
    if (isRefusal && error.wire.code.startsWith('store/') && error.wire.code !== 'store/disk-full') {
      this.#ports.onStoreTrouble(error.wire);
      return;
    }
    this.#ports.emit('sync.changed', {});
  }

  #moveTo(connection: Connection, error: OutboxError | null): void {
    if (connection !== this.#connection) {
      this.#since = instantFromMs(this.#ports.clock.nowMs());
      this.#ports.log.write('sync.connection', { connection, error: error?.code ?? null });
    }
    this.#connection = connection;
    this.#lastError = error;
  }

  /** Decided once per attempt, so that a row's next try is the time the loop really tries. */
  #cutOffDelayMs(): number {
    const delayMs = retryDelayMs(this.#failures, this.#ports.random.fraction());
    this.#cutOffDelay = Math.min(longestProbeDelayMs, Math.max(shortestProbeDelayMs, delayMs));
    return this.#cutOffDelay;
  }

  #schedule(): void {
    if (this.#end.signal.aborted) return;
    const delayMs = this.#cutOffDelay ?? this.#onlineDelayMs();
    this.#cutOffDelay = null;
    this.#cancelTimer = this.#ports.timers.after(delayMs, () => void this.attempt(false));
  }

  #onlineDelayMs(): number {
    if (this.#connection !== 'online') return this.#cutOffDelayMs();
    try {
      const nowMs = this.#ports.clock.nowMs();
      const dueMs = nextDueMs(this.#ports.store, nowMs);
      return dueMs === null ? idleProbeMs : Math.min(idleProbeMs, Math.max(shortestDelayMs, dueMs - nowMs));
    } catch (error) {
      this.#ports.log.write('sync.schedule-failed', describeError(error));
      return idleProbeMs;
    }
  }
}
