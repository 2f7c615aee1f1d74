import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { pdfErrors, printAnswer, printErrors } from '#src/contract/ipc/printing.ts';
import { receiptSheet } from '#src/domain/receipts/schema.ts';

const ofRecord = z.object({ recordId: z.uuid() });

export const receiptsCalls = defineCalls({
  /** The receipt of a record's newest revision as it would be printed now, masked, and what was printed of it so far. */
  'receipts.show': {
    input: ofRecord,
    output: z.object({
      sheet: receiptSheet,
      /** Papers the print service took; papers nobody knows about; PDFs saved. */
      printed: z.int().nonnegative(),
      unknown: z.int().nonnegative(),
      saved: z.int().nonnegative(),
    }),
    errors: ['receipts/unknown'],
    permission: 'receipts:print',
    audit: null,
  },
  /** Prints it; a paper after the first says that it is a reprint, and which. */
  'receipts.print': {
    input: ofRecord,
    output: printAnswer,
    errors: ['receipts/unknown', ...printErrors],
    permission: 'receipts:print',
    audit: ['receipt.printed', 'receipt.reprinted'],
  },
  /** Saves it as a PDF where the person chooses. */
  'receipts.savePdf': {
    input: ofRecord,
    output: printAnswer,
    errors: ['receipts/unknown', ...pdfErrors],
    permission: 'receipts:print',
    audit: 'receipt.saved',
  },
});
