import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { credentials } from '#src/domain/staff/schema.ts';
import { connection, outboxState, setAsideReason } from '#src/domain/sync/states.ts';
import { stepUpErrors } from './step-up.ts';

const lastError = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });

/** A supervisor's decision that nothing more is done with a refused record. */
export const settingAside = z.object({ at: instant, by: z.string(), reason: setAsideReason });

/** One row of the queue. Name and document number are masked; the full values are sealed and not readable here. */
export const queueItem = z.object({
  /** The device's own running number of the record: the order of everything here. */
  sequence: z.int(),
  recordId: z.string(),
  revision: z.int(),
  serviceName: localText,
  maskedName: z.string(),
  maskedDocumentNumber: z.string(),
  capturedBy: z.string(),
  state: outboxState,
  submittedAt: instant,
  attempts: z.int(),
  /** Null: never, or before this program kept it. */
  firstTriedAt: instant.nullable(),
  lastTriedAt: instant.nullable(),
  /** Every different refusal so far, once, with the time it was first told. */
  errors: z.array(z.object({ code: z.string(), at: instant })),
  setAside: settingAside.nullable(),
  lastError: lastError.nullable(),
  nextTryAt: instant.nullable(),
  /** The number of the newest medium it was written to; it goes on waiting. */
  exported: z.int().nullable(),
  /** Present only when the receipt's signature and content hash were verified. */
  receipt: z.object({ position: z.int(), receivedAt: instant, verifiedAt: instant, contentHash: z.string() }).nullable(),
});
export type QueueItem = z.infer<typeof queueItem>;

export const syncOverview = z.object({
  connection,
  since: instant.nullable(),
  waiting: z.int(),
  quarantined: z.int(),
  synced: z.int(),
  superseded: z.int(),
  setAside: z.int(),
  oldestWaitingAt: instant.nullable(),
  lastReceipt: z.object({ position: z.int(), receivedAt: instant }).nullable(),
  lastError: lastError.nullable(),
  /** The server says that this is an older copy, or one of two, of the workstation it knows; kept until it says otherwise. */
  copyAlarm: z.enum(['devices/rolled-back', 'devices/cloned']).nullable(),
  /** The server's audit log contradicts what was verified of it here; kept until it does not any more. */
  logAlarm: z.enum(['server/history-rewritten']).nullable(),
  /** The server has a new key after a theft; until an administrator has compared it, this workstation believes no server. */
  isServerKeyOffered: z.boolean(),
  /** The server was put back to a backup, and a person answered for it; told for some days. */
  restoreNotice: z.object({ acceptedAt: instant, acceptedBy: z.string(), resent: z.int() }).nullable(),
});
export type SyncOverview = z.infer<typeof syncOverview>;

export const syncCalls = defineCalls({
  'sync.overview': { input: z.object({}), output: syncOverview, errors: [], permission: 'public', audit: null },
  /** Newest first. `state` narrows; `limit` at most 200; `before` is the sequence of the last row already shown. */
  'sync.queue': {
    input: z.object({ state: outboxState.nullable(), limit: z.int().min(1).max(200), before: z.int().nullable() }),
    output: z.object({ items: z.array(queueItem), total: z.int() }),
    errors: [],
    permission: 'sync:view',
    audit: null,
  },
  /**
   * Takes over a signed configuration from an administrator's file (S7, R7.1), before sign-in as well: the signature is the authority.
   * It counts as heard from the server at the moment it was signed.
   */
  'sync.importConfiguration': {
    input: z.object({ file: z.string().max(12_000_000) }),
    output: z.object({ version: z.int(), issuedAt: instant }),
    errors: [
      'devices/not-enrolled',
      'configuration/unreadable',
      'configuration/wrong-signer',
      'configuration/wrong-organisation',
      'configuration/not-newer',
    ],
    permission: 'public',
    audit: 'configuration.imported',
  },
  /** Sends one record now: a waiting one before its next try, a refused one again; never one set aside. Answers when that attempt has ended. */
  'sync.retry': {
    input: z.object({ sequence: z.int().positive() }),
    output: syncOverview,
    errors: ['sync/nothing-to-retry'],
    permission: 'sync:view',
    audit: 'record.retried',
  },
  /**
   * A refused record that nothing more can be done with here (a conflict, a record registered anew): a supervisor decides it, signed in
   * or beside a clerk's session. It leaves the count of what needs a person and stays in the queue.
   */
  'sync.setAside': {
    input: z.object({ sequence: z.int().positive(), reason: setAsideReason, supervisor: credentials }),
    output: syncOverview,
    errors: ['sync/not-refused', ...stepUpErrors],
    permission: 'sync:view',
    audit: 'record.set-aside',
  },
  /** One that was set aside is sent again after all: undoing a supervisor's decision takes a supervisor. Answers as `sync.retry`. */
  'sync.takeUp': {
    input: z.object({ sequence: z.int().positive(), supervisor: credentials }),
    output: syncOverview,
    errors: ['sync/nothing-to-retry', ...stepUpErrors],
    permission: 'sync:view',
    audit: 'record.retried',
  },
  /** Tries now instead of at the next scheduled time; answers when that attempt has ended. */
  'sync.now': { input: z.object({}), output: syncOverview, errors: [], permission: 'sync:view', audit: null },
});
