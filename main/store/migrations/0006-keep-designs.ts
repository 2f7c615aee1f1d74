import type { Migration } from '../migration.ts';

export const keepDesigns: Migration = {
  version: 6,
  name: 'keep-designs',
  sql: `
    -- Unpublished changes to forms, notices and services; shared by the administrators of this workstation. No personal data.
    -- base: what was published when the draft was begun, or NULL for something new.
    CREATE TABLE design_draft (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('form', 'notice', 'service')),
      content TEXT NOT NULL,
      base TEXT,
      made_on INTEGER NOT NULL,
      edited_by TEXT NOT NULL,
      edited_at TEXT NOT NULL
    ) STRICT;
  `,
};
