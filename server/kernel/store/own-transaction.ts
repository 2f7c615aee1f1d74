// Work inside a transaction asks the transaction. Whoever asks the store itself from there waits on SQLite for the one connection that this
// very work holds, for ever; on PostgreSQL for one more of the pool, which everybody together may have used up, and what it reads is of
// another moment. So it is refused, on both.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, type KyselyConfig, type TransactionBuilder } from 'kysely';
import type { Tables } from './tables.ts';

interface Held {
  /** Whatever gives connections. */
  readonly owner: object;
  /** What was begun inside and goes on afterwards may ask. */
  isOpen: boolean;
}

const held = new AsyncLocalStorage<readonly Held[]>();

async function inside<T>(owner: object, work: () => Promise<T>): Promise<T> {
  const own: Held = { owner, isOpen: true };
  try {
    return await held.run([...(held.getStore() ?? []), own], work);
  } finally {
    own.isOpen = false;
  }
}

/** Asked before a connection is waited for. @throws Error when this very work holds one of this owner's */
export function requireOutside(owner: object): void {
  const isInside = held.getStore()?.some((one) => one.isOpen && one.owner === owner) === true;
  if (isInside) throw new Error('the store was asked inside its own transaction: ask the transaction');
}

/** A store that knows when it is asked inside its own transaction. */
export class OwnTransactions extends Kysely<Tables> {
  readonly #owner: object;

  /** @param owner what calls `requireOutside` */
  constructor(config: KyselyConfig, owner: object) {
    super(config);
    this.#owner = owner;
  }

  override transaction(): TransactionBuilder<Tables> {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    const executeInside: typeof execute = (work) => execute((transaction) => inside(this.#owner, () => work(transaction)));
    return Object.assign(builder, { execute: executeInside });
  }
}
