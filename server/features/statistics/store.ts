import type { AliasableExpression } from 'kysely';
import type { Store } from '#server/kernel/store/store.ts';
import { recordsWithOutcome } from '#server/kernel/summaries/outcome.ts';

/** Of which registrations. */
export interface Scope {
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  /** Null: of all. */
  readonly branchId: string | null;
}

export interface CountedRow {
  readonly day: string;
  readonly branch_id: string;
  readonly service_id: string;
  readonly outcome: string;
  readonly count: number;
}

/** Everything the tables are made of, counted at once, so that they agree with each other. */
export async function countRecords(store: Store, { organisationId, from, to, branchId }: Scope): Promise<readonly CountedRow[]> {
  const rows = await recordsWithOutcome(store, organisationId)
    .select((select) => ['day', 'branch_id', 'service_id', 'outcome', select.fn.countAll<number>().as('count')])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .$if(branchId !== null, (query) => query.where('branch_id', '=', branchId ?? ''))
    .groupBy(['day', 'branch_id', 'service_id', 'outcome'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Milliseconds waited, as a list the database keeps: how long it is, and what stands at a place of it, shortest first. */
export interface Waits {
  readonly count: () => Promise<number>;
  readonly at: (place: number) => Promise<number>;
}

function waitsOf(store: Store, waited: AliasableExpression<{ waited: number }>): Waits {
  const all = store.selectFrom(waited.as('all'));
  return {
    count: async () => {
      const row = await all.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
      return Number(row.count);
    },
    at: async (place) => {
      const row = await all.select('waited').orderBy('waited').limit(1).offset(place).executeTakeFirstOrThrow();
      // A workstation whose clock is ahead has waited no less than nothing.
      return Math.max(0, Number(row.waited));
    },
  };
}

/** From submission to receipt. */
export function receiptWaits(store: Store, { organisationId, from, to, branchId }: Scope): Waits {
  const waited = store
    .selectFrom('record_summary')
    .select((select) => select('received_ms', '-', select.ref('submitted_ms')).as('waited'))
    .where('organisation_id', '=', organisationId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .$if(branchId !== null, (query) => query.where('branch_id', '=', branchId ?? ''));
  return waitsOf(store, waited);
}

/** From the receipt of a record's first revision to each answer about it. */
export function answerWaits(store: Store, { organisationId, from, to, branchId }: Scope): Waits {
  const waited = store
    .selectFrom('record_summary as s')
    .innerJoin('verification_check as c', (join) =>
      join.onRef('c.organisation_id', '=', 's.organisation_id').onRef('c.record_id', '=', 's.record_id').on('c.revision', '=', 1),
    )
    .innerJoin('fact_summary as f', (join) =>
      join.onRef('f.organisation_id', '=', 'c.organisation_id').onRef('f.check_id', '=', 'c.check_id'),
    )
    .select((select) => select('f.answered_ms', '-', select.ref('s.received_ms')).as('waited'))
    .where('s.organisation_id', '=', organisationId)
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .$if(branchId !== null, (query) => query.where('s.branch_id', '=', branchId ?? ''));
  return waitsOf(store, waited);
}

/** Fewer than any database takes as parameters of one statement. */
const askedTogether = 500;

/** Of which branch records are. */
export async function loadBranches(
  store: Store,
  organisationId: string,
  recordIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...recordIds];
  const branches = new Map<string, string>();
  for (let from = 0; from < ids.length; from += askedTogether) {
    const rows = await store
      .selectFrom('record_summary')
      .select(['record_id', 'branch_id'])
      .where('organisation_id', '=', organisationId)
      .where('record_id', 'in', ids.slice(from, from + askedTogether))
      .execute();
    for (const row of rows) branches.set(row.record_id, row.branch_id);
  }
  return branches;
}
