// Step 7: several items may be published as one version. What was published before stays where it is (`publication`). Oldest program
// that may open the result: 0.1.
import type { Migration } from './migration.ts';

export const keepPublishedItems: Migration = {
  number: 7,
  name: 'keep-published-items',
  up: async (schema) => {
    await schema
      .createTable('published_item')
      .addColumn('organisation_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('published_at', 'text', (column) => column.notNull())
      .addColumn('staff_id', 'text', (column) => column.notNull())
      .addColumn('device_id', 'text', (column) => column.notNull())
      .addColumn('item_kind', 'text', (column) => column.notNull())
      .addColumn('item_id', 'text', (column) => column.notNull())
      .addColumn('item_version', 'integer')
      .addPrimaryKeyConstraint('published_item_pk', ['organisation_id', 'version', 'item_kind', 'item_id'])
      .addForeignKeyConstraint('published_item_of', ['organisation_id', 'version'], 'configuration', [
        'organisation_id',
        'version',
      ])
      .addForeignKeyConstraint('published_item_from', ['organisation_id', 'device_id'], 'device', [
        'organisation_id',
        'device_id',
      ])
      .execute();
  },
};
