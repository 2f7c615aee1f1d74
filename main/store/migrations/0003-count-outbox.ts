import type { Migration } from '../migration.ts';

export const countOutbox: Migration = {
  version: 3,
  name: 'count-outbox',
  sql: `
    -- A refused revision that a later one replaced needs nobody any more: 'superseded'. A CHECK cannot be altered, so the table is
    -- made anew with the same rows; explicit sequence numbers carry AUTOINCREMENT's own count over.
    CREATE TABLE outbox_renewed (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'synced', 'quarantined', 'superseded')),
      attempts INTEGER NOT NULL DEFAULT 0,
      last_error TEXT,
      next_try_ms INTEGER,
      receipt TEXT,
      receipt_position INTEGER,
      received_at TEXT,
      verified_at TEXT,
      UNIQUE (record_id, revision),
      FOREIGN KEY (record_id, revision) REFERENCES record (record_id, revision),
      CHECK ((state = 'synced') = (receipt IS NOT NULL))
    ) STRICT;
    INSERT INTO outbox_renewed (sequence, record_id, revision, state, attempts, last_error, next_try_ms, receipt, receipt_position,
        received_at, verified_at)
      SELECT sequence, record_id, revision, state, attempts, last_error, next_try_ms, receipt, receipt_position, received_at,
        verified_at FROM outbox ORDER BY sequence;
    DROP TABLE outbox;
    ALTER TABLE outbox_renewed RENAME TO outbox;
    CREATE INDEX outbox_by_state ON outbox (state, sequence);
    CREATE INDEX outbox_by_position ON outbox (receipt_position) WHERE receipt_position IS NOT NULL;

    -- How many records stand in each state, kept by the change itself: the status bar asks after every sync, at any size.
    CREATE TABLE outbox_count (state TEXT PRIMARY KEY, total INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO outbox_count (state, total) VALUES ('waiting', 0), ('synced', 0), ('quarantined', 0), ('superseded', 0);
    UPDATE outbox_count SET total = (SELECT count(*) FROM outbox WHERE outbox.state = outbox_count.state);
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
  `,
};
