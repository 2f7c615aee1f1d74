// Step 12: codes, calls and messages to subjects. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createContact(schema: Schema): Promise<void> {
  await schema
    .createTable('contact_code')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('code_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('staff_id', 'text', (column) => column.notNull())
    .addColumn('phone_digest', 'text', (column) => column.notNull())
    .addColumn('code_digest', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('made_ms', 'bigint', (column) => column.notNull())
    .addColumn('expires_ms', 'bigint', (column) => column.notNull())
    .addColumn('source', 'text')
    .addColumn('reference', 'text')
    .addColumn('failure', 'text')
    .addPrimaryKeyConstraint('contact_code_pk', ['organisation_id', 'code_id'])
    .execute();
  await schema
    .createIndex('contact_code_phone')
    .on('contact_code')
    .columns(['organisation_id', 'phone_digest', 'made_ms'])
    .execute();
  await schema
    .createIndex('contact_code_device')
    .on('contact_code')
    .columns(['organisation_id', 'device_id', 'made_ms'])
    .execute();
  await schema
    .createTable('contact_fact')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('fact_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('fact', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('contact_fact_pk', ['organisation_id', 'fact_id'])
    .execute();
  await schema.createIndex('contact_fact_record').on('contact_fact').columns(['organisation_id', 'record_id']).execute();
  await schema
    .createTable('contact_notice')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('notice_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('template', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('queued_ms', 'bigint', (column) => column.notNull())
    .addColumn('due_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_error', 'text')
    .addPrimaryKeyConstraint('contact_notice_pk', ['organisation_id', 'notice_id'])
    .execute();
  await schema.createIndex('contact_notice_due').on('contact_notice').columns(['organisation_id', 'state', 'due_ms']).execute();
}

export const reachSubjects: Migration = { number: 12, name: 'reach-subjects', up: createContact };
