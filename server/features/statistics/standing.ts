// Restrictions and subjects' requests as tables: what stands open now, and what came and went in the period. Each is of the one branch that
// answers for it, so a supervisor hears of no other.

import type { Store } from '#server/kernel/store/store.ts';
import { dayInChina } from '#src/base/china-time.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { Statistics } from '#src/domain/statistics/schema.ts';
import { ageBandOf, ageBands, answeredKeys, restrictionStates, termBandOf, termBands } from '#src/domain/statistics/standing.ts';
import type { CountedRequests, CountedRestrictions } from './ports.ts';
import { loadBranches } from './store.ts';
import { isWithin, keyTable, type Shown, smallestTold, tableOf, timeTable, yearAround } from './tables.ts';

export interface CountedFrom {
  readonly store: Store;
  readonly organisationId: string;
  readonly restriction: CountedRestrictions;
  readonly requests: CountedRequests;
}

const dayOf = (at: string) => dayInChina(Date.parse(at));

export async function countRestrictions(
  { store, organisationId, restriction }: CountedFrom,
  shown: Shown,
  branchIds: readonly string[],
): Promise<Statistics['restrictions']> {
  const { branchId, smallestCount, nowMs, period } = shown;
  const spans = await restriction.spans(store);
  const branches = await loadBranches(store, organisationId, new Set(spans.map(({ recordId }) => recordId)));
  const counted = spans
    .map((span) => ({ ...span, count: 1, branchId: branches.get(span.recordId) ?? '' }))
    .filter((span) => branchId === null || span.branchId === branchId);
  const year = yearAround(shown);
  const inTime = (moments: readonly string[]) => {
    const ofYear = moments.map((at) => ({ day: dayOf(at), count: 1 })).filter(({ day }) => isWithin(year, day));
    return { ofYear, rows: ofYear.filter(({ day }) => isWithin(period, day)) };
  };
  const begun = inTime(counted.map(({ from }) => from));
  const released = inTime(counted.flatMap(({ to }) => to ?? []));
  const lasting = counted.filter(({ to }) => to === null);
  const byState = tableOf(lasting, ({ state }) => state, restrictionStates, smallestCount);
  // All that began less all that ended is what lasts: where that is not told, what ended is not told either.
  const smallestReleased = byState.total === null ? null : smallestTold(shown, released.ofYear);
  return {
    byState,
    byBranch: branchId === null ? tableOf(lasting, (span) => span.branchId, branchIds, smallestCount) : null,
    byAge: tableOf(lasting, ({ from }) => ageBandOf(from, nowMs), ageBands, smallestCount),
    begun: timeTable(shown, begun.rows, smallestTold(shown, begun.ofYear)),
    released: timeTable(shown, released.rows, smallestReleased),
  };
}

/** Moments of days in China. */
function momentsOf({ from, to }: { readonly from: string; readonly to: string }) {
  const start = (day: string) => Date.parse(`${day}T00:00:00.000+08:00`);
  return { from: instantFromMs(start(from)), before: instantFromMs(start(to) + 86_400_000) };
}

export async function countRequests(
  { store, requests }: Pick<CountedFrom, 'store' | 'requests'>,
  shown: Shown,
): Promise<Statistics['requests']> {
  const { branchId, smallestCount } = shown;
  const terms = await requests.terms(store, momentsOf(yearAround(shown)));
  const counted = terms.filter((one) => branchId === null || one.branchId === branchId).map((one) => ({ ...one, count: 1 }));
  const open = counted.filter(({ settledAt }) => settledAt === null);
  const ofYear = counted.flatMap((one) => (one.settledAt === null ? [] : { ...one, day: dayOf(one.settledAt) }));
  return {
    openByTerm: tableOf(open, ({ daysLeft }) => termBandOf(daysLeft), termBands, smallestCount),
    answered: keyTable(
      shown,
      ofYear,
      ({ requestKind, daysLeft }) => `${requestKind}:${daysLeft < 0 ? 'late' : 'in-time'}`,
      answeredKeys,
    ),
  };
}
