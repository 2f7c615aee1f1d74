// Statistics without identities (R5.5): counts of clear headers and of authorities' answers, small ones not told. Whoever may not list
// records of the whole organisation hears of their own branch.
import type { StaffCaller } from '#server/kernel/access/staff-sessions.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Summaries } from '#server/kernel/summaries/summaries.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { dayInChina, type Period, periodOf, weekOf, yearOf } from '#src/domain/statistics/periods.ts';
import { outcomes, type Statistics, type StatisticsTable, type Waiting } from '#src/domain/statistics/schema.ts';
import { suppress } from '#src/domain/statistics/suppress.ts';
import { answerWaits, type CountedRow, countDays, countRecords, receiptWaits, type Scope, type Waits } from './store.ts';

export interface StatisticsService {
  /** @throws Refusal internal/invalid-input when there is no such week */
  readonly show: (period: string, caller: Pick<StaffCaller, 'deviceId' | 'member'>) => Promise<Statistics>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly summaries: Summaries;
  readonly configuration: { readonly newest: () => Promise<{ readonly body: Configuration }> };
}

/** The 95th of a hundred, of fewer than twenty, is one person's own. */
const fewestForP95 = 20;

/** Cells of the known keys in their order, and of whatever else occurs. */
function tableOf(
  rows: readonly CountedRow[],
  keyOf: (row: CountedRow) => string,
  known: readonly string[],
  smallest: number | null,
): StatisticsTable {
  const counts = new Map(known.map((key) => [key, 0]));
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count);
  const keys = [...counts.keys()];
  if (smallest === null) return { total: null, cells: keys.map((key) => ({ key, count: null })) };
  const { total, cells } = suppress([...counts.values()], smallest);
  return { total, cells: keys.map((key, index) => ({ key, count: cells[index] ?? null })) };
}

async function waitingOf(waits: Waits, smallest: number | null): Promise<Waiting> {
  const count = await waits.count();
  if (smallest === null || count < smallest) return { median: null, p95: null };
  const seconds = async (share: number) => (await waits.at(Math.ceil(count * share) - 1)) / 1_000;
  return { median: await seconds(0.5), p95: count < fewestForP95 ? null : await seconds(0.95) };
}

export function createStatisticsService(dependencies: Dependencies): StatisticsService {
  const { store, clock, audit, organisationId, summaries, configuration } = dependencies;

  /** Of what is still to come nothing is said, not that it is small. */
  const bucketsSoFar = ({ unit, buckets }: Period): readonly string[] => {
    const today = dayInChina(clock.nowMs());
    const last = unit === 'week' ? today : weekOf(today);
    return buckets.filter((bucket) => bucket <= last);
  };

  /** A week whose count the table of its year hides is not told anything of: the year's total would give the other hidden ones. */
  const isHiddenInYear = async (week: string, scope: Scope, smallest: number): Promise<boolean> => {
    const year = periodOf(yearOf(week));
    if (year === null) return true;
    const days = await countDays(store, { ...scope, from: year.from, to: year.to });
    const counts = new Map(bucketsSoFar(year).map((bucket) => [bucket, 0]));
    for (const [day, count] of days) counts.set(weekOf(day), (counts.get(weekOf(day)) ?? 0) + count);
    return suppress([...counts.values()], smallest).cells[[...counts.keys()].indexOf(week)] === null;
  };

  const count = async (name: string, period: Period, branchId: string | null, { body }: { readonly body: Configuration }) => {
    const { smallestCount } = body.policy;
    const scope: Scope = { organisationId, from: period.from, to: period.to, branchId };
    const isHidden = period.unit === 'week' && (await isHiddenInYear(name, scope, smallestCount));
    const smallest = isHidden ? null : smallestCount;
    const rows = await countRecords(store, scope);
    const branches = body.branches.filter(({ id }) => branchId === null || id === branchId);
    const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
    return {
      smallestCount,
      branches: branches.map(({ id, name: label }) => ({ id, name: label })),
      services: body.services.map(({ id, name: label }) => ({ id, name: label })),
      byTime: tableOf(rows, ({ day }) => (period.unit === 'week' ? day : weekOf(day)), bucketsSoFar(period), smallest),
      byBranch: branchId === null ? tableOf(rows, (row) => row.branch_id, idsOf(branches), smallest) : null,
      byService: tableOf(rows, (row) => row.service_id, idsOf(body.services), smallest),
      byOutcome: tableOf(rows, (row) => row.outcome, outcomes, smallest),
      untilReceipt: await waitingOf(receiptWaits(store, scope), smallest),
      untilAnswer: await waitingOf(answerWaits(store, scope), smallest),
    };
  };

  return {
    show: async (name, { member, deviceId }) => {
      const period = periodOf(name);
      if (period === null) throw new Refusal('internal/invalid-input', {});
      await summaries.catchUp();
      const branchId = isPermitted('central:list', member.role) ? null : member.branchId;
      const counted = await count(name, period, branchId, await configuration.newest());
      const at = instantFromMs(clock.nowMs());
      await store
        .transaction()
        .execute((transaction) =>
          audit.append(transaction, at, { action: 'statistics.read', staffId: member.id, deviceId, period: name }),
        );
      return { period: name, from: period.from, to: period.to, at, branchId, ...counted };
    },
  };
}
