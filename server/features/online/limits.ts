// How often the online page may ask for one thing: per address, and per document whatever address asks (counted by a digest under a key
// that dies with the process, so that nothing here names anybody); and how much may be on its way at once.
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import { Refusal } from '#src/contract/errors.ts';
import { hmacSha256 } from '#src/node/crypto/hash.ts';

/** The count that has been quiet longest is forgotten first. */
const mostCounts = 50_000;

interface Count {
  readonly sinceMs: number;
  readonly count: number;
}

export class CountedLimit {
  readonly #clock: Clock;
  readonly #key: Uint8Array;
  readonly #limit: { readonly most: number; readonly windowMs: number };
  readonly #counts = new Map<string, Count>();

  constructor(clock: Clock, randomness: Randomness, limit: { readonly most: number; readonly windowMs: number }) {
    this.#clock = clock;
    this.#key = randomness.bytes(32);
    this.#limit = limit;
  }

  /** Counts first, so that many at once gain nothing. @throws Refusal internal/too-many-requests */
  take(what: string): void {
    const { most, windowMs } = this.#limit;
    const key = Buffer.from(hmacSha256(this.#key, what)).toString('base64url');
    const now = this.#clock.nowMs();
    const known = this.#counts.get(key);
    const isFresh = known === undefined || now - known.sinceMs >= windowMs || now < known.sinceMs;
    const counted = isFresh ? { sinceMs: now, count: 1 } : { sinceMs: known.sinceMs, count: known.count + 1 };
    this.#counts.delete(key);
    this.#counts.set(key, counted);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > mostCounts && oldest !== undefined) this.#counts.delete(oldest);
    if (counted.count > most) throw new Refusal('internal/too-many-requests', {});
  }
}

/** Bodies on their way are in memory until they are whole: so many bytes at once for everybody, so many bodies for one address. */
export class BodyBudget {
  readonly #limit: { readonly mostBytes: number; readonly mostOfOne: number };
  readonly #addresses = new Map<string, number>();
  #bytes = 0;

  constructor(limit: { readonly mostBytes: number; readonly mostOfOne: number }) {
    this.#limit = limit;
  }

  /** @returns what gives it back @throws Refusal internal/too-many-requests */
  take(address: string, bytes: number): () => void {
    const ofOne = this.#addresses.get(address) ?? 0;
    const { mostBytes, mostOfOne } = this.#limit;
    if (ofOne >= mostOfOne || this.#bytes + bytes > mostBytes) throw new Refusal('internal/too-many-requests', {});
    this.#addresses.set(address, ofOne + 1);
    this.#bytes += bytes;
    return () => {
      const left = (this.#addresses.get(address) ?? 1) - 1;
      if (left === 0) this.#addresses.delete(address);
      else this.#addresses.set(address, left);
      this.#bytes -= bytes;
    };
  }
}
