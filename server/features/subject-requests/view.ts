// A request as staff see it: derived from its events, the organisation's policy and its calendar, each time it is asked.

import type { Store } from '#server/kernel/store/store.ts';
import { dayInChina } from '#src/base/china-time.ts';
import type { RequestDetail, RequestSummary } from '#src/contract/sync/subject-requests.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import { formFor } from '#src/domain/forms/parties.ts';
import { hasConsent } from '#src/domain/forms/rules.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { type RecordHeader, registrationId } from '#src/domain/registration/schema.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';
import type { SubjectRecord } from '#src/domain/subject-requests/copy.ts';
import { answeringBranch, inChargeOf, isPresent } from '#src/domain/subject-requests/in-charge.ts';
import { decideStep, permissionOf, stateOf, termOf } from '#src/domain/subject-requests/rules.ts';
import { stepKind } from '#src/domain/subject-requests/schema.ts';
import { workingCalendar } from '#src/domain/working-days/rules.ts';
import { type Loaded, newestRevisions, type RequestRow, type StoredRecord } from './store.ts';

/** What a view is derived from. */
export interface Sight {
  readonly newest: Configuration;
  readonly published: readonly Configuration[];
  readonly nowMs: number;
}

/** Whose staff answer it today. */
export function branchOf(
  { branch_id }: Pick<RequestRow, 'branch_id'>,
  { newest, nowMs }: Pick<Sight, 'newest' | 'nowMs'>,
): string {
  return answeringBranch(branch_id, newest, dayInChina(nowMs));
}

export function summaryOf({ row, events }: Loaded, { newest, nowMs }: Sight): RequestSummary {
  const { kind, opened_at: openedAt } = row;
  const branchId = branchOf(row, { newest, nowMs });
  const term = termOf({ kind, openedAt, events }, newest.policy, workingCalendar(newest.workingDays), nowMs);
  const inCharge = inChargeOf({ branchId, events }, newest.staff, dayInChina(nowMs));
  const name = newest.staff.find(({ id }) => id === inCharge?.staffId)?.name ?? '';
  return {
    requestId: row.request_id,
    number: row.number,
    requestKind: kind,
    channel: row.channel,
    branchId,
    openedAt,
    state: stateOf(kind, events),
    deadline: term.on,
    daysLeft: term.daysLeft,
    isOverdue: term.isOverdue,
    guessedYears: [...term.guessedYears],
    inCharge: inCharge === null ? null : { ...inCharge, name },
  };
}

/** The form of a record as its subject was asked it: without a representative nobody was, and without what was not agreed to. */
export function formOf(
  { form: named, notice, consents }: RecordHeader,
  published: readonly Configuration[],
): FormDefinition | null {
  const forms = published.flatMap((one) => one.forms);
  const found = forms.find(({ id, version }) => id === named.id && version === named.version);
  if (found === undefined) return null;
  const form = formFor(found, notice.acceptedBy ?? 'subject');
  return { ...form, fields: form.fields.filter(({ part, name }) => part === 'core' || hasConsent(consents, name)) };
}

export function headerOf({ envelope: text }: Pick<StoredRecord, 'envelope'>): RecordHeader {
  return envelope.parse(JSON.parse(text)).header;
}

/** A record as the form it was captured with shows it; null only if that form was never published, which no accepted record has. */
export function recordOf(stored: StoredRecord, published: readonly Configuration[]): SubjectRecord | null {
  const header = headerOf(stored);
  const form = formOf(header, published);
  if (form === null) return null;
  const service = published.flatMap(({ services }) => services).findLast(({ id }) => id === header.serviceId);
  return {
    recordId: registrationId.parse(stored.recordId),
    revision: stored.revision,
    serviceName: service?.name ?? form.title,
    submittedAt: header.submittedAt,
    form,
  };
}

export async function recordsOf(
  store: Store,
  organisationId: string,
  recordIds: readonly string[],
  published: readonly Configuration[],
): Promise<readonly SubjectRecord[]> {
  const stored = await newestRevisions(store, organisationId, recordIds);
  return stored.flatMap((one) => recordOf(one, published) ?? []);
}

export function detailOf(loaded: Loaded, sight: Sight, member: StaffMember, records: readonly SubjectRecord[]): RequestDetail {
  const { newest } = sight;
  const { row, events } = loaded;
  const request = { kind: row.kind, events };
  const today = dayInChina(sight.nowMs);
  const names = new Map(newest.staff.map(({ id, name }) => [id, name]));
  return {
    ...summaryOf(loaded, sight),
    events: events.map((event) => ({ ...event, actorName: event.actorId === null ? null : (names.get(event.actorId) ?? null) })),
    steps: stepKind.options.filter(
      (step) =>
        isPermitted(permissionOf(step), member.role) && decideStep(request, { step, actorId: member.id }, newest.policy).ok,
    ),
    records: [...records],
    colleagues: newest.staff
      .filter((one) => one.branchId === branchOf(row, sight) && isPermitted('requests:handle', one.role) && isPresent(one, today))
      .map(({ id, name }) => ({ staffId: id, name })),
  };
}
