// What supervisors see of restricted subjects and decide about them (R3.6). The person proves who they are with every decision; a decision,
// its leaf and what workstations are told of it are one transaction, under the lock that failures are counted under.
import type * as z from 'zod';
import { requireAdministrator } from '#server/kernel/access/administrator.ts';
import type { StaffCaller } from '#server/kernel/access/staff-sessions.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type {
  OpenRestriction,
  RestrictionAct,
  RestrictionsResponse,
  restrictionsRequest,
} from '#src/contract/sync/restriction.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { everyRestriction, isSought, type RestrictionFilter } from '#src/domain/restriction/filter.ts';
import { type DecisionObjection, decide, involvedIn, sinceRelease, standingOf } from '#src/domain/restriction/rules.ts';
import type { RestrictionDecision, RestrictionEvent } from '#src/domain/restriction/schema.ts';
import { tellWorkstations } from './count.ts';
import type { PublishedConfigurations, TellSubject } from './ports.ts';
import { appendEvents, loadEvents, loadHeader, openSubjects, type Scope } from './store.ts';

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
  readonly tellSubject: TellSubject;
}

export interface RestrictionDecisions {
  /** @throws Refusal staff/…, access/denied, restriction/… */
  readonly act: (request: z.output<typeof restrictionsRequest>, deviceId: string) => Promise<RestrictionsResponse>;
  /** One look, which is a leaf of the audit log. */
  readonly list: (filter: RestrictionFilter, by: StaffCaller) => Promise<RestrictionsResponse>;
}

/** Who decides, and from where. */
interface Deciding {
  readonly staffId: string;
  readonly deviceId: string;
}

const shownAtMost = 200;
/** Looked through for those that are sought. */
const soughtAmong = 1_000;

function refusalOf(objection: DecisionObjection): Refusal {
  return objection.code === 'restriction/check-incomplete'
    ? new Refusal(objection.code, { missing: [...objection.missing] })
    : new Refusal(objection.code, {});
}

/** The records that failed since the last release, with who captured and reviewed each. */
async function failedRecords(scope: Scope, events: readonly RestrictionEvent[]) {
  const records = [];
  for (const event of sinceRelease(events)) {
    if (event.kind !== 'failed') continue;
    const { recordId, revision, reason, at } = event;
    const header = await loadHeader(scope, event);
    records.push({ recordId, revision, reason, at, branchId: header.branchId, involved: involvedIn(header) });
  }
  return records;
}

/** Who took the registrations before which the subject was identified: they ease nothing by them. */
async function involvedInChecks(scope: Scope, events: readonly RestrictionEvent[]): Promise<readonly string[]> {
  const records = sinceRelease(events).flatMap((event) => (event.kind === 'checked' ? (event.atCounter ?? []) : []));
  const headers = await Promise.all(records.map((record) => loadHeader(scope, record)));
  return headers.flatMap(involvedIn);
}

async function describe(scope: Scope, subjectId: string, staffId: string, { staff }: Configuration): Promise<OpenRestriction> {
  const events = await loadEvents(scope, subjectId);
  const { state, failures, reasons, since, furtherCheck } = standingOf(events);
  const recent = sinceRelease(events);
  const records = await failedRecords(scope, events);
  const nameOf = (id: string) => staff.find((member) => member.id === id)?.name ?? id;
  return {
    subjectId,
    version: events.length,
    state,
    failures,
    reasons: [...reasons],
    since,
    furtherCheck,
    records: records.map(({ involved, ...record }) => ({ ...record, isOwn: involved.includes(staffId) })),
    events: recent.map((event, index) => ({
      sequence: events.length - recent.length + index + 1,
      event,
      byName: 'by' in event ? nameOf(event.by) : null,
    })),
  };
}

interface Sought {
  readonly filter: RestrictionFilter;
  readonly newest: Configuration;
}

/** One more than are shown, so that it can be said that there are more. */
async function describeSought(
  scope: Scope,
  open: readonly string[],
  staffId: string,
  { filter, newest }: Sought,
): Promise<readonly OpenRestriction[]> {
  const found: OpenRestriction[] = [];
  for (const subjectId of open) {
    const item = await describe(scope, subjectId, staffId, newest);
    if (isSought(filter, item)) found.push(item);
    if (found.length > shownAtMost) break;
  }
  return found;
}

function leafOf(subjectId: string, { staffId, deviceId }: Deciding, decision: RestrictionDecision): AuditAct {
  const isCheck = decision.kind === 'checked';
  return {
    action: 'restriction.decided',
    subjectId,
    staffId,
    deviceId,
    decision: decision.kind,
    reason: isCheck ? decision.result : decision.reason,
    points: isCheck ? decision.points.join(' ') : null,
  };
}

/** @throws Refusal restriction/unknown, restriction/overtaken: decided on what is no longer so, a failure or another decision came between */
async function eventsAt(scope: Scope, subjectId: string, version: number): Promise<readonly RestrictionEvent[]> {
  const events = await loadEvents(scope, subjectId);
  if (events.length === 0) throw new Refusal('restriction/unknown', {});
  if (events.length !== version) throw new Refusal('restriction/overtaken', {});
  return events;
}

export function createRestrictionDecisions(dependencies: Dependencies): RestrictionDecisions {
  const { store, clock, audit, organisationId, configuration, tellSubject } = dependencies;

  const perform = (act: RestrictionAct, by: Deciding): Promise<void> =>
    store.transaction().execute(async (transaction) => {
      const scope = { transaction, organisationId };
      const nowMs = clock.nowMs();
      const at = instantFromMs(nowMs);
      const { subjectId, version, decision } = act;
      await audit.during(transaction, at, async (addLeaf) => {
        const events = await eventsAt(scope, subjectId, version);
        const failed = await failedRecords(scope, events);
        const involved = [...failed.flatMap((record) => record.involved), ...(await involvedInChecks(scope, events))];
        const decided = decide(events, decision, by.staffId, { at, involved });
        if (!decided.ok) throw refusalOf(decided.error);
        await appendEvents(scope, subjectId, events.length, [decided.value]);
        addLeaf(leafOf(subjectId, by, decision));
        await tellWorkstations(scope, subjectId, nowMs);
        const last = failed.at(-1);
        if (decision.kind === 'released' && last !== undefined) await tellSubject(transaction, last.recordId, 'released');
      });
    });

  const show = async (by: Deciding, isAsked: boolean, sought: Sought): Promise<RestrictionsResponse> => {
    const at = instantFromMs(clock.nowMs());
    return store.transaction().execute(async (transaction) => {
      const open = await openSubjects(transaction, organisationId, soughtAmong + 1);
      const found = await describeSought({ transaction, organisationId }, open.slice(0, soughtAmong), by.staffId, sought);
      const items = found.slice(0, shownAtMost);
      if (isAsked) await audit.append(transaction, at, { action: 'restriction.listed', ...by, items: items.length });
      const byAge = items.toSorted((one, other) => (one.since ?? '').localeCompare(other.since ?? ''));
      return { at, items: byAge, isMore: found.length > shownAtMost || open.length > soughtAmong };
    });
  };

  return {
    act: async ({ administrator, act }, deviceId) => {
      const { body } = await configuration.newest();
      const { id: staffId } = await requireAdministrator(dependencies, body, administrator, 'restrictions:decide');
      const by = { staffId, deviceId };
      await perform(act, by);
      return show(by, false, { filter: act.filter ?? everyRestriction, newest: body });
    },
    list: async (filter, { member, deviceId }) => {
      const { body } = await configuration.newest();
      return show({ staffId: member.id, deviceId }, true, { filter, newest: body });
    },
  };
}
