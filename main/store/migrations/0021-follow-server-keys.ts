import type { Migration } from '../migration.ts';

export const followServerKeys: Migration = {
  version: 21,
  name: 'follow-server-keys',
  sql: `
    -- How often the pinned key was renewed; \`server_key\` beside it is the key of today.
    ALTER TABLE device ADD COLUMN server_key_serial INTEGER NOT NULL DEFAULT 0;

    -- Keys the server had before: what they signed stays readable, and shows from when to when it was the server's.
    CREATE TABLE former_server_key (
      serial INTEGER PRIMARY KEY,
      key_id TEXT NOT NULL,
      key TEXT NOT NULL UNIQUE,
      retired_at TEXT NOT NULL,
      is_distrusted INTEGER NOT NULL CHECK (is_distrusted IN (0, 1))
    ) STRICT;

    -- Statements of a new key after the former one was stolen: believed only when a person compares its fingerprint.
    CREATE TABLE server_key_offer (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      documents TEXT NOT NULL
    ) STRICT;
  `,
};
