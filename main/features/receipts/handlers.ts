import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { receiptsCalls } from '#src/contract/ipc/receipts.ts';
import type { ReceiptsPorts } from './ports.ts';
import { printReceipt, saveReceiptPdf, showReceipt } from './service.ts';

export function receiptsHandlers(ports: ReceiptsPorts): Handlers<typeof receiptsCalls> {
  return {
    'receipts.show': ({ recordId }) => showReceipt(ports, recordId),
    'receipts.print': ({ recordId }, context) => printReceipt(ports, requireSession(context), recordId),
    'receipts.savePdf': ({ recordId }, context) => saveReceiptPdf(ports, requireSession(context), recordId),
  };
}
