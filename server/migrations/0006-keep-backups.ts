// Step 6: backups that were made or failed, and statements that an older state was restored. Oldest program that may open the
// result: 0.1.
import type { Migration } from './migration.ts';

export const keepBackups: Migration = {
  number: 6,
  name: 'keep-backups',
  up: async (schema) => {
    await schema
      .createTable('backup')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('backup_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('made_at', 'text', (column) => column.notNull())
      .addColumn('folder', 'text', (column) => column.notNull())
      .addColumn('file', 'text', (column) => column.notNull())
      .addColumn('bytes', 'integer', (column) => column.notNull())
      .addColumn('failure', 'text')
      .addColumn('last_position', 'integer', (column) => column.notNull())
      .addColumn('removed_at', 'text')
      .addPrimaryKeyConstraint('backup_pk', ['organisation_id', 'backup_id'])
      .execute();
    await schema.createIndex('backup_made_at').on('backup').columns(['organisation_id', 'made_at']).execute();
    await schema
      .createTable('restoration')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('restoration_id', 'text', (column) => column.notNull())
      .addColumn('restored_at', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('restoration_pk', ['organisation_id', 'restoration_id'])
      .execute();
  },
};
