// Step 17: restrictions after repeated failure. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createRestrictions(schema: Schema): Promise<void> {
  await schema
    .createTable('restricted_subject')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text')
    .addColumn('due_ms', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('restricted_subject_pk', ['organisation_id', 'subject_id'])
    .addForeignKeyConstraint('restricted_subject_record', ['organisation_id', 'record_id', 'revision'], 'record', [
      'organisation_id',
      'record_id',
      'revision',
    ])
    .addForeignKeyConstraint('restricted_subject_of', ['organisation_id', 'subject_id'], 'subject', [
      'organisation_id',
      'subject_id',
    ])
    .execute();
  await schema.createIndex('restricted_subject_due').on('restricted_subject').columns(['organisation_id', 'due_ms']).execute();
  await schema
    .createTable('restriction_event')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('restriction_event_pk', ['organisation_id', 'subject_id', 'sequence'])
    .addForeignKeyConstraint('restriction_event_of', ['organisation_id', 'subject_id'], 'restricted_subject', [
      'organisation_id',
      'subject_id',
    ])
    .execute();
  await schema
    .createTable('restriction_change')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('restriction_change_pk', ['organisation_id', 'position'])
    .execute();
  await schema
    .alterTable('organisation')
    .addColumn('last_restriction', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

export const restrictSubjects: Migration = { number: 17, name: 'restrict-subjects', up: createRestrictions };
