import type { Migration } from '../migration.ts';

export const addSecondReview: Migration = {
  version: 4,
  name: 'add-second-review',
  sql: `
    -- The supervisor's confirmation of exactly the reviewed values; void as soon as they change.
    ALTER TABLE registration ADD COLUMN second_review TEXT;
  `,
};
