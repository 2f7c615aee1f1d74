// Leaves a source alone that keeps failing, and stops at its quota: both say how long to wait instead of asking. What was counted
// outlives the process where it is given a place to be kept: a restart must not begin a day's quota anew.
import type { Clock } from '#server/kernel/clock.ts';
import type { Counts } from './counts.ts';
import type { GatewayDescription } from './gateways.ts';

const dayMs = 24 * 3_600_000;

export type Permission =
  | { readonly isOpen: true }
  | { readonly isOpen: false; readonly why: 'paused' | 'quota-used'; readonly waitMs: number };

export class Circuit {
  readonly #description: Pick<GatewayDescription, 'name' | 'circuit' | 'dailyQuota'>;
  readonly #clock: Clock;
  readonly #counts: Counts;

  constructor(description: Pick<GatewayDescription, 'name' | 'circuit' | 'dailyQuota'>, clock: Clock, counts: Counts) {
    this.#description = description;
    this.#clock = clock;
    this.#counts = counts;
  }

  /** Whether a request may be made now. */
  look(): Permission {
    const { name, dailyQuota, circuit } = this.#description;
    const nowMs = this.#clock.nowMs();
    const count = this.#counts.of(name);
    // Written while a clock was ahead, a pause does not last longer for it.
    const waitMs = count.pausedUntilMs - nowMs;
    if (waitMs > 0 && waitMs <= circuit.pauseMs) return { isOpen: false, why: 'paused', waitMs };
    const day = Math.floor(nowMs / dayMs);
    if (dailyQuota !== undefined && this.#askedOn(day) >= dailyQuota) {
      return { isOpen: false, why: 'quota-used', waitMs: (day + 1) * dayMs - nowMs };
    }
    return { isOpen: true };
  }

  /** Counts the request when it may be made. After a pause one request tries again, and the others wait for what becomes of it. */
  ask(): Permission {
    const permission = this.look();
    if (!permission.isOpen) return permission;
    const { name, circuit } = this.#description;
    const nowMs = this.#clock.nowMs();
    const count = this.#counts.of(name);
    const day = Math.floor(nowMs / dayMs);
    const pausedUntilMs = count.failures >= circuit.failures ? nowMs + circuit.pauseMs : count.pausedUntilMs;
    this.#counts.set(name, { ...count, pausedUntilMs, day, askedToday: this.#askedOn(day) + 1 });
    return permission;
  }

  answered(): void {
    const count = this.#counts.of(this.#description.name);
    if (count.failures > 0) this.#counts.set(this.#description.name, { ...count, failures: 0, pausedUntilMs: 0 });
  }

  failed(): void {
    const { name, circuit } = this.#description;
    const count = this.#counts.of(name);
    const failures = count.failures + 1;
    const pausedUntilMs = failures >= circuit.failures ? this.#clock.nowMs() + circuit.pauseMs : count.pausedUntilMs;
    this.#counts.set(name, { ...count, failures, pausedUntilMs });
  }

  #askedOn(day: number): number {
    const count = this.#counts.of(this.#description.name);
    return count.day === day ? count.askedToday : 0;
  }
}
