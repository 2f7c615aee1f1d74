import type { Migration } from '../migration.ts';

export const acceptRestorations: Migration = {
  version: 18,
  name: 'accept-restorations',
  sql: `
    -- Signed statements that the server was put back to a backup, as they were accepted here, and what was sent again for each.
    CREATE TABLE server_restoration (
      restoration_id TEXT PRIMARY KEY,
      document TEXT NOT NULL,
      note_before TEXT,
      taken_ms INTEGER NOT NULL,
      resent INTEGER NOT NULL
    ) STRICT;
  `,
};
