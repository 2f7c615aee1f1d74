// Step 21: what became of messages that tell subjects of a refusal, on its way to workstations. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function createMessages(schema: Schema): Promise<void> {
  await schema
    .createTable('refusal_message')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('notice_id', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('refusal_message_pk', ['organisation_id', 'position'])
    .execute();
  for (const by of ['device_id', 'notice_id']) {
    await schema
      .createIndex(`refusal_message_${by}`)
      .on('refusal_message')
      .columns(['organisation_id', by, 'position'])
      .execute();
  }
}

export const tellOfMessages: Migration = { number: 21, name: 'tell-of-messages', up: createMessages };
