// What the server said of one record becomes what the queue says of it (S4), whichever way the answer came: over the network or on a
// medium. Synced only with a receipt that was verified; nothing leaves the queue without an outcome that names it.
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Device } from '#main/kernel/device/device.ts';
import { markFailed, markQuarantined, markSynced, type OutboxError, type WaitingRecord } from '#main/kernel/outbox/outbox.ts';
import { verifyReceipt } from '#main/kernel/outbox/verify-receipt.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import type { PushOutcome } from '#src/contract/sync/messages.ts';
import { retryDelayMs } from '#src/domain/sync/states.ts';

export interface OutcomePorts extends Pick<MachinePorts, 'clock' | 'random'> {
  readonly trail: AuditTrail;
  readonly time: TrustedTime;
}

export type AnsweredRecord = Pick<WaitingRecord, 'sequence' | 'recordId' | 'revision' | 'contentHash' | 'attempts'>;

/** When this attempt was and when the next one is. */
export function triesOf(
  { clock, random, time }: Omit<OutcomePorts, 'trail'>,
  record: AnsweredRecord,
): { readonly at: string; readonly nextTryMs: number } {
  return { at: time.claimedNow(), nextTryMs: clock.nowMs() + retryDelayMs(record.attempts, random.fraction()) };
}

export function quarantine(
  ports: OutcomePorts,
  transaction: WriteTransaction,
  record: AnsweredRecord,
  error: OutboxError,
): boolean {
  if (markQuarantined(transaction, record.sequence, error, ports.time.claimedNow()) === null) return false;
  ports.trail.append(transaction, {
    action: 'record.quarantined',
    actorId: null,
    subjectId: record.recordId,
    detail: { sequence: record.sequence, code: error.code },
  });
  return true;
}

/** @returns where the record stands now; `untouched`: it did not wait for an answer any more */
export function applyOutcome(
  ports: OutcomePorts,
  device: Device,
  transaction: WriteTransaction,
  record: AnsweredRecord,
  outcome: PushOutcome | undefined,
): 'synced' | 'refused' | 'waiting' | 'untouched' {
  if (outcome?.outcome === 'conflict' || outcome?.outcome === 'quarantined') {
    return quarantine(ports, transaction, record, outcome.error) ? 'refused' : 'untouched';
  }
  if (outcome?.outcome === 'incomplete') {
    markFailed(transaction, record.sequence, outcome.error, triesOf(ports, record));
    return 'waiting';
  }
  const receipt = outcome === undefined ? null : verifyReceipt(outcome.receipt, record, device);
  if (outcome === undefined || receipt === null) {
    const code = outcome === undefined ? 'server/answer-invalid' : 'sync/receipt-invalid';
    markFailed(transaction, record.sequence, { code, params: {} }, triesOf(ports, record));
    return 'waiting';
  }
  if (!markSynced(transaction, record.sequence, outcome.receipt, receipt, ports.time.claimedNow())) return 'untouched';
  ports.trail.append(transaction, {
    action: 'record.synced',
    actorId: null,
    subjectId: record.recordId,
    detail: { sequence: record.sequence, position: receipt.position },
  });
  return 'synced';
}
