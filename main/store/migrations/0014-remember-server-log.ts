import type { Migration } from '../migration.ts';

export const rememberServerLog: Migration = {
  version: 14,
  name: 'remember-server-log',
  sql: `
    -- The newest checkpoint of the server's audit log that was verified here, and whether the log has contradicted it since.
    CREATE TABLE server_log (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      note TEXT NOT NULL,
      is_contradicted INTEGER NOT NULL CHECK (is_contradicted IN (0, 1))
    ) STRICT;
  `,
};
