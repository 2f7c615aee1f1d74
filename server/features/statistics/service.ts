// Statistics without identities (R5.5): counts of clear headers and of authorities' answers, small ones not told. Whoever may not list
// records of the whole organisation hears of their own branch.
import type { StaffCaller } from '#server/kernel/access/staff-sessions.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Summaries } from '#server/kernel/summaries/summaries.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { periodOf } from '#src/domain/statistics/periods.ts';
import { outcomes, type Statistics, type Waiting } from '#src/domain/statistics/schema.ts';
import { type CountedFrom, countRequests, countRestrictions } from './standing.ts';
import { answerWaits, countRecords, receiptWaits, type Scope, type Waits } from './store.ts';
import { isWithin, keyTable, type Shown, smallestTold, timeTable, yearAround } from './tables.ts';

export interface StatisticsService {
  /** @throws Refusal internal/invalid-input when there is no such week */
  readonly show: (period: string, caller: Pick<StaffCaller, 'deviceId' | 'member'>) => Promise<Statistics>;
}

interface Dependencies extends CountedFrom {
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly summaries: Summaries;
  readonly configuration: { readonly newest: () => Promise<{ readonly body: Configuration }> };
}

/** The 95th of a hundred, of fewer than twenty, is one person's own. */
const fewestForP95 = 20;

async function waitingOf(waits: Waits, smallest: number | null): Promise<Waiting> {
  const count = await waits.count();
  if (smallest === null || count < smallest) return { median: null, p95: null };
  const seconds = async (share: number) => (await waits.at(Math.ceil(count * share) - 1)) / 1_000;
  return { median: await seconds(0.5), p95: count < fewestForP95 ? null : await seconds(0.95) };
}

export function createStatisticsService(dependencies: Dependencies): StatisticsService {
  const { store, clock, audit, organisationId, summaries, configuration } = dependencies;

  const count = async (shown: Shown, { body }: { readonly body: Configuration }) => {
    const { period, branchId, smallestCount } = shown;
    const scope: Scope = { organisationId, from: period.from, to: period.to, branchId };
    const year = yearAround(shown);
    const ofYear = await countRecords(store, { ...scope, from: year.from, to: year.to });
    const smallest = smallestTold(shown, ofYear);
    const rows = ofYear.filter(({ day }) => isWithin(period, day));
    const branches = body.branches.filter(({ id }) => branchId === null || id === branchId);
    const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
    return {
      smallestCount,
      branches: branches.map(({ id, name: label }) => ({ id, name: label })),
      services: body.services.map(({ id, name: label }) => ({ id, name: label })),
      byTime: timeTable(shown, rows, smallest),
      byBranch: branchId === null ? keyTable(shown, ofYear, (row) => row.branch_id, idsOf(branches)) : null,
      byService: keyTable(shown, ofYear, (row) => row.service_id, idsOf(body.services)),
      byOutcome: keyTable(shown, ofYear, (row) => row.outcome, outcomes),
      untilReceipt: await waitingOf(receiptWaits(store, scope), smallest),
      untilAnswer: await waitingOf(answerWaits(store, scope), smallest),
      restrictions: await countRestrictions(dependencies, shown, idsOf(branches)),
      requests: await countRequests(dependencies, shown),
    };
  };

  return {
    show: async (name, { member, deviceId }) => {
      const period = periodOf(name);
      if (period === null) throw new Refusal('internal/invalid-input', {});
      await summaries.catchUp();
      const branchId = isPermitted('central:list', member.role) ? null : member.branchId;
      const nowMs = clock.nowMs();
      const newest = await configuration.newest();
      const shown = { name, period, nowMs, branchId, smallestCount: newest.body.policy.smallestCount };
      const counted = await count(shown, newest);
      const at = instantFromMs(nowMs);
      await store
        .transaction()
        .execute((transaction) =>
          audit.append(transaction, at, { action: 'statistics.read', staffId: member.id, deviceId, period: name }),
        );
      return { period: name, from: period.from, to: period.to, at, branchId, ...counted };
    },
  };
}
