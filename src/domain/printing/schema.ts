// What can be printed: typed facts, never markup. The page that prints turns them into paper.
import * as z from 'zod';
import { noticeSheet } from '#src/domain/consent/notice-sheet.ts';
import { receiptSheet } from '#src/domain/receipts/schema.ts';
import { branchSheet } from '#src/domain/reconciliation/branch.ts';
import { daySheet } from '#src/domain/reconciliation/schema.ts';
import { copySheet, slipSheet } from '#src/domain/subject-requests/copy.ts';
import { refusalSheet } from '#src/domain/verification/telling.ts';

export const paper = z.enum(['a5', 'a4', 'roll-80']);
export type Paper = z.infer<typeof paper>;

/** How this workstation prints. `printer` null is the system's default one. */
export const printSettings = z.object({ printer: z.string().min(1).max(300).nullable(), paper });
export type PrintSettings = z.infer<typeof printSettings>;

export const printDocument = z.discriminatedUnion('kind', [
  receiptSheet,
  noticeSheet,
  daySheet,
  branchSheet,
  copySheet,
  slipSheet,
  refusalSheet,
]);
export type PrintDocument = z.infer<typeof printDocument>;

export const printJob = z.object({ document: printDocument, settings: printSettings });
export type PrintJob = z.infer<typeof printJob>;

/** `path`: where the person chose that the file goes. */
export const pdfJob = printJob.extend({ path: z.string().min(1) });
export type PdfJob = z.infer<typeof pdfJob>;
