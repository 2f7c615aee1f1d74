// Brings a store to the newest schema: numbered steps, forward only, each with its transaction in one transaction. A store written
// by a newer program is refused before anything else is read.

import { PostgresAdapter, sql } from 'kysely';
import type { Migration } from '#server/migrations/migration.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Clock } from '../clock.ts';
import type { Store } from './store.ts';

function isPostgresql(store: Store): boolean {
  return store.getExecutor().adapter instanceof PostgresAdapter;
}

/** @throws Refusal store/too-new; Error when the list of steps itself has a gap (a bug). */
export async function migrate(store: Store, steps: readonly Migration[], clock: Clock): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (step.number !== index + 1) throw new Error(`migration ${step.number} is out of order`);
  }
  // One transaction over all steps, each step's number taken before it is done: a process that migrates at the same moment waits for
  // the number (on SQLite for the write lock) and then finds nothing to do.
  await store.transaction().execute(async (transaction) => {
    await transaction.schema
      .createTable('schema_migration')
      .ifNotExists()
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('applied_at', 'text', (column) => column.notNull())
      .execute();
    const newest = await transaction
      .selectFrom('schema_migration')
      .select((select) => select.fn.max('number').as('number'))
      .executeTakeFirst();
    const found = newest?.number ?? 0;
    if (found > steps.length) throw new Refusal('store/too-new', { found, supported: steps.length });
    for (const step of steps.slice(found)) {
      await transaction
        .insertInto('schema_migration')
        .values({ number: step.number, name: step.name, applied_at: instantFromMs(clock.nowMs()) })
        .execute();
      await step.up?.(transaction.schema);
      if (step.postgresql !== undefined && isPostgresql(transaction)) await sql.raw(step.postgresql).execute(transaction);
    }
  });
}
