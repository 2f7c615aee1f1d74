import type { Migration } from '../migration.ts';

export const numberJournal: Migration = {
  version: 17,
  name: 'number-journal',
  sql: `
    -- The last entry of the journal that is in this database, and its link; without a link no journal goes on from here. One row,
    -- changed by every transaction, so that what is in the journal and not here is known exactly.
    CREATE TABLE journal (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      entry INTEGER NOT NULL,
      link TEXT NOT NULL
    ) STRICT;
    INSERT INTO journal (id, entry, link) VALUES (1, 0, '');
  `,
};
