// Finding a saved record (R5.2): a clerk's own, a supervisor's all of this workstation. What is due is closed before anything is shown.

import { savedContact } from '#main/kernel/contact/facts.ts';
import { digestsOf } from '#main/kernel/copies/blind-index.ts';
import { closeDueCopies } from '#main/kernel/copies/closing.ts';
import {
  findByDigest,
  findByOutbox,
  findByReceipt,
  findByRecordId,
  type ListedRecord,
  listRecords,
  type Page,
} from '#main/kernel/copies/listing.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { statusOf } from '#main/kernel/verification/facts.ts';
import { messageOf, tellingsOf } from '#main/kernel/verification/tellings.ts';
import type { ReadStore } from '#main/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';
import type { RecordListItem } from '#src/contract/ipc/records.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import { workstationPrefix } from '#src/domain/receipts/number.ts';
import { openUntilMs } from '#src/domain/records/reopening.ts';
import { readQuery } from '#src/domain/records/terms.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { CheckKind } from '#src/domain/verification/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { RecordsPorts } from './ports.ts';

/** Whose records this person sees; null: everybody's. */
export function scopeOf(session: Session): string | null {
  return isPermitted('records:view-all', session.role) ? null : session.staffId;
}

/** Whom the organisation asks about a registration. */
export function requiredChecks(ports: RecordsPorts): readonly CheckKind[] {
  return ports.configurations.current()?.policy.requiredChecks ?? [];
}

export function listItem(ports: RecordsPorts, session: Session, row: ListedRecord): RecordListItem {
  const newest = { recordId: row.record_id, revision: row.revision };
  const { state } = statusOf(ports.store, requiredChecks(ports), newest);
  const isRefuted = state === 'refuted';
  const message = messageOf(ports.store, row.record_id, row.revision);
  const reopenDays = ports.configurations.current()?.policy.reopenDays ?? 0;
  return {
    sequence: row.sequence,
    recordId: registrationId.parse(row.record_id),
    revision: row.revision,
    serviceName: localText.parse(JSON.parse(row.service_name)),
    maskedName: row.masked_name,
    maskedDocumentNumber: row.masked_document_number,
    capturedBy: row.captured_by,
    isOwn: row.staff_id === session.staffId,
    submittedAt: row.submitted_at,
    state: row.state,
    receiptPosition: row.receipt_position,
    isClosed: row.stage === 'closed',
    verification: state,
    mustTell: isRefuted && message?.state !== 'sent' && tellingsOf(ports.store, row.record_id, row.revision).length === 0,
    message: isRefuted ? (message?.state ?? null) : null,
    contact: savedContact(ports.store, row.record_id).state,
    openUntil: row.stage === 'open' ? instantFromMs(openUntilMs(row.saved_ms, reopenDays)) : null,
  };
}

/** What every receipt of this workstation begins with. */
function ownPrefix(store: ReadStore): string | null {
  const device = loadDevice(store);
  return device === null ? null : workstationPrefix(sha256Hex(device.deviceId));
}

/** Rows for every meaning the text can have, newest first, each once. */
export function findRecords(store: ReadStore, text: string, page: Page): ListedRecord[] {
  if (text.trim() === '') return listRecords(store, page);
  const query = readQuery(text);
  const found = [
    ...(query.recordId === null ? [] : findByRecordId(store, query.recordId, page)),
    ...(query.receipt === null ? [] : findByReceipt(store, query.receipt, page)),
    ...(query.paper === null || query.paper.prefix !== ownPrefix(store) ? [] : findByOutbox(store, query.paper.sequence, page)),
    ...digestsOf(store, query.terms).flatMap((digest) => findByDigest(store, digest, page)),
  ];
  const once = new Map(found.map((row) => [row.sequence, row]));
  return [...once.values()].toSorted((a, b) => b.sequence - a.sequence).slice(0, page.limit);
}

export function searchRecords(
  ports: RecordsPorts,
  session: Session,
  input: { readonly text: string; readonly day: string | null; readonly before: number | null; readonly limit: number },
): RecordListItem[] {
  closeDueCopies(ports);
  const { text, ...page } = input;
  return findRecords(ports.store, text, { ...page, staffId: scopeOf(session) }).map((row) => listItem(ports, session, row));
}
