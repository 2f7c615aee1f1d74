import type { Migration } from '../migration.ts';

export const hearOfMessages: Migration = {
  version: 29,
  name: 'hear-of-messages',
  sql: `
    -- A message by which the server tells the subject that an authority did not confirm this revision (R3.5), and what became of it.
    CREATE TABLE refusal_message (
      notice_id TEXT PRIMARY KEY,
      record_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refusal_message_record ON refusal_message (record_id, revision);
  `,
};
