import * as z from 'zod';
import type { ReadStore } from '#main/store/store.ts';
import { localText } from '#src/base/language.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { signedReceipt } from '#src/crypto/signed.ts';
import { outboxState } from '#src/domain/sync/states.ts';

const row = z.object({
  sequence: z.int(),
  record_id: z.string(),
  revision: z.int(),
  envelope: z.string(),
  content_hash: z.string(),
  service_name: z.string(),
  masked_name: z.string(),
  masked_document_number: z.string(),
  state: outboxState,
  receipt: z.string().nullable(),
});

/** Only the header: the sealed values are not needed and not readable here. */
const headerOf = envelope.pick({ header: true });

function recordOf(found: z.infer<typeof row>) {
  return {
    sequence: found.sequence,
    recordId: found.record_id,
    revision: found.revision,
    header: headerOf.parse(JSON.parse(found.envelope)).header,
    contentHash: found.content_hash,
    serviceName: localText.parse(JSON.parse(found.service_name)),
    maskedName: found.masked_name,
    maskedDocumentNumber: found.masked_document_number,
    state: found.state,
    receipt: found.receipt === null ? null : signedReceipt.parse(JSON.parse(found.receipt)),
  } as const;
}
export type SavedRecord = ReturnType<typeof recordOf>;

/** The newest revision of a record. */
export function loadRecord(store: ReadStore, recordId: string): SavedRecord | null {
  const found = store.one(
    row,
    `SELECT outbox.sequence, record_id, revision, envelope, content_hash, service_name, masked_name, masked_document_number,
            outbox.state, receipt
       FROM record JOIN outbox USING (record_id, revision)
      WHERE record_id = ? ORDER BY revision DESC LIMIT 1`,
    recordId,
  );
  return found === null ? null : recordOf(found);
}

const counted = z.object({ channel: z.enum(['paper', 'pdf']), outcome: z.string().nullable(), total: z.int() });

/** What was printed of it; a print without an outcome is one nobody knows about. */
export function countPrints(store: ReadStore, recordId: string, revision: number) {
  const rows = store.all(
    counted,
    `SELECT channel, outcome, count(*) AS total FROM print_job
      WHERE kind = 'receipt' AND subject = ? AND version = ? GROUP BY channel, outcome`,
    recordId,
    revision,
  );
  const sum = (channel: string, outcomes: readonly (string | null)[]) =>
    rows.filter((row) => row.channel === channel && outcomes.includes(row.outcome)).reduce((total, row) => total + row.total, 0);
  return { printed: sum('paper', ['done']), unknown: sum('paper', ['unknown', null]), saved: sum('pdf', ['done']) };
}
