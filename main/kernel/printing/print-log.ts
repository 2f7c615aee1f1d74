// Every print and every PDF as a row (S2): written before the page goes out, finished with what the system said. A row without an
// outcome is one the program did not live to hear about; it counts like one whose outcome is unknown.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';

export const printOutcomeName = z.enum(['done', 'cancelled', 'no-printer', 'failed', 'unknown']);
export type PrintOutcomeName = z.infer<typeof printOutcomeName>;

/** What is printed: a record in a revision, a notice in a version, a day's report. */
export interface Printed {
  readonly kind: 'receipt' | 'notice' | 'day-report' | 'subject-copy' | 'request-slip' | 'refusal-notice';
  readonly subject: string;
  readonly version: number;
}
export type PrintChannel = 'paper' | 'pdf';

const counted = z.object({ total: z.int() });
const begun = z.object({ sequence: z.int() });
const of = 'kind = :kind AND subject = :subject AND version = :version AND channel = :channel';
const reached = "(outcome IS NULL OR outcome IN ('done', 'unknown'))";

/** How many copies of it exist or may exist. */
export function countCopies(store: ReadStore, { kind, subject, version }: Printed, channel: PrintChannel): number {
  const sql = `SELECT count(*) AS total FROM print_job WHERE ${of} AND ${reached}`;
  return store.one(counted, sql, { kind, subject, version, channel })?.total ?? 0;
}

export function beginPrint(
  transaction: WriteTransaction,
  { kind, subject, version }: Printed,
  asked: { readonly channel: PrintChannel; readonly by: string; readonly at: string },
): number {
  const sql = `INSERT INTO print_job (kind, subject, version, channel, asked_by, asked_at)
      VALUES (:kind, :subject, :version, :channel, :by, :at) RETURNING sequence`;
  const row = transaction.one(begun, sql, { kind, subject, version, ...asked });
  if (row === null) throw new Error('no print job was written');
  return row.sequence;
}

export function endPrint(transaction: WriteTransaction, sequence: number, outcome: PrintOutcomeName, endedAt: string): void {
  transaction.run(
    'UPDATE print_job SET outcome = ?, ended_at = ? WHERE sequence = ? AND outcome IS NULL',
    outcome,
    endedAt,
    sequence,
  );
}

const settingsRow = z.object({ printer: z.string().nullable(), paper: z.string() });

export function loadSettings(store: ReadStore): z.infer<typeof settingsRow> | null {
  return store.one(settingsRow, 'SELECT printer, paper FROM print_settings');
}

export function saveSettings(transaction: WriteTransaction, printer: string | null, paper: string): void {
  transaction.run('UPDATE print_settings SET printer = ?, paper = ?', printer, paper);
}
