import type { Migration } from '../migration.ts';

export const logPrints: Migration = {
  version: 8,
  name: 'log-prints',
  sql: `
    -- Every print and PDF, written before the page goes out. No outcome: the program ended before it heard of one.
    CREATE TABLE print_job (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('receipt', 'notice', 'day-report')),
      -- Record id, notice id or number of the day's report; version is its revision or version.
      subject TEXT NOT NULL,
      version INTEGER NOT NULL,
      channel TEXT NOT NULL CHECK (channel IN ('paper', 'pdf')),
      asked_by TEXT NOT NULL,
      asked_at TEXT NOT NULL,
      outcome TEXT CHECK (outcome IN ('done', 'cancelled', 'no-printer', 'failed', 'unknown')),
      ended_at TEXT
    ) STRICT;
    CREATE INDEX print_job_of ON print_job (kind, subject, version, channel, outcome);

    -- How this workstation prints; one row. printer NULL is the system's default one.
    CREATE TABLE print_settings (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      printer TEXT,
      paper TEXT NOT NULL
    ) STRICT;
    INSERT INTO print_settings (id, printer, paper) VALUES (1, NULL, 'a5');
  `,
};
