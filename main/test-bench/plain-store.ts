// For measuring only: a store that differs from the product's in nothing but its encryption.
import Database from 'better-sqlite3-multiple-ciphers';
import { setUpConnection } from '#main/store/connection.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migration-list.ts';
import { Store } from '#main/store/store.ts';

/** The same tables, pragmas and code over a new file that everybody can read. */
export function newPlainStore(path: string): Store {
  const database = new Database(path);
  setUpConnection(database);
  migrate(database, migrations);
  return new Store(database);
}
