import type { Migration } from '../migration.ts';

export const hearDays: Migration = {
  version: 22,
  name: 'hear-days',
  sql: `
    -- Closed days of the branch's workstations, this one's among them, and of the branch, as they were signed. Counts, codes, staff ids.
    CREATE TABLE day_document (
      hash TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('day-statement', 'branch-day')),
      device_id TEXT NOT NULL,
      day TEXT NOT NULL,
      number INTEGER NOT NULL,
      document TEXT NOT NULL,
      heard_at TEXT NOT NULL,
      -- Whether the server has it; 'refused' is final.
      at_server TEXT NOT NULL CHECK (at_server IN ('waiting', 'there', 'refused'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX day_document_day ON day_document (day, kind);
    CREATE INDEX day_document_own ON day_document (device_id, kind, number);
    CREATE INDEX day_document_waiting ON day_document (at_server) WHERE at_server = 'waiting';
    CREATE TRIGGER day_document_final BEFORE UPDATE OF hash, kind, device_id, day, number, document ON day_document
      BEGIN SELECT RAISE(ABORT, 'a closed day is final'); END;
    CREATE TRIGGER day_document_no_delete BEFORE DELETE ON day_document BEGIN SELECT RAISE(ABORT, 'a closed day is final'); END;

    -- Days of which a statement tells something later.
    CREATE TABLE day_document_late (
      day TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (day, hash)
    ) STRICT, WITHOUT ROWID;

    -- The newest roster of the branch, signed by the server, and up to where its documents were heard.
    CREATE TABLE day_roster (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      document TEXT NOT NULL,
      issued_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE day_cursor (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      cursor INTEGER NOT NULL
    ) STRICT;
  `,
};
