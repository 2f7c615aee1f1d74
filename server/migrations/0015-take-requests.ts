// Step 15: queries and corrections by subjects. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createRequests(schema: Schema): Promise<void> {
  await schema
    .createTable('subject_request')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('branch_id', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'text')
    .addColumn('application', 'text')
    .addPrimaryKeyConstraint('subject_request_pk', ['organisation_id', 'request_id'])
    .addUniqueConstraint('subject_request_number', ['organisation_id', 'number'])
    .execute();
  await schema
    .createIndex('subject_request_list')
    .on('subject_request')
    .columns(['organisation_id', 'branch_id', 'settled_at'])
    .execute();
  await schema.createIndex('subject_request_subject').on('subject_request').columns(['organisation_id', 'subject_id']).execute();
  await schema
    .createTable('subject_request_event')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('subject_request_event_pk', ['organisation_id', 'request_id', 'sequence'])
    .addForeignKeyConstraint('subject_request_event_request', ['organisation_id', 'request_id'], 'subject_request', [
      'organisation_id',
      'request_id',
    ])
    .execute();
}

export const takeRequests: Migration = { number: 15, name: 'take-requests', up: createRequests };
