import type { Migration } from '../migration.ts';

export const keepVerification: Migration = {
  version: 20,
  name: 'keep-verification',
  sql: `
    -- What authorities answered about this workstation's records (R3.7). Codes, ids and times only.
    CREATE TABLE verification_fact (
      check_id TEXT PRIMARY KEY,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      kind TEXT NOT NULL,
      source TEXT NOT NULL,
      reference TEXT,
      outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'refuted', 'unanswerable')),
      reason TEXT,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX verification_fact_record ON verification_fact (record_id, revision);

    -- Up to where the server's answers were taken over; it never goes back.
    CREATE TABLE verification_cursor (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      cursor INTEGER NOT NULL
    ) STRICT;
  `,
};
