// Step 14: what lists and counts ask of records and answers, so that no envelope is read for them. Filled from what is there already by
// the program (kernel/summaries). Oldest program that may open the result: 0.1.
import type { Migration } from './migration.ts';

export const summariseRecords: Migration = {
  number: 14,
  name: 'summarise-records',
  up: async (schema) => {
    await schema
      .createTable('record_summary')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('record_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('branch_id', 'text', (column) => column.notNull())
      .addColumn('service_id', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('submitted_ms', 'bigint', (column) => column.notNull())
      .addColumn('received_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('record_summary_pk', ['organisation_id', 'record_id'])
      .addUniqueConstraint('record_summary_place', ['organisation_id', 'position'])
      .addForeignKeyConstraint('record_summary_of', ['organisation_id', 'record_id', 'revision'], 'record', [
        'organisation_id',
        'record_id',
        'revision',
      ])
      .execute();
    await schema
      .createIndex('record_summary_day')
      .on('record_summary')
      .columns(['organisation_id', 'day', 'branch_id'])
      .execute();
    await schema
      .createTable('fact_summary')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('check_id', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('answered_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('fact_summary_pk', ['organisation_id', 'check_id'])
      .addForeignKeyConstraint('fact_summary_of', ['organisation_id', 'check_id'], 'verification_check', [
        'organisation_id',
        'check_id',
      ])
      .execute();
    await schema
      .createTable('summary_cursor')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('record_position', 'integer', (column) => column.notNull())
      .addColumn('fact_position', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('summary_cursor_pk', ['organisation_id'])
      .execute();
  },
};
