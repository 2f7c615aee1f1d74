// Step 2: who published what through the network, and failed proofs of administrators. Oldest program that may open the result: 0.1.
import type { Migration } from './migration.ts';

export const addPublications: Migration = {
  number: 2,
  name: 'add-publications',
  up: async (schema) => {
    await schema
      .createTable('publication')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('published_at', 'text', (column) => column.notNull())
      .addColumn('staff_id', 'text', (column) => column.notNull())
      .addColumn('device_id', 'text', (column) => column.notNull())
      .addColumn('item_kind', 'text', (column) => column.notNull())
      .addColumn('item_id', 'text', (column) => column.notNull())
      .addColumn('item_version', 'integer')
      .addPrimaryKeyConstraint('publication_pk', ['organisation_id', 'version'])
      .addForeignKeyConstraint('publication_of', ['organisation_id', 'version'], 'configuration', ['organisation_id', 'version'])
      .addForeignKeyConstraint('publication_from', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
      .execute();
    await schema
      .createTable('proof_failure')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('staff_id', 'text', (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('last_failed_ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('proof_failure_pk', ['organisation_id', 'staff_id'])
      .execute();
  },
};
