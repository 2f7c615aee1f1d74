import type { Migration } from '../migration.ts';

export const checkCalls: Migration = {
  version: 27,
  name: 'check-calls',
  sql: `
    -- What a telephone system said of a recorded call (R3.3), beside what the clerk said; no number in it.
    ALTER TABLE contact_fact ADD COLUMN call_record TEXT;
    -- How often a waiting call was told: those that wait for an answer give way to new ones.
    ALTER TABLE contact_fact ADD COLUMN told_count INTEGER NOT NULL DEFAULT 0;
  `,
};
