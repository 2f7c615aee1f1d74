import * as z from 'zod';
import type { ErrorCode } from '#src/contract/errors.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { printSettings } from '#src/domain/printing/schema.ts';

/** Why a page did not come out, or nobody knows whether it did. */
export const printErrors = [
  'printing/printer-missing',
  'printing/failed',
  'printing/cancelled',
  'printing/outcome-unknown',
  'printing/busy',
] as const satisfies readonly ErrorCode[];
export const pdfErrors = ['printing/pdf-failed', 'printing/cancelled', 'printing/busy'] as const satisfies readonly ErrorCode[];

/** Answer to a print: how many copies there were before this one. */
export const printAnswer = z.object({ copies: z.int().nonnegative() });

export const printingCalls = defineCalls({
  /** How this workstation prints, and what is installed here now. */
  'printing.settings': {
    input: z.object({}),
    output: z.object({
      settings: printSettings,
      printers: z.array(z.object({ name: z.string(), displayName: z.string() })),
    }),
    errors: [],
    permission: 'receipts:print',
    audit: null,
  },
  'printing.choose': {
    input: printSettings,
    output: z.object({}),
    errors: [],
    permission: 'receipts:print',
    audit: 'print.settings-changed',
  },
});
