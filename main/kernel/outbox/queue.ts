// The queue as the screens show it (R3.7, S4): masked, newest first, and true about what is synced.
import * as z from 'zod';
import type { ReadStore } from '#main/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';
import { type QueueItem, type SyncOverview, settingAside } from '#src/contract/ipc/sync.ts';
import { type OutboxState, outboxState } from '#src/domain/sync/states.ts';

const lastError = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });
const toldErrors = z.array(z.object({ code: z.string(), at: z.string() }));
const itemRow = z.object({
  sequence: z.int(),
  record_id: z.string(),
  revision: z.int(),
  service_name: z.string(),
  masked_name: z.string(),
  masked_document_number: z.string(),
  captured_by: z.string(),
  submitted_at: z.string(),
  content_hash: z.string(),
  state: outboxState,
  attempts: z.int(),
  first_tried_at: z.string().nullable(),
  last_tried_at: z.string().nullable(),
  errors: z.string(),
  set_aside: z.string().nullable(),
  last_error: z.string().nullable(),
  next_try_ms: z.number().nullable(),
  receipt_position: z.int().nullable(),
  received_at: z.string().nullable(),
  verified_at: z.string().nullable(),
  exported: z.int().nullable(),
});
const totalRow = z.object({ total: z.int() });
const countRow = z.object({ state: outboxState, total: z.int() });
const oldestRow = z.object({ oldest: z.string().nullable() });
const receiptRow = z.object({ position: z.int(), received_at: z.string() });

function queueItem(row: z.infer<typeof itemRow>): QueueItem {
  const hasReceipt = row.receipt_position !== null && row.received_at !== null && row.verified_at !== null;
  return {
    sequence: row.sequence,
    recordId: row.record_id,
    revision: row.revision,
    serviceName: localText.parse(JSON.parse(row.service_name)),
    maskedName: row.masked_name,
    maskedDocumentNumber: row.masked_document_number,
    capturedBy: row.captured_by,
    state: row.state,
    submittedAt: row.submitted_at,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
    lastTriedAt: row.last_tried_at,
    errors: toldErrors.parse(JSON.parse(row.errors)),
    setAside: row.set_aside === null ? null : settingAside.parse(JSON.parse(row.set_aside)),
    lastError: row.last_error === null ? null : lastError.parse(JSON.parse(row.last_error)),
    nextTryAt: row.state === 'waiting' && row.next_try_ms !== null ? instantFromMs(row.next_try_ms) : null,
    exported: row.state === 'waiting' ? row.exported : null,
    receipt: hasReceipt
      ? {
          position: row.receipt_position ?? 0,
          receivedAt: row.received_at ?? '',
          verifiedAt: row.verified_at ?? '',
          contentHash: row.content_hash,
        }
      : null,
  };
}

/**
 * One page of the queue, newest first, and how many records the state has altogether. Ordered and paged by the device's own sequence:
 * times may repeat or run backwards, and a page border between two equal ones would lose a record.
 */
export function readQueue(
  store: ReadStore,
  query: { readonly state: OutboxState | null; readonly limit: number; readonly before: number | null },
): { readonly items: QueueItem[]; readonly total: number } {
  const rows = store.all(
    itemRow,
    `SELECT outbox.sequence, record.record_id, record.revision, service_name, masked_name, masked_document_number, captured_by, submitted_at, content_hash,
            outbox.state, attempts, first_tried_at, last_tried_at, errors, set_aside, last_error, next_try_ms, receipt_position, received_at, verified_at, exported
       FROM outbox JOIN record USING (record_id, revision)
      WHERE ${query.state === null ? '' : 'outbox.state = :state AND'} outbox.sequence < :before
      ORDER BY outbox.sequence DESC LIMIT :limit`,
    {
      before: query.before ?? Number.MAX_SAFE_INTEGER,
      limit: query.limit,
      ...(query.state === null ? {} : { state: query.state }),
    },
  );
  const total = store.one(totalRow, 'SELECT sum(total) AS total FROM outbox_count WHERE :state IS NULL OR state = :state', {
    state: query.state,
  });
  return { items: rows.map(queueItem), total: total?.total ?? 0 };
}

/** Counts and the last receipt; what the connection is doing is the sync feature's to say. */
export function readCounts(
  store: ReadStore,
): Pick<SyncOverview, 'waiting' | 'quarantined' | 'synced' | 'superseded' | 'setAside' | 'oldestWaitingAt' | 'lastReceipt'> {
  const counts = { waiting: 0, synced: 0, quarantined: 0, superseded: 0, 'set-aside': 0 };
  for (const row of store.all(countRow, 'SELECT state, total FROM outbox_count')) {
    counts[row.state] = row.total;
  }
  const oldest = store.one(
    oldestRow,
    `SELECT submitted_at AS oldest FROM outbox JOIN record USING (record_id, revision)
      WHERE outbox.state = 'waiting' ORDER BY outbox.sequence LIMIT 1`,
  );
  const receipt = store.one(
    receiptRow,
    `SELECT receipt_position AS position, received_at FROM outbox WHERE receipt_position IS NOT NULL
      ORDER BY receipt_position DESC LIMIT 1`,
  );
  const lastReceipt = receipt === null ? null : { position: receipt.position, receivedAt: receipt.received_at };
  const { 'set-aside': setAside, ...others } = counts;
  return { ...others, setAside, oldestWaitingAt: oldest?.oldest ?? null, lastReceipt };
}
