import type { Migration } from '../migration.ts';

export const setAside: Migration = {
  version: 12,
  name: 'set-aside',
  sql: `
    -- A refused record that a supervisor has set aside needs nobody any more and is not sent: 'set-aside', with who, when and why (JSON).
    -- When it was first and last tried, and each different refusal once with its time (JSON array). A CHECK cannot be altered, so the
    -- table is made anew with the same rows; its indexes and triggers go with the old one and come back as they were.
    CREATE TABLE outbox_renewed (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
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
      UNIQUE (record_id, revision),
      FOREIGN KEY (record_id, revision) REFERENCES record (record_id, revision),
      CHECK ((state = 'synced') = (receipt IS NOT NULL)),
      CHECK ((state = 'set-aside') = (set_aside IS NOT NULL))
    ) STRICT;
    INSERT INTO outbox_renewed (sequence, record_id, revision, state, attempts, last_error, next_try_ms, receipt, receipt_position,
        received_at, verified_at)
      SELECT sequence, record_id, revision, state, attempts, last_error, next_try_ms, receipt, receipt_position, received_at,
        verified_at FROM outbox ORDER BY sequence;
    DROP TABLE outbox;
    ALTER TABLE outbox_renewed RENAME TO outbox;
    CREATE INDEX outbox_by_state ON outbox (state, sequence);
    CREATE INDEX outbox_by_position ON outbox (receipt_position) WHERE receipt_position IS NOT NULL;

    INSERT INTO outbox_count (state, total) VALUES ('set-aside', 0);
    CREATE TRIGGER outbox_counted_in AFTER INSERT ON outbox BEGIN
      UPDATE outbox_count SET total = total + 1 WHERE state = NEW.state;
    END;
    CREATE TRIGGER outbox_counted_over AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
      UPDATE outbox_count SET total = total - 1 WHERE state = OLD.state;
      UPDATE outbox_count SET total = total + 1 WHERE state = NEW.state;
    END;
    CREATE TRIGGER outbox_counted_out AFTER DELETE ON outbox BEGIN
      UPDATE outbox_count SET total = total - 1 WHERE state = OLD.state;
    END;
    CREATE TRIGGER record_entry_opened AFTER UPDATE OF state ON outbox WHEN NEW.state IN ('synced', 'superseded', 'set-aside') BEGIN
      UPDATE record_entry SET stage = 'open' WHERE sequence = NEW.sequence AND stage = 'held';
    END;
  `,
};
