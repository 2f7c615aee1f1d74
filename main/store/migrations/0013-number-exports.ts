import type { Migration } from '../migration.ts';

export const numberExports: Migration = {
  version: 13,
  name: 'number-exports',
  sql: `
    -- Files written for removable media: each number is a label and is never given again. written_at is null until the file was read
    -- back from the medium and compared.
    CREATE TABLE media_export (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      written_at TEXT,
      records INTEGER NOT NULL,
      from_sequence INTEGER NOT NULL,
      to_sequence INTEGER NOT NULL,
      bytes INTEGER NOT NULL DEFAULT 0,
      file_hash TEXT NOT NULL DEFAULT '',
      answered_at TEXT
    ) STRICT;

    -- The key that receipts are sealed to on their way back, and the newest receipts taken over.
    CREATE TABLE media_reply (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      identity TEXT NOT NULL,
      recipient TEXT NOT NULL,
      latest_issued_at TEXT NOT NULL DEFAULT ''
    ) STRICT;

    -- The newest export a waiting record went into; it goes on waiting.
    ALTER TABLE outbox ADD COLUMN exported INTEGER;
  `,
};
