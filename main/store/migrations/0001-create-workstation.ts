import type { Migration } from '../migration.ts';

export const createWorkstation: Migration = {
  version: 1,
  name: 'create-workstation',
  sql: `
    -- This workstation after its enrolment; one row at most. The private key is protected by the encryption of the whole file.
    CREATE TABLE device (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      device_id TEXT NOT NULL,
      name TEXT NOT NULL,
      organisation_id TEXT NOT NULL,
      branch_id TEXT NOT NULL,
      private_key TEXT NOT NULL,
      public_key TEXT NOT NULL,
      server_address TEXT NOT NULL,
      server_key_id TEXT NOT NULL,
      server_key TEXT NOT NULL,
      enrolled_at TEXT NOT NULL
    ) STRICT;

    -- The key an enrolment was begun with. It outlives a lost answer: the same code with the same key enrols once.
    CREATE TABLE pending_enrolment (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key_id TEXT NOT NULL,
      private_key TEXT NOT NULL,
      public_key TEXT NOT NULL
    ) STRICT;

    -- Signed configurations as they came; a registration in progress keeps the one it was begun with.
    CREATE TABLE configuration (
      version INTEGER PRIMARY KEY,
      document TEXT NOT NULL,
      applied_at TEXT NOT NULL
    ) STRICT;

    -- What the workstation knows about time, in milliseconds since the epoch; one row.
    CREATE TABLE time_seen (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      latest_ms INTEGER NOT NULL,
      verified_ms INTEGER
    ) STRICT;
    INSERT INTO time_seen (id, latest_ms, verified_ms) VALUES (1, 0, NULL);

    -- The hash chain: exact canonical text and its link. Insert only.
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY,
      event TEXT NOT NULL,
      link TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is insert-only'); END;
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is insert-only'); END;

    -- Failed sign-ins in a row. Unknown staff numbers share the row with the empty key, so that what was typed is not kept.
    CREATE TABLE sign_in_failure (
      staff_id TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_failed_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- field_values exists from the review until the submission (R4.7: afterwards only the sealed record does).
    CREATE TABLE registration (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'submitted')),
      service_id TEXT NOT NULL,
      configuration_version INTEGER NOT NULL,
      notice TEXT NOT NULL,
      language TEXT NOT NULL,
      begun_by TEXT NOT NULL,
      begun_at TEXT NOT NULL,
      field_values TEXT,
      review TEXT,
      CHECK ((state = 'reviewed') = (field_values IS NOT NULL)),
      CHECK (state <> 'reviewed' OR review IS NOT NULL)
    ) STRICT;

    CREATE TABLE field_consent (
      sequence INTEGER PRIMARY KEY,
      registration_id TEXT NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
      field TEXT NOT NULL,
      agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
      decided_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX field_consent_of ON field_consent (registration_id, sequence);

    -- Sealed records. The masked values are for the queue's screen; nothing here opens the envelope.
    CREATE TABLE record (
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      envelope TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      service_name TEXT NOT NULL,
      masked_name TEXT NOT NULL,
      masked_document_number TEXT NOT NULL,
      captured_by TEXT NOT NULL,
      submitted_at TEXT NOT NULL,
      PRIMARY KEY (record_id, revision)
    ) STRICT;
    CREATE INDEX record_by_submission ON record (submitted_at);

    -- One row per record on its way to the server. AUTOINCREMENT: a sequence number is never used twice.
    CREATE TABLE outbox (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'synced', 'quarantined')),
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
    CREATE INDEX outbox_by_state ON outbox (state, sequence);
  `,
};
