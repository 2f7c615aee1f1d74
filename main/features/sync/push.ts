// Sends waiting records in the device's own sequence (S4). The answer has an outcome per record, and one bad record delays no other:
// a batch refused for its content is sent again record by record. Nothing leaves the queue without an outcome that names it.
import type * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import { applyOutcome, quarantine, triesOf } from '#main/kernel/outbox/apply-outcome.ts';
import { markFailed, type OutboxError, type WaitingRecord, waitingRecords } from '#main/kernel/outbox/outbox.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { failureError } from '#main/kernel/server/exchange.ts';
import { ok } from '#src/base/result.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { pushRequest } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { SyncPorts } from './ports.ts';
import { sendAttachments } from './send-attachments.ts';
import { tellSeldom } from './tell-seldom.ts';

const batchRecords = 50;
const batchBytes = 4 * 1024 * 1024;
const timeoutMs = 60_000;
/** Statuses that speak about the content sent, not about the caller or the moment. */
const contentStatuses = new Set([400, 413, 422]);

/** Statuses that speak about the caller: no other record would fare better. */
const callerStatuses = new Set([401, 403, 426]);

/** The longest run of records from the start that fits a batch with their attachments; at least one. */
export function takeBatch<T extends { readonly envelope: string; readonly attachmentBytes: number }>(
  records: readonly T[],
): readonly T[] {
  let bytes = 0;
  const tooMany = records.findIndex((record, index) => {
    bytes += Buffer.byteLength(record.envelope) + record.attachmentBytes;
    return index > 0 && (bytes > batchBytes || index >= batchRecords);
  });
  return tooMany === -1 ? records : records.slice(0, tooMany);
}

export type PushPorts = Pick<
  SyncPorts,
  'store' | 'clock' | 'timers' | 'random' | 'time' | 'trail' | 'serverLink' | 'emit' | 'standings'
>;

interface Sending {
  readonly ports: PushPorts;
  readonly changed: () => void;
  readonly device: Device;
  readonly signal: AbortSignal;
}

function failAll({ ports }: Sending, batch: readonly WaitingRecord[], error: OutboxError): OutboxError {
  ports.store.write((transaction) => {
    for (const record of batch) markFailed(transaction, record.sequence, error, triesOf(ports, record));
  });
  return error;
}

/** @returns why pushing has to stop, or null to go on */
async function sendBatch(sending: Sending, batch: readonly WaitingRecord[]): Promise<OutboxError | null> {
  const { ports, device, signal } = sending;
  const records = batch.map(({ sequence, envelope }) => ({ sequence, envelope }));
  const body = JSON.stringify({ protocol: protocolVersion, records, receipts: 'together' } satisfies z.input<typeof pushRequest>);
  const question = { method: 'POST', path: routes.records.path, body, timeoutMs, signal } as const;
  const answer = await askAsDevice(ports, device, question, routes.records.response);
  if (!answer.ok) {
    const isContent = answer.error.kind === 'refused' && contentStatuses.has(answer.error.status);
    if (!isContent) return failAll(sending, batch, failureError(answer.error));
    return refusedForContent(sending, batch, failureError(answer.error));
  }
  const { outcomes } = answer.value;
  ports.store.write((transaction) => {
    for (const record of batch) {
      // An answer that says two things of one record says nothing of it.
      const [outcome, another] = outcomes.filter(({ sequence }) => sequence === record.sequence);
      applyOutcome(ports, device, transaction, record, another === undefined ? outcome : undefined);
    }
  });
  sending.changed();
  return null;
}

async function refusedForContent(
  sending: Sending,
  batch: readonly WaitingRecord[],
  error: OutboxError,
): Promise<OutboxError | null> {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) {
    sending.ports.store.write((transaction) => void quarantine(sending.ports, transaction, only, error));
    sending.changed();
    return null;
  }
  for (const record of batch) {
    const stop = await sendBatch(sending, [record]);
    if (stop !== null) return stop;
  }
  return null;
}

/**
 * Sends the attachments of a batch. A record whose attachments the server does not take waits or is quarantined alone.
 * @returns the records whose attachments are all there, or why pushing has to stop
 */
async function sendAttachmentsOf(
  sending: Sending,
  batch: readonly WaitingRecord[],
): Promise<{ readonly ready: readonly WaitingRecord[]; readonly stop: OutboxError | null }> {
  const { ports } = sending;
  const ready: WaitingRecord[] = [];
  for (const record of batch) {
    const sent = record.attachmentBytes === 0 ? ok(null) : await sendAttachments(sending, record);
    if (sent.ok) {
      ready.push(record);
      continue;
    }
    const error = failureError(sent.error);
    const status = sent.error.kind === 'refused' ? sent.error.status : null;
    if (status === null || status >= 500 || callerStatuses.has(status)) return { ready, stop: failAll(sending, batch, error) };
    ports.store.write((transaction) => {
      if (contentStatuses.has(status)) quarantine(ports, transaction, record, error);
      else markFailed(transaction, record.sequence, error, triesOf(ports, record));
    });
    sending.changed();
  }
  return { ready, stop: null };
}

/** @returns the error that ended it early, or null */
async function sendBatchWithAttachments(sending: Sending, batch: readonly WaitingRecord[]): Promise<OutboxError | null> {
  const isPictured = batch.some(({ attachmentBytes }) => attachmentBytes > 0);
  const { ready, stop: cut } = isPictured ? await sendAttachmentsOf(sending, batch) : { ready: batch, stop: null };
  // What is complete goes even when the line broke at a later one: a line that never lasts for a whole batch would send nothing.
  const stop = ready.length === 0 || sending.signal.aborted ? null : await sendBatch(sending, ready);
  return cut ?? stop;
}

/** Once through the queue. @param tried what this attempt has sent; grows @returns the error that ended it early, or null */
async function sendPass(
  sending: Sending,
  due: { readonly dueMs: number; readonly isForced: boolean },
  tried: Set<number>,
): Promise<OutboxError | null> {
  let afterSequence = 0;
  for (;;) {
    const waiting = waitingRecords(sending.ports.store, { ...due, afterSequence, limit: batchRecords });
    const batch = takeBatch(waiting.filter(({ sequence }) => !tried.has(sequence)));
    const last = batch.at(-1) ?? waiting.at(-1);
    if (last === undefined || sending.signal.aborted) return null;
    for (const { sequence } of batch) tried.add(sequence);
    const stop = batch.length === 0 ? null : await sendBatchWithAttachments(sending, batch);
    if (stop !== null) return stop;
    afterSequence = last.sequence;
  }
}

/** Sends everything that is due, or everything, each record once. @returns the error that ended it early, or null */
export async function pushWaiting(
  ports: PushPorts,
  device: Device,
  due: { readonly isForced: boolean; readonly signal: AbortSignal },
): Promise<OutboxError | null> {
  const query = { dueMs: ports.clock.nowMs(), isForced: due.isForced };
  const tried = new Set<number>();
  const { changed, ended } = tellSeldom(ports, () => ports.emit('sync.changed', {}));
  try {
    for (;;) {
      const before = tried.size;
      const stop = await sendPass({ ports, changed, device, signal: due.signal }, query, tried);
      // Another pass takes the revisions that waited for an earlier one.
      if (stop !== null || tried.size === before) return stop;
    }
  } finally {
    ended();
  }
}
