import type { Migration } from '../migration.ts';

export const keepReaders: Migration = {
  version: 15,
  name: 'keep-readers',
  sql: `
    -- Names of the draft's fields that stand as a document reader filled them in; JSON.
    ALTER TABLE registration ADD COLUMN from_reader TEXT;

    -- The document readers of this workstation, as JSON; no row until somebody has set them.
    CREATE TABLE reader_settings (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      settings TEXT NOT NULL
    ) STRICT;
  `,
};
