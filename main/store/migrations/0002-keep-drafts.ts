import type { Migration } from '../migration.ts';

export const keepDrafts: Migration = {
  version: 2,
  name: 'keep-drafts',
  sql: `
    -- What was typed so far (R4.7: inside the encrypted file), for the clerk who began it; gone with the submission.
    ALTER TABLE registration ADD COLUMN draft TEXT;
    ALTER TABLE registration ADD COLUMN draft_saved_at TEXT;
    CREATE INDEX registration_unfinished ON registration (begun_by, begun_at) WHERE state <> 'submitted';
  `,
};
