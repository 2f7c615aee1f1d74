// What decisions about people may believe of time (R7.1, S2). The workstation's clock can be set by anyone, so a decision counts by
// the server's time where one was verified in this run, and otherwise never by a clock earlier than the latest instant already seen, nor
// by one that stands still: what this program has run is counted, so a clock set back again and again makes no day last for ever.
// A verified server time is the only thing that may move the latest instant back: a clock once set wrongly to the future heals.
import * as z from 'zod';
import type { Clock } from '#main/ports/clock.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { dateInChina, dayInChina } from '#src/base/china-time.ts';
import { type Instant, instantFromMs } from '#src/base/instant.ts';

const dayMs = 86_400_000;
const row = z.object({ latest_ms: z.number(), verified_ms: z.number().nullable(), drift_ms: z.number().nullable() });

const nothingSeen: z.infer<typeof row> = { latest_ms: 0, verified_ms: null, drift_ms: null };

interface Anchor {
  readonly serverMs: number;
  readonly monotonicMs: number;
  readonly clockMs: number;
}

export class TrustedTime {
  readonly #clock: Clock;
  readonly #store: ReadStore;
  #anchor: Anchor | null = null;
  /** What had been seen when this run first decided something. */
  #begin: { readonly latestMs: number; readonly monotonicMs: number } | null = null;

  constructor(clock: Clock, store: ReadStore) {
    this.#clock = clock;
    this.#store = store;
  }

  /** The workstation's own claim, for records and audit. Nothing is decided or ordered by it. */
  claimedNow(): Instant {
    return instantFromMs(this.#clock.nowMs());
  }

  /** Milliseconds since the epoch to decide by. */
  decisionMs(): number {
    const { latest_ms: latestMs } = this.#seen();
    if (this.#anchor === null) {
      const monotonicMs = this.#clock.monotonicMs();
      this.#begin ??= { latestMs, monotonicMs };
      return Math.max(this.#clock.nowMs(), latestMs, this.#begin.latestMs + monotonicMs - this.#begin.monotonicMs);
    }
    const { serverMs, monotonicMs, clockMs } = this.#anchor;
    const byRun = serverMs + this.#clock.monotonicMs() - monotonicMs;
    // The clock's own advance counts too: the monotonic count may stand still while the machine sleeps.
    return Math.max(byRun, serverMs + this.#clock.nowMs() - clockMs, latestMs);
  }

  /**
   * The day's work this moment belongs to, `2026-11-24`: the date in China of the decision time. Neither a clock set back nor another time
   * zone turns it back; a clock set forward moves it on until the server's time corrects it.
   */
  businessDay(): string {
    return this.dayOf(this.decisionMs());
  }

  /** The same of a moment that was asked for already. */
  dayOf(decisionMs: number): string {
    return dayInChina(decisionMs);
  }

  /** The date to judge ages, documents and clearances by. */
  today(): CalendarDate {
    return dateInChina(this.decisionMs());
  }

  /** The server's time as far as known, for signatures of requests. */
  serverNowMs(): number {
    if (this.#anchor === null) return this.#clock.nowMs();
    return this.#anchor.serverMs + this.#clock.monotonicMs() - this.#anchor.monotonicMs;
  }

  /** Whole days since the server was last verified; 0 before the first time. */
  daysSinceVerified(): number {
    const { verified_ms: verifiedMs } = this.#seen();
    return verifiedMs === null ? 0 : Math.floor((this.decisionMs() - verifiedMs) / dayMs);
  }

  /** When the server was last verified, by its own time. */
  verifiedMs(): number | null {
    return this.#seen().verified_ms;
  }

  /** This workstation's clock minus the server's, at the last verified answer: of this run, or else of the last one written down. */
  driftMs(): number | null {
    return this.#anchor === null ? this.#seen().drift_ms : this.#anchor.clockMs - this.#anchor.serverMs;
  }

  /** Takes over a time from a signed answer of the server, for this run. */
  anchor(serverMs: number): void {
    this.#anchor = { serverMs, monotonicMs: this.#clock.monotonicMs(), clockMs: this.#clock.nowMs() };
  }

  /** Makes a verified server time durable. */
  recordVerified(transaction: WriteTransaction, serverMs: number): void {
    const driftMs = this.#clock.nowMs() - serverMs;
    transaction.run('UPDATE time_seen SET latest_ms = ?, verified_ms = ?, drift_ms = ?', serverMs, serverMs, driftMs);
  }

  /**
   * The server has said something at this moment, though nobody asked it now: a file it signed. Nothing earlier than what is known
   * counts, and it says nothing about the clock.
   */
  recordHeard(transaction: WriteTransaction, serverMs: number): void {
    transaction.run('UPDATE time_seen SET latest_ms = max(latest_ms, :ms), verified_ms = max(coalesce(verified_ms, 0), :ms)', {
      ms: serverMs,
    });
  }

  /** Makes durable that this moment has passed. Part of every audit entry, so a clock set back is noticed by what happened. */
  recordSeen(transaction: WriteTransaction, decisionMs: number): void {
    transaction.run('UPDATE time_seen SET latest_ms = max(latest_ms, ?)', decisionMs);
  }

  #seen(): z.infer<typeof row> {
    return this.#store.one(row, 'SELECT latest_ms, verified_ms, drift_ms FROM time_seen') ?? nothingSeen;
  }
}
