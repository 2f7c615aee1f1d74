// Step 22: checks that a later revision ended are told of to the workstation that waits for them. Those that ended before are given their
// number by the program (features/verification). Oldest program that may open the result: 0.1.
import type { Migration } from './migration.ts';

export const tellOfSuperseded: Migration = {
  number: 22,
  name: 'tell-of-superseded',
  up: async (schema) => {
    await schema.alterTable('verification_check').addColumn('told_position', 'integer').execute();
    await schema
      .createIndex('verification_check_told')
      .on('verification_check')
      .columns(['organisation_id', 'device_id', 'told_position'])
      .execute();
  },
};
