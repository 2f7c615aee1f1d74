import type { Migration } from './migration.ts';
import { createWorkstation } from './migrations/0001-create-workstation.ts';
import { keepDrafts } from './migrations/0002-keep-drafts.ts';
import { countOutbox } from './migrations/0003-count-outbox.ts';
import { addSecondReview } from './migrations/0004-add-second-review.ts';
import { rememberClockDrift } from './migrations/0005-remember-clock-drift.ts';

import { keepDesigns } from './migrations/0006-keep-designs.ts';
import { keepCopies } from './migrations/0007-keep-copies.ts';
import { logPrints } from './migrations/0008-log-prints.ts';
import { rememberReportedHead } from './migrations/0009-remember-reported-head.ts';
import { countDays } from './migrations/0010-count-days.ts';
import { keepAttachments } from './migrations/0011-keep-attachments.ts';
import { setAside } from './migrations/0012-set-aside.ts';
import { numberExports } from './migrations/0013-number-exports.ts';
import { rememberServerLog } from './migrations/0014-remember-server-log.ts';
import { keepReaders } from './migrations/0015-keep-readers.ts';
import { dropUnreadIndex } from './migrations/0016-drop-unread-index.ts';
import { numberJournal } from './migrations/0017-number-journal.ts';
import { acceptRestorations } from './migrations/0018-accept-restorations.ts';
import { rememberStanding } from './migrations/0019-remember-standing.ts';
import { keepVerification } from './migrations/0020-keep-verification.ts';
import { followServerKeys } from './migrations/0021-follow-server-keys.ts';
import { hearDays } from './migrations/0022-hear-days.ts';
import { reachSubjects } from './migrations/0023-reach-subjects.ts';
import { printAnyKind } from './migrations/0024-print-any-kind.ts';
import { keepRestrictions } from './migrations/0025-keep-restrictions.ts';
import { keepTellings } from './migrations/0026-keep-tellings.ts';
import { checkCalls } from './migrations/0027-check-calls.ts';
import { keepWaiting } from './migrations/0028-keep-waiting.ts';
import { hearOfMessages } from './migrations/0029-hear-of-messages.ts';
import { endChecks } from './migrations/0030-end-checks.ts';
import { gatherSaved } from './migrations/0031-gather-saved.ts';
import { endRegistrations } from './migrations/0032-end-registrations.ts';

/** Every step in order. */
export const migrations: readonly Migration[] = [
  createWorkstation,
  keepDrafts,
  countOutbox,
  addSecondReview,
  rememberClockDrift,
  keepDesigns,
  keepCopies,
  logPrints,
  rememberReportedHead,
  countDays,
  keepAttachments,
  setAside,
  numberExports,
  rememberServerLog,
  keepReaders,
  dropUnreadIndex,
  numberJournal,
  acceptRestorations,
  rememberStanding,
  keepVerification,
  followServerKeys,
  hearDays,
  reachSubjects,
  printAnyKind,
  keepRestrictions,
  keepTellings,
  checkCalls,
  keepWaiting,
  hearOfMessages,
  endChecks,
  gatherSaved,
  endRegistrations,
];
