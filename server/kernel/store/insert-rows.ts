// Many rows of one table in one statement. The text of a statement depends only on table, columns and the number of rows: it is made
// once, because making it costs more than the database needs to take a row in.
import { CompiledQuery } from 'kysely';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Databases limit the parameters of a statement. */
const mostRows = 500;

/** Texts by engine (an engine has one adapter), then by what they insert. */
const statements = new WeakMap<object, Map<string, string>>();

function statementFor(transaction: Store, table: keyof Tables, columns: readonly string[], rows: number): string {
  const { adapter } = transaction.getExecutor();
  const known = statements.get(adapter) ?? new Map<string, string>();
  statements.set(adapter, known);
  const key = `${table}/${rows}/${columns.join(',')}`;
  const blank = Object.fromEntries(columns.map((column) => [column, '']));
  const text = known.get(key) ?? transaction.insertInto(table).values(Array(rows).fill(blank)).compile().sql;
  known.set(key, text);
  return text;
}

/** Every row has the same columns in the same order. */
export async function insertRows<T extends keyof Tables>(
  transaction: Store,
  table: T,
  rows: readonly Tables[T][],
): Promise<void> {
  for (let offset = 0; offset < rows.length; offset += mostRows) {
    const some = rows.slice(offset, offset + mostRows);
    const text = statementFor(transaction, table, Object.keys(some[0] ?? {}), some.length);
    await transaction.executeQuery(
      CompiledQuery.raw(
        text,
        some.flatMap((row) => Object.values(row)),
      ),
    );
  }
}
