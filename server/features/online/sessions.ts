// Sessions of the online page: short, in memory, and bound to the page that began them. The cookie says which session, the page's own
// word (never in a cookie) says that it is that page: with one alone nobody gets in, and a reload ends it.
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isSameSecret, sha256Hex } from '#src/node/crypto/hash.ts';

export interface SessionLife {
  readonly idleMs: number;
  readonly longestMs: number;
}

/** The one that has been quiet longest is forgotten first. */
const mostSessions = 20_000;

interface Kept<T> {
  readonly page: string;
  readonly beganMs: number;
  usedMs: number;
  data: T;
}

/** What a request carries to name its session. */
export interface Ticket {
  readonly cookie: string;
  readonly page: string;
}

export class Sessions<T> {
  readonly #clock: Clock;
  readonly #randomness: Randomness;
  readonly #life: SessionLife;
  /** By the hash of the cookie, so that memory shows no token. */
  readonly #kept = new Map<string, Kept<T>>();

  constructor(clock: Clock, randomness: Randomness, life: SessionLife) {
    this.#clock = clock;
    this.#life = life;
    this.#randomness = randomness;
  }

  open(data: T): Ticket {
    const [cookie, page] = [this.#token(), this.#token()];
    const now = this.#clock.nowMs();
    this.#kept.set(sha256Hex(cookie), { page: sha256Hex(page), beganMs: now, usedMs: now, data });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostSessions && oldest !== undefined) this.#kept.delete(oldest);
    return { cookie, page };
  }

  /** @throws Refusal online/session-ended: unknown, too old, or another page's */
  read(ticket: Ticket): T {
    return this.#find(ticket).data;
  }

  change(ticket: Ticket, change: (data: T) => T): T {
    const kept = this.#find(ticket);
    kept.data = change(kept.data);
    return kept.data;
  }

  end(ticket: Ticket): void {
    this.#kept.delete(sha256Hex(ticket.cookie));
  }

  #token(): string {
    return Buffer.from(this.#randomness.bytes(32)).toString('base64url');
  }

  #find({ cookie, page }: Ticket): Kept<T> {
    const key = sha256Hex(cookie);
    const kept = this.#kept.get(key);
    const now = this.#clock.nowMs();
    const { idleMs, longestMs } = this.#life;
    const isOver = kept !== undefined && (now - kept.usedMs > idleMs || now - kept.beganMs > longestMs);
    if (isOver) this.#kept.delete(key);
    if (kept === undefined || isOver || !isSameSecret(kept.page, sha256Hex(page))) throw new Refusal('online/session-ended', {});
    kept.usedMs = now;
    // To the end of the map: it was used last.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }
}
