import type { Migration } from '../migration.ts';

export const gatherSaved: Migration = {
  version: 31,
  name: 'gather-saved',
  sql: `
    -- What is known of a saved revision was three rows with eight trees; a submission writes a page of each. Now it is one row: its way
    -- to the server, whose it is and of which day, and how far its copy is open. Rows are never deleted, so that without AUTOINCREMENT's
    -- own count no sequence number is used twice either.
    CREATE TABLE outbox_gathered (
      sequence INTEGER PRIMARY KEY,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      -- The clerk who first captured it.
      staff_id TEXT NOT NULL,
      -- Who submitted this revision, the business day, and the report of that day which told it; 0: none yet.
      submitted_by TEXT NOT NULL,
      day TEXT NOT NULL,
      closing INTEGER NOT NULL DEFAULT 0,
      saved_ms INTEGER NOT NULL,
      configuration_version INTEGER NOT NULL,
      -- 'held': not yet at the server, nothing is closed. 'open': may be reopened for the policy's days. 'closed': copy, masked values
      -- and index rows are gone for good.
      stage TEXT NOT NULL DEFAULT 'held' CHECK (stage IN ('held', 'open', 'closed')),
      is_newest INTEGER NOT NULL DEFAULT 1 CHECK (is_newest IN (0, 1)),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'synced', 'quarantined', 'superseded', 'set-aside')),
      attempts INTEGER NOT NULL DEFAULT 0,
      first_tried_at TEXT,
      last_tried_at TEXT,
      last_error TEXT,
      errors TEXT NOT NULL DEFAULT '[]',
      next_try_ms INTEGER,
      receipt TEXT,
      receipt_position INTEGER,
      received_at TEXT,
      verified_at TEXT,
      set_aside TEXT,
      exported INTEGER,
      UNIQUE (record_id, revision),
      FOREIGN KEY (record_id, revision) REFERENCES record (record_id, revision),
      CHECK ((state = 'synced') = (receipt IS NOT NULL)),
      CHECK ((state = 'set-aside') = (set_aside IS NOT NULL))
    ) STRICT;
    INSERT INTO outbox_gathered (sequence, record_id, revision, staff_id, submitted_by, day, closing, saved_ms, configuration_version,
        stage, is_newest, state, attempts, first_tried_at, last_tried_at, last_error, errors, next_try_ms, receipt, receipt_position,
        received_at, verified_at, set_aside, exported)
      SELECT outbox.sequence, outbox.record_id, outbox.revision, record_entry.staff_id,
        coalesce(day_record.staff_id, record_entry.staff_id), coalesce(day_record.day, record_entry.day), coalesce(closing, 0),
        saved_ms, configuration_version, stage, is_newest, state, attempts, first_tried_at, last_tried_at, last_error, errors,
        next_try_ms, receipt, receipt_position, received_at, verified_at, set_aside, exported
      FROM outbox JOIN record_entry USING (sequence) LEFT JOIN day_record USING (sequence) ORDER BY outbox.sequence;
    DROP TABLE outbox;
    DROP TABLE record_entry;
    DROP TABLE day_record;
    ALTER TABLE outbox_gathered RENAME TO outbox;
    CREATE INDEX outbox_by_state ON outbox (state, sequence);
    CREATE INDEX outbox_by_position ON outbox (receipt_position) WHERE receipt_position IS NOT NULL;
    CREATE INDEX outbox_own ON outbox (staff_id, sequence) WHERE is_newest = 1;
    CREATE INDEX outbox_by_day ON outbox (day, sequence, staff_id, is_newest);
    CREATE INDEX outbox_closing ON outbox (saved_ms, configuration_version) WHERE stage = 'open';
    CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'a saved record stays in the queue'); END;
    CREATE TRIGGER outbox_counted_in AFTER INSERT ON outbox BEGIN
      UPDATE outbox_count SET total = total + 1 WHERE state = NEW.state;
    END;
    CREATE TRIGGER outbox_counted_over AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
      UPDATE outbox_count SET total = total - 1 WHERE state = OLD.state;
      UPDATE outbox_count SET total = total + 1 WHERE state = NEW.state;
    END;
    CREATE TRIGGER outbox_opened AFTER UPDATE OF state ON outbox
      WHEN NEW.state IN ('synced', 'superseded', 'set-aside') AND NEW.stage = 'held' BEGIN
      UPDATE outbox SET stage = 'open' WHERE sequence = NEW.sequence;
    END;

    -- The values of a revision under a random key of their own, that key, and the digests it is found by (JSON). Deleting the row
    -- overwrites it: without the key the copy is closed, and no digest is left to look under.
    CREATE TABLE local_copy_gathered (
      sequence INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      box TEXT NOT NULL,
      digests TEXT NOT NULL
    ) STRICT;
    INSERT INTO local_copy_gathered (sequence, key, box, digests)
      SELECT sequence, key, box,
        (SELECT json_group_array(digest) FROM blind_index WHERE blind_index.sequence = local_copy.sequence)
      FROM local_copy JOIN local_wrap USING (sequence) ORDER BY sequence;
    DROP TABLE local_copy;
    DROP TABLE local_wrap;
    DROP INDEX blind_index_of;
    ALTER TABLE local_copy_gathered RENAME TO local_copy;
  `,
};
