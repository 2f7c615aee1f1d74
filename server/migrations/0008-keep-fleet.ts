// Step 8: what was decided about each workstation, what it last told of itself, and records of one that had ended. Oldest program that
// may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function decideDevices(schema: Schema): Promise<void> {
  await schema
    .alterTable('device')
    .addColumn('standing_version', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  for (const name of ['decided_at', 'decided_by', 'reason', 'replaces', 'replaced_by']) {
    await schema.alterTable('device').addColumn(name, 'text').execute();
  }
}

async function createStatus(schema: Schema): Promise<void> {
  await schema
    .createTable('device_status')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('reported_at', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_status_pk', ['organisation_id', 'device_id'])
    .addForeignKeyConstraint('device_status_of', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
    .execute();
}

async function createHeld(schema: Schema): Promise<void> {
  await schema
    .createTable('held_record')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('service_id', 'text', (column) => column.notNull())
    .addColumn('submitted_at', 'text', (column) => column.notNull())
    .addColumn('envelope', 'text', (column) => column.notNull())
    .addColumn('held_at', 'text', (column) => column.notNull())
    .addColumn('decision', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('reason', 'text')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('held_record_pk', ['organisation_id', 'device_id', 'content_hash'])
    .addForeignKeyConstraint('held_record_of', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
    .execute();
}

export const keepFleet: Migration = {
  number: 8,
  name: 'keep-fleet',
  up: async (schema) => {
    await decideDevices(schema);
    await createStatus(schema);
    await createHeld(schema);
  },
};
