import type { Migration } from '../migration.ts';

export const keepCopies: Migration = {
  version: 7,
  name: 'keep-copies',
  sql: `
    -- One row per saved revision. 'held': not yet at the server, nothing is closed. 'open': may be reopened for the policy's days.
    -- 'closed': copy, wrap, masked values and index rows are gone for good. Records from before this step have no copy.
    CREATE TABLE record_entry (
      sequence INTEGER PRIMARY KEY,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      staff_id TEXT NOT NULL,
      day TEXT NOT NULL,
      saved_ms INTEGER NOT NULL,
      configuration_version INTEGER NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('held', 'open', 'closed')),
      is_newest INTEGER NOT NULL DEFAULT 1 CHECK (is_newest IN (0, 1)),
      UNIQUE (record_id, revision)
    ) STRICT;
    INSERT INTO record_entry (sequence, record_id, revision, staff_id, day, saved_ms, configuration_version, stage)
      SELECT sequence, record_id, revision, json_extract(envelope, '$.header.capturedBy'), substr(submitted_at, 1, 10),
        CAST(strftime('%s', submitted_at) AS INTEGER) * 1000, 0, iif(state = 'synced', 'open', 'held')
      FROM outbox JOIN record USING (record_id, revision);
    CREATE INDEX record_entry_own ON record_entry (staff_id, sequence) WHERE is_newest = 1;
    CREATE INDEX record_entry_by_day ON record_entry (day, sequence, staff_id) WHERE is_newest = 1;
    CREATE INDEX record_entry_closing ON record_entry (saved_ms) WHERE stage = 'open';
    CREATE INDEX record_entry_configuration ON record_entry (configuration_version) WHERE stage <> 'closed';
    CREATE TRIGGER record_entry_opened AFTER UPDATE OF state ON outbox WHEN NEW.state IN ('synced', 'superseded') BEGIN
      UPDATE record_entry SET stage = 'open' WHERE sequence = NEW.sequence AND stage = 'held';
    END;

    -- The values of a revision under a random key of their own, and that key. Destroying the wrap closes the copy.
    CREATE TABLE local_copy (sequence INTEGER PRIMARY KEY, box TEXT NOT NULL) STRICT;
    CREATE TABLE local_wrap (sequence INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT;

    -- Finding without opening: HMACs of document, name and phone, each under a key of its own.
    CREATE TABLE blind_key (purpose TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE blind_index (
      digest TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      staff_id TEXT NOT NULL,
      PRIMARY KEY (digest, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX blind_index_of ON blind_index (sequence);

    -- What happened to one record.
    CREATE INDEX audit_by_subject ON audit (json_extract(event, '$.subjectId'), sequence);

    -- The revision that a reopened registration will replace (JSON of the header's "corrects").
    ALTER TABLE registration ADD COLUMN corrects TEXT;
  `,
};
