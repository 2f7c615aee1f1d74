import type { Migration } from '../migration.ts';

/** What can be printed is the program's to say; a list of it in the store would have to be made anew with every kind. */
export const printAnyKind: Migration = {
  version: 24,
  name: 'print-any-kind',
  sql: `
    CREATE TABLE print_job_new (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      -- Record id, notice id, number of the day's report or id of the request; version is its revision or version.
      subject TEXT NOT NULL,
      version INTEGER NOT NULL,
      channel TEXT NOT NULL CHECK (channel IN ('paper', 'pdf')),
      asked_by TEXT NOT NULL,
      asked_at TEXT NOT NULL,
      outcome TEXT CHECK (outcome IN ('done', 'cancelled', 'no-printer', 'failed', 'unknown')),
      ended_at TEXT
    ) STRICT;
    INSERT INTO print_job_new SELECT sequence, kind, subject, version, channel, asked_by, asked_at, outcome, ended_at FROM print_job;
    DROP TABLE print_job;
    ALTER TABLE print_job_new RENAME TO print_job;
    CREATE INDEX print_job_of ON print_job (kind, subject, version, channel, outcome);
  `,
};
