// Step 9: checks by authorities and what they answered. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createVerification(schema: Schema): Promise<void> {
  await schema
    .createTable('verification_check')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('check_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_error', 'text')
    .addPrimaryKeyConstraint('verification_check_pk', ['organisation_id', 'check_id'])
    .addUniqueConstraint('verification_check_once', ['organisation_id', 'record_id', 'revision', 'kind'])
    .addForeignKeyConstraint('verification_check_record', ['organisation_id', 'record_id', 'revision'], 'record', [
      'organisation_id',
      'record_id',
      'revision',
    ])
    .execute();
  await schema
    .createIndex('verification_check_due')
    .on('verification_check')
    .columns(['organisation_id', 'state', 'due_ms'])
    .execute();
  await schema
    .createTable('verification_fact')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('check_id', 'text', (column) => column.notNull())
    .addColumn('fact', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('verification_fact_pk', ['organisation_id', 'position'])
    .addUniqueConstraint('verification_fact_once', ['organisation_id', 'check_id'])
    .addForeignKeyConstraint('verification_fact_check', ['organisation_id', 'check_id'], 'verification_check', [
      'organisation_id',
      'check_id',
    ])
    .execute();
  await schema
    .createIndex('verification_fact_device')
    .on('verification_fact')
    .columns(['organisation_id', 'device_id', 'position'])
    .execute();
  await schema
    .alterTable('organisation')
    .addColumn('last_fact', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

export const verifyRecords: Migration = { number: 9, name: 'verify-records', up: createVerification };
