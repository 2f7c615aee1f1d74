import type { Migration } from '../migration.ts';

export const keepTellings: Migration = {
  version: 26,
  name: 'keep-tellings',
  sql: `
    -- A subject was told by a person that an authority did not confirm this revision (R3.5). What they were given on paper is in print_job.
    CREATE TABLE refusal_telling (
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      way TEXT NOT NULL,
      told_by TEXT NOT NULL,
      told_at TEXT NOT NULL,
      PRIMARY KEY (record_id, revision, way)
    ) STRICT, WITHOUT ROWID;
  `,
};
