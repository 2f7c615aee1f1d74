import type { Migration } from '../migration.ts';

export const reachSubjects: Migration = {
  version: 23,
  name: 'reach-subjects',
  sql: `
    -- Whether a subject is reached under the number they gave (R3.3). No number: digests under a random salt of each registration, which
    -- goes when the local copy closes; then equal digests still mean the same number, and nobody can guess which.
    CREATE TABLE contact (
      record_id TEXT PRIMARY KEY REFERENCES registration (id) ON DELETE CASCADE,
      salt TEXT,
      -- Of the number that the saved record has; null before it is saved.
      saved_digest TEXT,
      deferred_digest TEXT,
      deferred_reason TEXT,
      code_id TEXT,
      code_digest TEXT,
      code_expires_ms INTEGER,
      code_resend_ms INTEGER,
      code_is_sure INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE contact_fact (
      fact_id TEXT PRIMARY KEY,
      record_id TEXT NOT NULL REFERENCES contact (record_id) ON DELETE CASCADE,
      digest TEXT NOT NULL,
      fact TEXT NOT NULL,
      -- A call that the server has not confirmed yet.
      is_waiting INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contact_fact_record ON contact_fact (record_id);
    CREATE INDEX contact_fact_waiting ON contact_fact (is_waiting) WHERE is_waiting = 1;
  `,
};
