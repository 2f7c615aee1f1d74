// The server's store on PostgreSQL (R4.7). Correctness rests on unique keys, foreign keys and row locks alone: read committed, no
// advisory lock, no LISTEN/NOTIFY, no trigger, so that a distributed PostgreSQL can take its place (docs/scale.md).
import { PostgresDialect, type PostgresPool, sql, type TransactionBuilder } from 'kysely';
import pg from 'pg';
import { Refusal } from '#src/contract/errors.ts';
import { Stop } from '../../stop.ts';
import { OwnTransactions, requireOutside } from '../own-transaction.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseDatabaseUrl } from './address.ts';
import { ColumnTypesPlugin } from './column-types.ts';
import { sqlState, Unreachable } from './errors.ts';
import { requireSafeServer } from './requirements.ts';
import { retried } from './retry.ts';

const limits = {
  max: 10,
  connectionTimeoutMillis: 5_000,
  idleTimeoutMillis: 30_000,
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
};

const bigintOid = 20;

/** Every integer of ours is a safe one (counters, positions, milliseconds). */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a stored integer is out of range');
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === bigintOid && format !== 'binary' ? parseBigint : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
};

/** A pool whose connections were looked at before their first use. */
class CheckedPool implements PostgresPool {
  readonly options = {};
  readonly #pool: pg.Pool;
  readonly #checked = new WeakSet<pg.PoolClient>();

  constructor(url: string) {
    this.#pool = new pg.Pool({ ...parseDatabaseUrl(url), ...limits, types, application_name: 'countersign' });
    // A connection that breaks while nobody waits on it is replaced at the next request; it must not end the process.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async connect(): Promise<pg.PoolClient> {
    requireOutside(this);
    const client = await this.#connect();
    if (this.#checked.has(client)) return client;
    try {
      await requireSafeServer(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#checked.add(client);
    return client;
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      const state = sqlState(error) ?? '';
      if (!/^(28|3D)/.test(state)) throw new Unreachable('no connection', { cause: error });
      throw new Stop('database/denied', 'The database server refuses this role or does not know this database.', error);
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class PostgresStore extends OwnTransactions {
  override transaction(): TransactionBuilder<Tables> {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    const executeRetried: typeof execute = (work) => retried(() => execute(work));
    return Object.assign(builder, { execute: executeRetried });
  }
}

/** @throws Stop database/…; connections are made, and refused, at the first statement */
export function openPostgresStore(url: string): Store {
  const pool = new CheckedPool(url);
  return new PostgresStore({ dialect: new PostgresDialect({ pool }), plugins: [new ColumnTypesPlugin()] }, pool);
}

/** A mistyped address must not become a new, empty server. @throws Refusal store/missing */
export async function requireFounded(store: Store): Promise<void> {
  const { rows } = await sql<{ found: string | null }>`select to_regclass('schema_migration')::text as found`.execute(store);
  if (rows[0]?.found == null) throw new Refusal('store/missing', {});
}
