// Leaves a source alone that keeps failing, and stops at its quota: both say how long to wait instead of asking.
import type { Clock } from '#server/kernel/clock.ts';
import type { GatewayDescription } from './gateways.ts';

const dayMs = 24 * 3_600_000;

export type Permission =
  | { readonly isOpen: true }
  | { readonly isOpen: false; readonly why: 'paused' | 'quota-used'; readonly waitMs: number };

export class Circuit {
  readonly #limits: Pick<GatewayDescription, 'circuit' | 'dailyQuota'>;
  readonly #clock: Clock;
  #failures = 0;
  #pausedUntilMs = 0;
  #day = -1;
  #askedToday = 0;

  constructor(limits: Pick<GatewayDescription, 'circuit' | 'dailyQuota'>, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Counts the request when it may be made. */
  ask(): Permission {
    const nowMs = this.#clock.nowMs();
    if (nowMs < this.#pausedUntilMs) return { isOpen: false, why: 'paused', waitMs: this.#pausedUntilMs - nowMs };
    const day = Math.floor(nowMs / dayMs);
    if (day !== this.#day) {
      this.#day = day;
      this.#askedToday = 0;
    }
    const { dailyQuota } = this.#limits;
    if (dailyQuota !== undefined && this.#askedToday >= dailyQuota) {
      return { isOpen: false, why: 'quota-used', waitMs: (day + 1) * dayMs - nowMs };
    }
    this.#askedToday += 1;
    return { isOpen: true };
  }

  answered(): void {
    this.#failures = 0;
  }

  /** After a pause one request tries again; its failure begins the next pause. */
  failed(): void {
    const { failures, pauseMs } = this.#limits.circuit;
    this.#failures += 1;
    if (this.#failures >= failures) this.#pausedUntilMs = this.#clock.nowMs() + pauseMs;
  }
}
