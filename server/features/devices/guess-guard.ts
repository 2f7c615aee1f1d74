// Against guessing of enrolment codes. A code has 80 random bits and cannot be guessed; the guard makes that somebody tries it visible, and
// makes it slow. It counts per address, so that nobody locks another branch out.
import type { Clock } from '#server/kernel/clock.ts';
import { Refusal } from '#src/contract/errors.ts';

/** Mistypings that cost nothing. */
const freeAttempts = 5;
const firstPauseMs = 30_000;
const longestPauseMs = 15 * 60_000;
const hourMs = 60 * 60_000;
/** Of all addresses together within an hour: then it is no mistyping. */
const alarmingAttempts = 50;
/** The one that has been quiet longest is forgotten first. */
const maximumNetworks = 10_000;

interface Attempts {
  readonly count: number;
  readonly lastMs: number;
}

/** Whoever has one IPv6 address has its whole /64. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

export class GuessGuard {
  readonly #clock: Clock;
  readonly #byNetwork = new Map<string, Attempts>();
  #hourSince = 0;
  #inHour = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts before the code is looked at, so that many requests at once give no free guess.
   * @throws Refusal internal/too-many-requests
   */
  attempt(address: string): { readonly isAlarming: boolean } {
    const now = this.#clock.nowMs();
    const network = networkOf(address);
    const { count, lastMs } = this.#remembered(network, now);
    const pause = count < freeAttempts ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (count - freeAttempts));
    if (now - lastMs < pause) throw new Refusal('internal/too-many-requests', {});
    this.#byNetwork.delete(network);
    this.#byNetwork.set(network, { count: count + 1, lastMs: now });
    const [oldest] = this.#byNetwork.keys();
    if (this.#byNetwork.size > maximumNetworks && oldest !== undefined) this.#byNetwork.delete(oldest);
    return { isAlarming: this.#isAlarming(now) };
  }

  succeeded(address: string): void {
    this.#byNetwork.delete(networkOf(address));
    this.#inHour -= 1;
  }

  #remembered(network: string, now: number): Attempts {
    const attempts = this.#byNetwork.get(network);
    return attempts === undefined || now - attempts.lastMs > hourMs ? { count: 0, lastMs: 0 } : attempts;
  }

  /** Once an hour, not at each attempt. */
  #isAlarming(now: number): boolean {
    if (now - this.#hourSince > hourMs) {
      this.#hourSince = now;
      this.#inHour = 0;
    }
    this.#inHour += 1;
    return this.#inHour === alarmingAttempts;
  }
}
