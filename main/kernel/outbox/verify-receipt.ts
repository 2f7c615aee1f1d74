// Is this the receipt of exactly what we sent (R4.1, S4)? 已同步 stands only on a yes here.

import type { Device } from '#main/kernel/device/device.ts';
import { openArriving } from '#main/kernel/server-key/open-from-server.ts';
import type { SignedReceipt } from '#src/crypto/signed.ts';
import { type Receipt, receipt } from '#src/domain/sync/receipt.ts';

/** What a receipt has to name. */
export interface ReceiptedRecord {
  readonly recordId: string;
  readonly revision: number;
  readonly contentHash: string;
}

/** The receipt when the pinned key signed it and it names our organisation, device, record, revision and content; otherwise null. */
export function verifyReceipt(document: SignedReceipt, record: ReceiptedRecord, device: Device): Receipt | null {
  const opened = openArriving('receipt', document, device, receipt, (body) => body.receivedAt);
  if (!opened.ok) return null;
  const { organisationId, deviceId, recordId, revision, contentHash } = opened.value;
  const isOurs =
    organisationId === device.organisationId &&
    deviceId === device.deviceId &&
    recordId === record.recordId &&
    revision === record.revision &&
    contentHash === record.contentHash;
  return isOurs ? opened.value : null;
}
