// Closing copies in time (R1.3, R4.7). Checked at the start, every hour and before anything is read, so that no copy is served a moment
// longer than policy says. Only what the server holds is closed: an unsent record that nobody could correct any more would be lost work.
import * as z from 'zod';
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Timers } from '#main/ports/timers.ts';
import type { Store } from '#main/store/store.ts';
import { closesSavedUntilMs } from '#src/domain/records/reopening.ts';
import { destroyCopy } from './copies.ts';

export interface ClosingPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
}

const hourMs = 3_600_000;
/** Closed in one transaction, so that a long backlog does not hold everybody up. */
const batchSize = 500;
const sequenceRow = z.object({ sequence: z.int() });

function closeBatch({ store, time, trail }: ClosingPorts, reopenDays: number): number {
  const nowMs = time.decisionMs();
  const savedUntilMs = closesSavedUntilMs(nowMs, reopenDays);
  const due = store.all(
    sequenceRow,
    "SELECT sequence FROM outbox WHERE stage = 'open' AND (saved_ms <= ? OR saved_ms > ?) LIMIT ?",
    savedUntilMs,
    nowMs,
    batchSize,
  );
  if (due.length === 0) return 0;
  store.write((transaction) => {
    // Saved in the future: a clock was wrong then. Its days count from now, or a clock set far ahead would keep a copy for ever.
    transaction.run("UPDATE outbox SET saved_ms = ? WHERE stage = 'open' AND saved_ms > ?", nowMs, nowMs);
    const closing = transaction.all(
      sequenceRow,
      "SELECT sequence FROM outbox WHERE stage = 'open' AND saved_ms <= ? LIMIT ?",
      savedUntilMs,
      batchSize,
    );
    for (const { sequence } of closing) destroyCopy(transaction, sequence);
    if (closing.length === 0) return;
    trail.append(transaction, { action: 'record.closed', actorId: null, subjectId: null, detail: { closed: closing.length } });
  });
  return due.length;
}

/** Closes everything whose days are over. @returns how many rows it looked at */
export function closeDueCopies(ports: ClosingPorts): number {
  const reopenDays = ports.configurations.current()?.policy.reopenDays;
  if (reopenDays === undefined) return 0;
  let total = 0;
  for (let closed = closeBatch(ports, reopenDays); closed > 0; closed = closeBatch(ports, reopenDays)) total += closed;
  if (total > 0) ports.store.checkpoint();
  return total;
}

/** Now and every hour until the returned function is called. `onFailure`: a full disk or a broken store; the next hour tries again. */
export function closeCopiesHourly(
  ports: ClosingPorts & { readonly timers: Timers; readonly onFailure: (error: unknown) => void },
): () => void {
  let cancel = (): void => undefined;
  const run = (): void => {
    try {
      closeDueCopies(ports);
    } catch (error) {
      ports.onFailure(error);
    }
    cancel = ports.timers.after(hourMs, run);
  };
  run();
  return () => cancel();
}
