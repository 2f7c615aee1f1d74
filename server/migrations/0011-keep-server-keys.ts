// Step 11: renewals of the server's signing key, as they were announced. Oldest program that may open the result: 0.1.
import type { Migration } from './migration.ts';

export const keepServerKeys: Migration = {
  number: 11,
  name: 'keep-server-keys',
  up: async (schema) => {
    await schema
      .createTable('server_key')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('serial', 'integer', (column) => column.notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('server_key_pk', ['organisation_id', 'serial'])
      .execute();
  },
};
