import type { Migration } from '../migration.ts';

export const rememberStanding: Migration = {
  version: 19,
  name: 'remember-standing',
  sql: `
    -- Where this workstation stands with its organisation, as the server last signed it; absent: nothing else than that it may work.
    CREATE TABLE device_standing (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      version INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'revoked', 'retired')),
      reason TEXT,
      decided_at TEXT NOT NULL,
      -- What the server signed; absent before its first word after the enrolment.
      document TEXT
    ) STRICT;
  `,
};
