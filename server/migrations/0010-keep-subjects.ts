// Step 10: whom a record is about. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createSubjects(schema: Schema): Promise<void> {
  await schema
    .createTable('subject')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('document_digest', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('subject_pk', ['organisation_id', 'subject_id'])
    .addUniqueConstraint('subject_once', ['organisation_id', 'document_digest'])
    .execute();
  await schema
    .createTable('subject_record')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('service_id', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text')
    .addColumn('phone_digest', 'text')
    .addColumn('problem', 'text')
    .addColumn('due_ms', 'bigint')
    .addColumn('identified_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('subject_record_pk', ['organisation_id', 'record_id', 'revision'])
    .addForeignKeyConstraint('subject_record_of', ['organisation_id', 'record_id', 'revision'], 'record', [
      'organisation_id',
      'record_id',
      'revision',
    ])
    .addForeignKeyConstraint('subject_record_about', ['organisation_id', 'subject_id'], 'subject', [
      'organisation_id',
      'subject_id',
    ])
    .execute();
  for (const column of ['subject_id', 'phone_digest', 'due_ms']) {
    await schema.createIndex(`subject_record_${column}`).on('subject_record').columns(['organisation_id', column]).execute();
  }
  await schema
    .alterTable('organisation')
    .addColumn('subject_position', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema.alterTable('organisation').addColumn('index_key_id', 'text').execute();
}

export const keepSubjects: Migration = { number: 10, name: 'keep-subjects', up: createSubjects };
