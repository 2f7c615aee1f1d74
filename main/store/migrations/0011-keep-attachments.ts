import type { Migration } from '../migration.ts';

export const keepAttachments: Migration = {
  version: 11,
  name: 'keep-attachments',
  sql: `
    -- Images and signatures of registrations in progress (R4.7: inside the encrypted file), one per field: replacing one deletes it,
    -- and none exists that its registration does not know. Gone with the submission.
    CREATE TABLE attachment (
      registration_id TEXT NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
      field TEXT NOT NULL,
      id TEXT NOT NULL UNIQUE,
      media_type TEXT,
      bytes BLOB,
      -- Of a signature on the form: hash of the values that were signed.
      signed_values TEXT,
      -- Why an optional signature was not given.
      declined TEXT,
      added_at TEXT NOT NULL,
      PRIMARY KEY (registration_id, field),
      CHECK ((bytes IS NULL) = (declined IS NOT NULL)),
      CHECK ((bytes IS NULL) = (media_type IS NULL))
    ) STRICT;

    -- Sealed attachments on their way to the server; dropped when the record's receipt was verified.
    CREATE TABLE sealed_attachment (
      content_hash TEXT PRIMARY KEY,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      FOREIGN KEY (record_id, revision) REFERENCES record (record_id, revision)
    ) STRICT;
    CREATE INDEX sealed_attachment_of ON sealed_attachment (record_id, revision);
  `,
};
