import type { Migration } from '../migration.ts';

export const endChecks: Migration = {
  version: 30,
  name: 'end-checks',
  sql: `
    -- A revision about which no authority is asked any more, because a later one has replaced it at the server (R3.7).
    CREATE TABLE verification_superseded (
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      PRIMARY KEY (record_id, revision)
    ) STRICT, WITHOUT ROWID;
  `,
};
