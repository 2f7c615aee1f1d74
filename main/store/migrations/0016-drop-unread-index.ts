import type { Migration } from '../migration.ts';

export const dropUnreadIndex: Migration = {
  version: 16,
  name: 'drop-unread-index',
  sql: `
    -- Everything is ordered by the device's sequence; this index was one page more to write at every submission.
    DROP INDEX record_by_submission;
  `,
};
