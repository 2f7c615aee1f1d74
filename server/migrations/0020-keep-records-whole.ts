// Step 20: a record stays in one piece. A row of more than 2 KB, which every record is, was taken apart: what is sealed does not become
// smaller, so the attempt was in vain, and each envelope went into a second table with an index of its own. That was more than a third of
// the database's work in taking a record in. Rows that are here already stay as they lie. Oldest program that may open the result: 0.1.
import type { Migration } from './migration.ts';

export const keepRecordsWhole: Migration = {
  number: 20,
  name: 'keep-records-whole',
  postgresql: 'alter table record set (toast_tuple_target = 8160)',
};
