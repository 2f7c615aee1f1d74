// Step 19: pictures given as proof of a correction. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createProofs(schema: Schema): Promise<void> {
  await schema
    .createTable('request_proof')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('class', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('sealed', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('request_proof_pk', ['organisation_id', 'request_id', 'position'])
    .addForeignKeyConstraint('request_proof_request', ['organisation_id', 'request_id'], 'subject_request', [
      'organisation_id',
      'request_id',
    ])
    .execute();
}

export const keepProofs: Migration = { number: 19, name: 'keep-proofs', up: createProofs };
