import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';

/** What is written on the medium (R4.6, R7.2). */
export const mediaLabel = z.object({
  number: z.int().positive(),
  madeAt: instant,
  records: z.int(),
  fromSequence: z.int(),
  toSequence: z.int(),
  bytes: z.int(),
  /** The start of the file's SHA-256, in groups of four. */
  fingerprint: z.string(),
  /** When receipts of this file were taken over here, as the server signed them. */
  answeredAt: instant.nullable(),
});
export type MediaLabel = z.infer<typeof mediaLabel>;

export const exchangeCalls = defineCalls({
  /** What can be exported now, what was, and how far a running export is. */
  'exchange.overview': {
    input: z.object({}),
    output: z.object({
      isPossible: z.boolean(),
      waiting: z.int(),
      labels: z.array(mediaLabel),
      running: z.object({ done: z.int(), total: z.int(), isChecking: z.boolean() }).nullable(),
    }),
    errors: [],
    permission: 'sync:view',
    audit: null,
  },
  /**
   * Asks where to, and writes waiting records after `afterSequence` there, encrypted to the organisation. They go on waiting: exporting
   * changes nothing. `left` is how many did not fit; they go into a further file.
   */
  'exchange.export': {
    input: z.object({ afterSequence: z.int().nonnegative() }),
    output: z.object({ label: mediaLabel, left: z.int() }),
    errors: [
      'devices/not-enrolled',
      'exchange/no-key',
      'exchange/nothing-waiting',
      'exchange/busy',
      'exchange/cancelled',
      'exchange/medium-failed',
      'exchange/not-verified',
    ],
    permission: 'sync:view',
    audit: 'media.exported',
  },
  /** Ends a running export; what was written of it is removed. */
  'exchange.cancel': { input: z.object({}), output: z.object({}), errors: [], permission: 'sync:view', audit: null },
  /** Takes over what the server answered to an exported file. */
  'exchange.importReceipts': {
    input: z.object({ file: z.string().max(100_000_000) }),
    output: z.object({
      number: z.int(),
      issuedAt: instant,
      synced: z.int(),
      refused: z.int(),
      /** Named in the file and still waiting: incomplete, or without an answer that holds. */
      waiting: z.int(),
    }),
    errors: ['devices/not-enrolled', 'exchange/unreadable', 'exchange/not-ours', 'exchange/wrong-signer'],
    permission: 'sync:view',
    audit: 'media.imported',
  },
});
