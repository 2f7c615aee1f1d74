import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { language } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { pdfErrors, printAnswer, printErrors } from '#src/contract/ipc/printing.ts';
import { stepUpErrors } from '#src/contract/ipc/step-up.ts';
import { dayReport, daySheet } from '#src/domain/reconciliation/schema.ts';

const ofClosing = z.object({ closing: z.int().positive(), language });

const closedDayItem = z.object({
  closing: z.int(),
  day: isoDate,
  closedAt: instant,
  closedByName: z.string(),
  captured: z.int(),
  hash: z.string(),
});

export const reconciliationCalls = defineCalls({
  /** A day as it stands now (null: today). A clerk gets their own figures; who may close the day gets everybody's. */
  'reconciliation.day': {
    input: z.object({ day: isoDate.nullable() }),
    output: z.object({
      today: isoDate,
      report: dayReport,
      /** Over the figures; what is signed must be what was looked at. */
      digest: z.string(),
      /** The number of its report once the day is closed. */
      closing: z.int().nullable(),
      /** Days before today on which something happened and that nobody has closed, oldest first. */
      unclosed: z.array(isoDate),
    }),
    errors: ['devices/not-enrolled'],
    permission: 'day:view',
    audit: null,
  },
  /** Closes a day for good: signed by the supervisor's passphrase and the workstation's key. */
  'reconciliation.close': {
    input: z.object({ day: isoDate, digest: z.string().max(64), passphrase: z.string().min(1).max(200) }),
    output: z.object({ closing: z.int() }),
    errors: [
      ...stepUpErrors,
      'reconciliation/already-closed',
      'reconciliation/changed',
      'reconciliation/nothing-to-close',
      'reconciliation/not-yet',
    ],
    permission: 'day:close',
    audit: 'day.closed',
  },
  /** The newest closed days. */
  'reconciliation.history': {
    input: z.object({}),
    output: z.object({ items: z.array(closedDayItem) }),
    errors: [],
    permission: 'day:close',
    audit: null,
  },
  /** A closed day as it was signed; its signature is verified again. */
  'reconciliation.closed': {
    input: ofClosing,
    output: z.object({ sheet: daySheet }),
    errors: ['reconciliation/unknown', 'reconciliation/not-verified'],
    permission: 'day:close',
    audit: null,
  },
  'reconciliation.print': {
    input: ofClosing,
    output: printAnswer,
    errors: ['reconciliation/unknown', 'reconciliation/not-verified', ...printErrors],
    permission: 'day:close',
    audit: 'day.printed',
  },
  'reconciliation.savePdf': {
    input: ofClosing,
    output: printAnswer,
    errors: ['reconciliation/unknown', 'reconciliation/not-verified', ...pdfErrors],
    permission: 'day:close',
    audit: 'day.saved',
  },
});
