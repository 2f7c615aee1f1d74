import type { Migration } from '../migration.ts';

export const keepRestrictions: Migration = {
  version: 25,
  name: 'keep-restrictions',
  sql: `
    -- Restricted and suspended subjects of the whole organisation (R3.6): keyed digests of documents, no names and no numbers.
    CREATE TABLE restriction_entry (
      digest TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('restricted', 'suspended')),
      failures INTEGER NOT NULL,
      reasons TEXT NOT NULL,
      since TEXT,
      further_check TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The key of the digests, and up to where the server's changes were taken over.
    CREATE TABLE restriction_source (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key TEXT NOT NULL,
      cursor INTEGER NOT NULL
    ) STRICT;

    -- A supervisor identified the subject of a registration anew; it holds for this document alone.
    CREATE TABLE further_check (
      registration_id TEXT PRIMARY KEY REFERENCES registration (id) ON DELETE CASCADE,
      digest TEXT NOT NULL,
      checked_by TEXT NOT NULL,
      checked_at TEXT NOT NULL,
      points TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
