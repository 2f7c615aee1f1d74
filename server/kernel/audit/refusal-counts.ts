// Refused sign-ins, signatures, codes and permissions in the audit log (ASVS 16.3.1, 16.3.2): each is a line of the server's own log at
// once, and a leaf counts them for ten minutes, so that nobody makes the log long by asking.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { ErrorCode } from '#src/contract/errors.ts';

const counted: ReadonlySet<string> = new Set<ErrorCode>([
  'access/denied',
  'devices/code-refused',
  'devices/revoked',
  'devices/signature-refused',
  'devices/unknown',
  'staff/inactive',
  'staff/not-cleared',
  'staff/passphrase-initial',
  'staff/passphrase-overtaken',
  'staff/too-many-attempts',
  'staff/wrong-credentials',
]);
const intervalMs = 10 * 60_000;

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
}

export class RefusalCounts {
  readonly #parts: Dependencies;
  #counts = new Map<string, number>();
  #sinceMs = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  note(code: string): void {
    if (!counted.has(code)) return;
    // Before it is counted: an interval that is over is written without it.
    this.writeDue();
    if (this.#counts.size === 0) this.#sinceMs = this.#parts.clock.nowMs();
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** Writes what was counted when its interval is over. What cannot be written now is written with the next. */
  writeDue(): void {
    if (this.#counts.size > 0 && this.#parts.clock.nowMs() - this.#sinceMs >= intervalMs) void this.write();
  }

  /** Writes what was counted, however short the interval. Resolves when it is there, or could not be. */
  write(): Promise<void> {
    const [counts, sinceMs] = [this.#counts, this.#sinceMs];
    if (counts.size === 0) return this.#writing;
    this.#counts = new Map();
    this.#writing = this.#writing
      .then(() => this.#append(counts, instantFromMs(sinceMs)))
      .catch(() => this.#takeBack(counts, sinceMs));
    return this.#writing;
  }

  async #append(counts: ReadonlyMap<string, number>, since: string): Promise<void> {
    const { store, clock, audit } = this.#parts;
    await store.transaction().execute((transaction) =>
      audit.during(transaction, instantFromMs(clock.nowMs()), async (add) => {
        for (const [code, count] of [...counts].sort()) add({ action: 'refusals.counted', code, count, since });
      }),
    );
  }

  #takeBack(counts: ReadonlyMap<string, number>, sinceMs: number): void {
    this.#sinceMs = sinceMs;
    for (const [code, count] of counts) this.#counts.set(code, (this.#counts.get(code) ?? 0) + count);
  }
}
