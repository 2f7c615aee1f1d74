// Step 3: the head of each workstation's audit chain, and whether its copies wait for a person. Oldest program that may open the
// result: 0.1.
import type { Migration } from './migration.ts';

export const rememberHeads: Migration = {
  number: 3,
  name: 'remember-heads',
  up: async (schema) => {
    await schema
      .createTable('device_head')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('device_id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'integer')
      .addColumn('link', 'text')
      .addColumn('attention', 'text')
      .addColumn('attention_at', 'text')
      .addColumn('is_continued', 'integer', (column) => column.notNull())
      .addColumn('reported_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('device_head_pk', ['organisation_id', 'device_id'])
      .addForeignKeyConstraint('device_head_of', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
      .execute();
  },
};
