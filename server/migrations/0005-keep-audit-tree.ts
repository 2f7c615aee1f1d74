// Step 5: the audit tree: leaves, roots of its full tiles, signed checkpoints. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createAuditTree(schema: Schema): Promise<void> {
  await schema
    .alterTable('organisation')
    .addColumn('audit_size', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('audit_leaf')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('leaf_index', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_leaf_pk', ['organisation_id', 'leaf_index'])
    .execute();
  await schema
    .createTable('audit_tile_root')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('tile', 'integer', (column) => column.notNull())
    .addColumn('root', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_tile_root_pk', ['organisation_id', 'level', 'tile'])
    .execute();
  await schema
    .createTable('audit_checkpoint')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('signed_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_checkpoint_pk', ['organisation_id', 'size'])
    .execute();
}

export const keepAuditTree: Migration = { number: 5, name: 'keep-audit-tree', up: createAuditTree };
