// Step 18: what a telephone system says of recorded calls. Oldest program that may open the result: 0.1.
import type { Migration, Schema } from './migration.ts';

async function addCallRecords(schema: Schema): Promise<void> {
  await schema.alterTable('contact_fact').addColumn('call_record', 'text').execute();
  await schema.alterTable('contact_fact').addColumn('call_revision', 'integer').execute();
}

export const checkCalls: Migration = { number: 18, name: 'check-calls', up: addCallRecords };
