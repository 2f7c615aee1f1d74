// Requests as they are counted (R5.5, R8.2): where each one's term stands, or stood on the day it was settled.
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { termOf } from '#src/domain/subject-requests/rules.ts';
import type { RequestKind } from '#src/domain/subject-requests/schema.ts';
import { workingCalendar } from '#src/domain/working-days/rules.ts';
import type { Configurations } from './ports.ts';
import { openOrSettled } from './store.ts';

export interface RequestStanding {
  readonly branchId: string;
  readonly requestKind: RequestKind;
  /** Null: open. */
  readonly settledAt: string | null;
  /** Working days; negative: so many late. */
  readonly daysLeft: number;
}

/** All that are open, and those settled in this time (`from` included, `before` not). */
export type RequestTerms = (
  store: Store,
  settled: { readonly from: string; readonly before: string },
) => Promise<readonly RequestStanding[]>;

export function requestTerms({
  clock,
  organisationId,
  configuration,
}: {
  readonly clock: Clock;
  readonly organisationId: string;
  readonly configuration: Pick<Configurations, 'newest'>;
}): RequestTerms {
  return async (store, settled) => {
    const { body } = await configuration.newest();
    const calendar = workingCalendar(body.workingDays);
    const loaded = await openOrSettled(store, organisationId, settled);
    return loaded.map(({ row, events }) => ({
      branchId: row.branch_id,
      requestKind: row.kind,
      settledAt: row.settled_at,
      daysLeft: termOf({ kind: row.kind, openedAt: row.opened_at, events }, body.policy, calendar, clock.nowMs()).daysLeft,
    }));
  };
}
