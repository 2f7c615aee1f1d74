import type { Migration } from '../migration.ts';

export const countDays: Migration = {
  version: 10,
  name: 'count-days',
  sql: `
    -- How often each person ('' = the workstation itself) did what on a business day. closing: the report that told it, 0 = none yet.
    CREATE TABLE day_count (
      day TEXT NOT NULL,
      staff_id TEXT NOT NULL,
      action TEXT NOT NULL,
      closing INTEGER NOT NULL,
      total INTEGER NOT NULL,
      PRIMARY KEY (day, staff_id, action, closing)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX day_count_untold ON day_count (day) WHERE closing = 0;

    -- On which day, and by whom, a record in the queue was captured.
    CREATE TABLE day_record (
      sequence INTEGER PRIMARY KEY,
      day TEXT NOT NULL,
      staff_id TEXT NOT NULL,
      closing INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX day_record_of ON day_record (day, closing, staff_id);

    INSERT INTO day_count (day, staff_id, action, closing, total)
      SELECT date(json_extract(event, '$.at'), 'localtime'), coalesce(json_extract(event, '$.actorId'), ''),
        json_extract(event, '$.action'), 0, count(*) FROM audit GROUP BY 1, 2, 3;
    INSERT INTO day_record (sequence, day, staff_id, closing)
      SELECT json_extract(event, '$.detail.sequence'), date(json_extract(event, '$.at'), 'localtime'),
        coalesce(json_extract(event, '$.actorId'), ''), 0
      FROM audit WHERE json_extract(event, '$.action') = 'registration.submitted';

    -- Signed reports as they were signed. Insert only.
    CREATE TABLE day_closing (
      closing INTEGER PRIMARY KEY,
      day TEXT NOT NULL UNIQUE,
      document TEXT NOT NULL,
      hash TEXT NOT NULL,
      closed_at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER day_closing_no_update BEFORE UPDATE ON day_closing BEGIN SELECT RAISE(ABORT, 'a closed day is final'); END;
    CREATE TRIGGER day_closing_no_delete BEFORE DELETE ON day_closing BEGIN SELECT RAISE(ABORT, 'a closed day is final'); END;
  `,
};
