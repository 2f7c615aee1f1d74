import { createTables } from './0001-create-tables.ts';

import { addPublications } from './0002-add-publications.ts';
import { rememberHeads } from './0003-remember-heads.ts';
import { keepAttachments } from './0004-keep-attachments.ts';
import { keepAuditTree } from './0005-keep-audit-tree.ts';
import { keepBackups } from './0006-keep-backups.ts';
import { keepPublishedItems } from './0007-keep-published-items.ts';
import { keepFleet } from './0008-keep-fleet.ts';
import { verifyRecords } from './0009-verify-records.ts';
import { keepSubjects } from './0010-keep-subjects.ts';
import { keepServerKeys } from './0011-keep-server-keys.ts';
import { reachSubjects } from './0012-reach-subjects.ts';
import { keepDays } from './0013-keep-days.ts';
import { summariseRecords } from './0014-summarise-records.ts';
import { takeRequests } from './0015-take-requests.ts';
import { addSystems } from './0016-add-systems.ts';
import { restrictSubjects } from './0017-restrict-subjects.ts';
import { checkCalls } from './0018-check-calls.ts';
import { keepProofs } from './0019-keep-proofs.ts';
import { keepRecordsWhole } from './0020-keep-records-whole.ts';
import { tellOfMessages } from './0021-tell-of-messages.ts';
import { tellOfSuperseded } from './0022-tell-of-superseded.ts';
import type { Migration } from './migration.ts';

/** Every step in order. A new step goes to the end; a released one is never edited. */
export const migrations: readonly Migration[] = [
  createTables,
  addPublications,
  rememberHeads,
  keepAttachments,
  keepAuditTree,
  keepBackups,
  keepPublishedItems,
  keepFleet,
  verifyRecords,
  keepSubjects,
  keepServerKeys,
  reachSubjects,
  keepDays,
  summariseRecords,
  takeRequests,
  addSystems,
  restrictSubjects,
  checkCalls,
  keepProofs,
  keepRecordsWhole,
  tellOfMessages,
  tellOfSuperseded,
];
