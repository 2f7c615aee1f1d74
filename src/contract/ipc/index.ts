// The table of everything that crosses between the screens and the local program.
import * as z from 'zod';
import { attachmentsCalls } from '#src/contract/ipc/attachments.ts';
import { branchDayCalls } from '#src/contract/ipc/branch-day.ts';
import { consentCalls } from '#src/contract/ipc/consent.ts';
import { contactCalls } from '#src/contract/ipc/contact.ts';
import { designCalls } from '#src/contract/ipc/design.ts';
import { devicesCalls } from '#src/contract/ipc/devices.ts';
import { documentsCalls } from '#src/contract/ipc/documents.ts';
import { exchangeCalls } from '#src/contract/ipc/exchange.ts';
import { formsCalls } from '#src/contract/ipc/forms.ts';
import { policyCalls } from '#src/contract/ipc/policy.ts';
import { printingCalls } from '#src/contract/ipc/printing.ts';
import { readingCalls } from '#src/contract/ipc/reading.ts';
import { receiptsCalls } from '#src/contract/ipc/receipts.ts';
import { reconciliationCalls } from '#src/contract/ipc/reconciliation.ts';
import { recordsCalls } from '#src/contract/ipc/records.ts';
import { registrationCalls } from '#src/contract/ipc/registration.ts';
import { restrictionCalls } from '#src/contract/ipc/restriction.ts';
import { serverKeyCalls } from '#src/contract/ipc/server-key.ts';
import { staffCalls } from '#src/contract/ipc/staff.ts';
import { startupCalls } from '#src/contract/ipc/startup.ts';
import { statisticsCalls } from '#src/contract/ipc/statistics.ts';
import { subjectRequestsCalls } from '#src/contract/ipc/subject-requests.ts';
import { syncCalls } from '#src/contract/ipc/sync.ts';
import { verificationCalls } from '#src/contract/ipc/verification.ts';
import { workstationCalls } from '#src/contract/ipc/workstation.ts';

export const calls = {
  ...startupCalls,
  ...devicesCalls,
  ...staffCalls,
  ...formsCalls,
  ...designCalls,
  ...consentCalls,
  ...documentsCalls,
  ...registrationCalls,
  ...contactCalls,
  ...restrictionCalls,
  ...recordsCalls,
  ...readingCalls,
  ...statisticsCalls,
  ...verificationCalls,
  ...receiptsCalls,
  ...printingCalls,
  ...reconciliationCalls,
  ...branchDayCalls,
  ...attachmentsCalls,
  ...syncCalls,
  ...exchangeCalls,
  ...policyCalls,
  ...subjectRequestsCalls,
  ...workstationCalls,
  ...serverKeyCalls,
};
export type Calls = typeof calls;
export type CallName = keyof Calls;

/** What the program tells the screens without being asked. Payloads say that something changed; screens then ask. */
export const events = {
  'startup.changed': z.object({}),
  'session.changed': z.object({}),
  'sync.changed': z.object({}),
  /** Something about restricted subjects was heard. */
  'restriction.changed': z.object({}),
  'configuration.changed': z.object({ version: z.int() }),
} as const;
export type Events = typeof events;
export type EventName = keyof Events;
