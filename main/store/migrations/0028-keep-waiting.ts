import type { Migration } from '../migration.ts';

export const keepWaiting: Migration = {
  version: 28,
  name: 'keep-waiting',
  sql: `
    -- What the server last said of checks that have no answer yet (R3.7): kinds, codes and counts.
    ALTER TABLE verification_cursor ADD COLUMN waiting TEXT;
  `,
};
