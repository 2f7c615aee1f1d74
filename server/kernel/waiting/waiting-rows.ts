// What waits for the agent: rows that are due, leased for one attempt, put off after a failure, and closed by exactly one answer. Nothing
// rests on who holds a lease: an answer that comes after another, or from an attempt thought dead, finds the row closed and changes nothing.
import { type RawBuilder, sql } from 'kysely';
import type { Randomness } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { retryDelayMs } from '#src/domain/sync/states.ts';

/** Which table holds them, and the column that names one. The table has organisation_id, state, attempts, due_ms and last_error too. */
interface Place {
  readonly table: 'verification_check' | 'contact_notice';
  readonly id: 'check_id' | 'notice_id';
}

export interface RowKey {
  readonly organisationId: string;
  readonly id: string;
}

export interface WaitingRows<Row> {
  /** Ids of what is due, the longest due first; `kind` narrows it. */
  readonly findDue: (
    store: Store,
    organisationId: string,
    due: { readonly nowMs: number; readonly limit: number; readonly kind?: RawBuilder<boolean> },
  ) => Promise<readonly string[]>;
  /** Whatever waits for a lease or a delay is due now. */
  readonly makeDue: (store: Store, organisationId: string, nowMs: number) => Promise<void>;
  /** Takes what is due for an attempt: nobody else takes it before `untilMs`. @returns null when it is not due any more */
  readonly lease: (
    transaction: Store,
    key: RowKey,
    lease: { readonly nowMs: number; readonly untilMs: number },
  ) => Promise<Row | null>;
  /** After an attempt that brought no answer. */
  readonly postpone: (transaction: Store, key: RowKey, dueMs: number, error: string) => Promise<void>;
  /** @returns false when it waits no more: then nothing may follow from this answer */
  readonly close: (transaction: Store, key: RowKey, state: string) => Promise<boolean>;
  /** Those of these that wait, whoever asks about them. */
  readonly findWaiting: (store: Store, organisationId: string, ids: readonly string[]) => Promise<readonly Row[]>;
}

/** How long until the next attempt, in ms: full jitter over growing times, and at least what the source asked for. */
export function delayBefore(randomness: Randomness, attempts: number, waitMs: number | null): number {
  const [random = 0] = randomness.bytes(1);
  return Math.max(waitMs ?? 0, retryDelayMs(attempts, random / 256));
}

export function waitingRows<Row>({ table, id: idColumn }: Place): WaitingRows<Row> {
  const rows = sql.table(table);
  const id = sql.ref(idColumn);
  const waits = (organisationId: string) => sql<boolean>`organisation_id = ${organisationId} and state = 'waiting'`;
  const one = ({ organisationId, id: value }: RowKey) => sql<boolean>`${waits(organisationId)} and ${id} = ${value}`;

  return {
    findDue: async (store, organisationId, { nowMs, limit, kind = sql<boolean>`true` }) => {
      const due = await sql<{ id: string }>`
        select ${id} as id from ${rows} where ${waits(organisationId)} and due_ms <= ${nowMs} and ${kind}
        order by due_ms limit ${limit}`.execute(store);
      return due.rows.map((row) => row.id);
    },
    makeDue: async (store, organisationId, nowMs) => {
      await sql`update ${rows} set due_ms = ${nowMs} where ${waits(organisationId)} and due_ms > ${nowMs}`.execute(store);
    },
    lease: async (transaction, key, { nowMs, untilMs }) => {
      const leased = await sql<Row>`
        update ${rows} set attempts = attempts + 1, due_ms = ${untilMs} where ${one(key)} and due_ms <= ${nowMs}
        returning *`.execute(transaction);
      return leased.rows[0] ?? null;
    },
    postpone: async (transaction, key, dueMs, error) => {
      await sql`update ${rows} set due_ms = ${dueMs}, last_error = ${error} where ${one(key)}`.execute(transaction);
    },
    close: async (transaction, key, state) => {
      const closed = await sql`update ${rows} set state = ${state}, last_error = null where ${one(key)}`.execute(transaction);
      return closed.numAffectedRows === 1n;
    },
    findWaiting: async (store, organisationId, ids) => {
      if (ids.length === 0) return [];
      const found = await sql<Row>`
        select * from ${rows} where ${waits(organisationId)} and ${id} in (${sql.join(ids)})`.execute(store);
      return [...found.rows];
    },
  };
}
