// Step 4: sealed attachments and their pieces. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createAttachments(schema: Schema): Promise<void> {
  await schema
    .createTable('attachment')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('sealed_bytes', 'integer', (column) => column.notNull())
    .addColumn('received_bytes', 'integer', (column) => column.notNull())
    .addColumn('is_complete', 'integer', (column) => column.notNull())
    .addColumn('key_id', 'text')
    .addColumn('record_id', 'text')
    .addColumn('revision', 'integer')
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('attachment_pk', ['organisation_id', 'device_id', 'content_hash'])
    .addForeignKeyConstraint('attachment_device', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
    .addForeignKeyConstraint('attachment_record', ['organisation_id', 'record_id', 'revision'], 'record', [
      'organisation_id',
      'record_id',
      'revision',
    ])
    .execute();
  await schema.createIndex('attachment_record').on('attachment').columns(['organisation_id', 'record_id', 'revision']).execute();
  await schema
    .createTable('attachment_piece')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('start', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('attachment_piece_pk', ['organisation_id', 'device_id', 'content_hash', 'start'])
    .addForeignKeyConstraint(
      'attachment_piece_of',
      ['organisation_id', 'device_id', 'content_hash'],
      'attachment',
      ['organisation_id', 'device_id', 'content_hash'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

export const keepAttachments: Migration = { number: 4, name: 'keep-attachments', up: createAttachments };
