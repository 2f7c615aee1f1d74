// Step 13: closed days of workstations and branches. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createDays(schema: Schema): Promise<void> {
  await schema
    .createTable('day_document')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('branch_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('day_document_pk', ['organisation_id', 'position'])
    .addUniqueConstraint('day_document_once', ['organisation_id', 'content_hash'])
    .execute();
  await schema
    .createIndex('day_document_branch')
    .on('day_document')
    .columns(['organisation_id', 'branch_id', 'position'])
    .execute();
  await schema
    .createTable('device_day')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('business_day', 'text', (column) => column.notNull())
    .addColumn('unclosed', 'text', (column) => column.notNull())
    .addColumn('told_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_day_pk', ['organisation_id', 'device_id'])
    .execute();
  await schema
    .alterTable('organisation')
    .addColumn('last_day', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

export const keepDays: Migration = { number: 13, name: 'keep-days', up: createDays };
