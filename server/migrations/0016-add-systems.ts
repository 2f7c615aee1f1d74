// Step 16: the organisation's own systems as clients, and the business they tell of. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createSystems(schema: Schema): Promise<void> {
  await schema
    .createTable('system_client')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('verifier', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('added_at', 'text', (column) => column.notNull())
    .addColumn('added_by', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('revoked_by', 'text')
    .addPrimaryKeyConstraint('system_client_pk', ['organisation_id', 'client_id'])
    .execute();
  await schema
    .createTable('business_event')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('service_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('business_event_pk', ['organisation_id', 'client_id', 'event_id'])
    .addForeignKeyConstraint('business_event_from', ['organisation_id', 'client_id'], 'system_client', [
      'organisation_id',
      'client_id',
    ])
    .addForeignKeyConstraint('business_event_about', ['organisation_id', 'subject_id'], 'subject', [
      'organisation_id',
      'subject_id',
    ])
    .execute();
  await schema
    .createIndex('business_event_subject')
    .on('business_event')
    .columns(['organisation_id', 'subject_id', 'service_id'])
    .execute();
}

export const addSystems: Migration = { number: 16, name: 'add-systems', up: createSystems };
