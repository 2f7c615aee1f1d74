import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { language, localText } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { pdfErrors, printAnswer, printErrors } from '#src/contract/ipc/printing.ts';
import { stepUpErrors } from '#src/contract/ipc/step-up.ts';
import { absenceReason, branchSheet, sheetState } from '#src/domain/reconciliation/branch.ts';
import { clerkFigures, dayFigures } from '#src/domain/reconciliation/schema.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const signed = z.object({ hash, language });

export const branchView = z.object({
  today: isoDate,
  day: isoDate,
  branch: localText,
  /** Up to when the server has told of the branch, by its own time; null: never yet. */
  rosterAt: instant.nullable(),
  workstations: z.array(
    z.object({
      deviceId: z.string(),
      name: z.string(),
      isOwn: z.boolean(),
      state: sheetState,
      heardAt: instant.nullable(),
      /** More than one: the day was closed again, and the newest counts. */
      closings: z.array(z.object({ hash, closing: z.int(), closedAt: instant, closedByName: z.string() })),
      figures: dayFigures.nullable(),
      late: dayFigures.nullable(),
    }),
  ),
  /** Over all closed days that are here. */
  clerks: z.array(clerkFigures),
  total: dayFigures,
  late: dayFigures.nullable(),
  /** Over all of it; what is signed must be what was looked at. */
  digest: z.string(),
  /** The newest first. One is current until something comes that it was not over. */
  signatures: z.array(
    z.object({
      hash,
      number: z.int(),
      closedAt: instant,
      closedByName: z.string(),
      workstation: z.string(),
      missing: z.int(),
      isCurrent: z.boolean(),
    }),
  ),
});
export type BranchView = z.infer<typeof branchView>;

export const branchDayCalls = defineCalls({
  /** The branch's day as far as it was heard here (null: today). */
  'reconciliation.branch': {
    input: z.object({ day: isoDate.nullable() }),
    output: branchView,
    errors: ['devices/not-enrolled'],
    permission: 'day:close',
    audit: null,
  },
  /** The supervisor's signature under the branch's day; a workstation whose day is missing needs a reason. */
  'reconciliation.signBranch': {
    input: z.object({
      day: isoDate,
      digest: z.string().max(64),
      passphrase: z.string().min(1).max(200),
      reasons: z.array(z.object({ deviceId: z.string().max(200), reason: absenceReason })).max(500),
    }),
    output: z.object({ hash }),
    errors: [
      ...stepUpErrors,
      'reconciliation/branch-signed',
      'reconciliation/changed',
      'reconciliation/nothing-to-close',
      'reconciliation/not-yet',
      'reconciliation/reason-missing',
    ],
    permission: 'day:close',
    audit: 'day.branch-signed',
  },
  /** A branch's day as it was signed; its signature is verified again. */
  'reconciliation.branchSheet': {
    input: signed,
    output: z.object({ sheet: branchSheet }),
    errors: ['devices/not-enrolled', 'reconciliation/unknown', 'reconciliation/not-verified'],
    permission: 'day:close',
    audit: null,
  },
  'reconciliation.printBranch': {
    input: signed,
    output: printAnswer,
    errors: ['devices/not-enrolled', 'reconciliation/unknown', 'reconciliation/not-verified', ...printErrors],
    permission: 'day:close',
    audit: 'day.printed',
  },
  'reconciliation.saveBranchPdf': {
    input: signed,
    output: printAnswer,
    errors: ['devices/not-enrolled', 'reconciliation/unknown', 'reconciliation/not-verified', ...pdfErrors],
    permission: 'day:close',
    audit: 'day.saved',
  },
  /** Asks where to, and writes the closed days that are known here into a file for another workstation of the branch. */
  'reconciliation.saveDays': {
    input: z.object({}),
    output: z.object({ days: z.int() }),
    errors: [
      'devices/not-enrolled',
      'reconciliation/nothing-to-close',
      'exchange/cancelled',
      'exchange/medium-failed',
      'exchange/not-verified',
    ],
    permission: 'day:close',
    audit: 'day.carried',
  },
  /** Takes such a file in. */
  'reconciliation.takeDays': {
    input: z.object({ file: z.string().max(100_000_000) }),
    output: z.object({ taken: z.int(), known: z.int(), refused: z.int() }),
    errors: ['devices/not-enrolled', 'reconciliation/file-unreadable', 'reconciliation/file-foreign'],
    permission: 'day:close',
    audit: 'day.carried',
  },
});
