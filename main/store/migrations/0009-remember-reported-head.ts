import type { Migration } from '../migration.ts';

export const rememberReportedHead: Migration = {
  version: 9,
  name: 'remember-reported-head',
  sql: `
    -- The last head of the audit chain that the server acknowledged to this copy of the store, and what it said of other copies.
    CREATE TABLE head_report (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sequence INTEGER,
      link TEXT,
      alarm TEXT CHECK (alarm IN ('rolled-back', 'cloned'))
    ) STRICT;
  `,
};
