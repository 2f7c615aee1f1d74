import type { Store } from './store.ts';

/**
 * The next number of a series, taken under the lock of the organisation's row: numbers follow commits without gaps, so that whoever reads
 * on from one misses none.
 */
export async function nextNumber(
  transaction: Store,
  organisationId: string,
  series: 'last_fact' | 'last_day' | 'last_restriction',
): Promise<number> {
  const row = await transaction
    .updateTable('organisation')
    .set(series, (expression) => expression(series, '+', 1))
    .where('organisation_id', '=', organisationId)
    .returning(series)
    .executeTakeFirstOrThrow();
  return row[series];
}
