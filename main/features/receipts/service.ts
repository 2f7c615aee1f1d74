// The receipt of a saved record (S2): made from the record's own header, the configuration and the queue, at the moment it is asked for.
// It says 已同步 only when the stored receipt of the server verifies again here, and never that somebody was verified (R3.7).

import { loadDevice } from '#main/kernel/device/device.ts';
import { verifyReceipt } from '#main/kernel/outbox/verify-receipt.ts';
import type { PrintOrder } from '#main/kernel/printing/print-desk.ts';
import type { LocalText } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { formatReceiptNumber, workstationPrefix } from '#src/domain/receipts/number.ts';
import { signatureReferenceLength, writeReceiptReference } from '#src/domain/receipts/qr.ts';
import type { ReceiptSheet } from '#src/domain/receipts/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { ReceiptsPorts } from './ports.ts';
import { countPrints, loadRecord, type SavedRecord } from './store.ts';

function same(text: string): LocalText {
  return { 'zh-CN': text, en: text };
}

function requireRecord(ports: ReceiptsPorts, recordId: string): SavedRecord {
  const record = loadRecord(ports.store, recordId);
  if (record === null) throw new Refusal('receipts/unknown', {});
  return record;
}

/** The notice in the accepted version, or none: another version's words are not what the subject agreed to. */
function acceptedNotice(configuration: Configuration | null, { header }: SavedRecord): NoticeDefinition | undefined {
  const { noticeId, noticeVersion } = header.notice;
  return configuration?.notices.find(({ id, version }) => id === noticeId && version === noticeVersion);
}

/** The label of a field in the form version of the record; its name when that version is no longer held here. */
function consentsOf(configuration: Configuration | null, { header }: SavedRecord): ReceiptSheet['consents'] {
  const form = configuration?.forms.find(({ id, version }) => id === header.form.id && version === header.form.version);
  return header.consents.map(({ field, agreed }) => ({
    label: form?.fields.find(({ name }) => name === field)?.label ?? same(field),
    agreed,
  }));
}

/** Where the record stands, and what the code may say of the server's receipt. */
function standing(ports: ReceiptsPorts, record: SavedRecord) {
  const device = loadDevice(ports.store);
  const { receipt: document } = record;
  const receipt = document === null || device === null ? null : verifyReceipt(document, record, device);
  if (record.state === 'synced' && receipt !== null && document !== null) {
    const { position, receivedAt } = receipt;
    const signature = document.signature.slice(0, signatureReferenceLength);
    return { at: { state: 'synced', position, receivedAt }, synced: { position, keyId: document.keyId, signature } } as const;
  }
  const isRefused = record.state !== 'waiting' && record.state !== 'synced';
  return { at: { state: isRefused ? 'quarantined' : 'waiting' }, synced: null } as const;
}

function makeSheet(
  ports: ReceiptsPorts,
  record: SavedRecord,
  made: { readonly medium: ReceiptSheet['medium']; readonly copies: number },
): ReceiptSheet {
  const { header, recordId, revision, contentHash } = record;
  const configuration = ports.configurations.current();
  const notice = acceptedNotice(configuration, record);
  const { at, synced } = standing(ports, record);
  return {
    kind: 'receipt',
    language: header.language,
    number: formatReceiptNumber(workstationPrefix(sha256Hex(header.deviceId)), record.sequence),
    organisation: configuration?.organisation.name ?? same(header.organisationId),
    branch: configuration?.branches.find(({ id }) => id === header.branchId)?.name ?? same(header.branchId),
    service: record.serviceName,
    maskedName: record.maskedName,
    maskedDocumentNumber: record.maskedDocumentNumber,
    recordId,
    revision,
    contentHash,
    submittedAt: header.submittedAt,
    clerkNumber: configuration?.staff.find(({ id }) => id === header.capturedBy)?.number ?? header.capturedBy,
    at,
    notice: {
      title: notice?.title ?? same(header.notice.noticeId),
      version: header.notice.noticeVersion,
      acceptedAt: header.notice.acceptedAt,
    },
    consents: consentsOf(configuration, record),
    rights: notice?.sections.find(({ topic }) => topic === 'rights')?.body ?? null,
    qr: writeReceiptReference({ recordId, revision, contentHash, deviceId: header.deviceId, synced }),
    medium: made.medium,
    reprint: made.medium === 'paper' ? made.copies : 0,
    madeAt: ports.time.claimedNow(),
  };
}

/** @throws Refusal `receipts/unknown` */
export function showReceipt(ports: ReceiptsPorts, recordId: string) {
  const record = requireRecord(ports, recordId);
  return {
    sheet: makeSheet(ports, record, { medium: 'screen', copies: 0 }),
    ...countPrints(ports.store, recordId, record.revision),
  };
}

function orderOf(ports: ReceiptsPorts, session: Session, record: SavedRecord, medium: 'paper' | 'pdf'): PrintOrder {
  return {
    kind: 'receipt',
    subject: record.recordId,
    version: record.revision,
    actorId: session.staffId,
    documentOf: (copies) => makeSheet(ports, record, { medium, copies }),
    actions: { first: 'receipt.printed', again: 'receipt.reprinted', saved: 'receipt.saved' },
  };
}

/** @throws Refusal as `receipts.print` declares them */
export async function printReceipt(ports: ReceiptsPorts, session: Session, recordId: string): Promise<{ copies: number }> {
  const record = requireRecord(ports, recordId);
  const { copies } = await ports.printDesk.print(orderOf(ports, session, record, 'paper'));
  return { copies };
}

/** @throws Refusal as `receipts.savePdf` declares them */
export async function saveReceiptPdf(ports: ReceiptsPorts, session: Session, recordId: string): Promise<{ copies: number }> {
  const record = requireRecord(ports, recordId);
  const order = orderOf(ports, session, record, 'pdf');
  const number = formatReceiptNumber(workstationPrefix(sha256Hex(record.header.deviceId)), record.sequence);
  const { copies } = await ports.printDesk.savePdf(order, `${number}.pdf`);
  return { copies };
}
