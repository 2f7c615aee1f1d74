// Step 1: organisation, configuration, devices, enrolment codes, nonces, records, quarantine. Oldest program that may open the
// result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createOrganisation(schema: Schema): Promise<void> {
  await schema
    .createTable('organisation')
    .addColumn('organisation_id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('configuration_version', 'integer', (column) => column.notNull())
    .addColumn('last_position', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('configuration')
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.organisation_id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('issued_at', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('configuration_pk', ['organisation_id', 'version'])
    .execute();
}

async function createDevices(schema: Schema): Promise<void> {
  await schema
    .createTable('device')
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.organisation_id'))
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('branch_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('app_version', 'text', (column) => column.notNull())
    .addColumn('enrolled_at', 'text', (column) => column.notNull())
    .addColumn('last_seen_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_pk', ['organisation_id', 'device_id'])
    .execute();
  await schema
    .createTable('enrolment_code')
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.organisation_id'))
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addColumn('branch_id', 'text', (column) => column.notNull())
    .addColumn('issued_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .addColumn('device_id', 'text')
    .addPrimaryKeyConstraint('enrolment_code_pk', ['organisation_id', 'code_hash'])
    .execute();
  await schema
    .createTable('seen_nonce')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('nonce', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('seen_nonce_pk', ['organisation_id', 'device_id', 'nonce'])
    .addForeignKeyConstraint('seen_nonce_device', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
    .execute();
  await schema.createIndex('seen_nonce_seen_at').on('seen_nonce').columns(['organisation_id', 'seen_at']).execute();
}

async function createRecords(schema: Schema): Promise<void> {
  await schema
    .createTable('record')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('envelope', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('receipt', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('record_pk', ['organisation_id', 'record_id', 'revision'])
    .addUniqueConstraint('record_position', ['organisation_id', 'position'])
    .addForeignKeyConstraint('record_device', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
    .execute();
  await schema
    .createTable('quarantine')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('length', 'integer', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('first_at', 'text', (column) => column.notNull())
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('quarantine_pk', ['organisation_id', 'device_id', 'content_hash'])
    .addForeignKeyConstraint('quarantine_device', ['organisation_id', 'device_id'], 'device', ['organisation_id', 'device_id'])
    .execute();
}

export const createTables: Migration = {
  number: 1,
  name: 'create-tables',
  up: async (schema) => {
    await createOrganisation(schema);
    await createDevices(schema);
    await createRecords(schema);
  },
};
