// Facts about subjects as rows that are only added, and what every workstation is told of them.
import { nextNumber } from '#server/kernel/store/next-number.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type RestrictionEntry, restrictionEntry } from '#src/contract/sync/restriction.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { type FailedCheck, type RestrictionEvent, restrictionEvent } from '#src/domain/restriction/schema.ts';

/** Everything is read and written of one organisation. */
export interface Scope {
  readonly transaction: Store;
  readonly organisationId: string;
}

type RecordNamed = Pick<FailedCheck, 'recordId' | 'revision'>;

/** In the order in which they were written. */
export async function loadEvents(
  { transaction, organisationId }: Scope,
  subjectId: string,
): Promise<readonly RestrictionEvent[]> {
  const rows = await transaction
    .selectFrom('restriction_event')
    .select('event')
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .orderBy('sequence')
    .execute();
  return rows.map(({ event }) => restrictionEvent.parse(JSON.parse(event)));
}

/** @param before how many there are already */
export async function appendEvents(
  { transaction, organisationId }: Scope,
  subjectId: string,
  before: number,
  events: readonly RestrictionEvent[],
): Promise<void> {
  const rows = events.map((event, index) => ({
    organisation_id: organisationId,
    subject_id: subjectId,
    sequence: before + index + 1,
    kind: event.kind,
    at: event.at,
    event: JSON.stringify(event),
  }));
  await transaction.insertInto('restriction_event').values(rows).execute();
}

/** A record of theirs names the document they are recognised by. */
export async function ensureSubject(
  { transaction, organisationId }: Scope,
  subjectId: string,
  { recordId, revision }: RecordNamed,
): Promise<void> {
  await transaction
    .insertInto('restricted_subject')
    .values({
      organisation_id: organisationId,
      subject_id: subjectId,
      record_id: recordId,
      revision,
      digest: null,
      due_ms: null,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'subject_id']).doNothing())
    .execute();
}

export async function loadDigest({ transaction, organisationId }: Scope, subjectId: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('restricted_subject')
    .select('digest')
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  return row?.digest ?? null;
}

/** Nobody can be told of this subject before its digest is known; `null` asks for it no more. */
export async function setDue(scope: Scope, subjectId: string, dueMs: number | null): Promise<void> {
  const { transaction, organisationId } = scope;
  await transaction
    .updateTable('restricted_subject')
    .set({ due_ms: dueMs })
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .execute();
}

export async function saveDigest(scope: Scope, subjectId: string, digest: string): Promise<void> {
  const { transaction, organisationId } = scope;
  await transaction
    .updateTable('restricted_subject')
    .set({ digest, due_ms: null })
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .execute();
}

/** Subjects that workstations wait to be told of, the longest due first. */
export async function findDue(store: Store, organisationId: string, nowMs: number, limit: number): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('restricted_subject')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('due_ms', '<=', nowMs)
    .orderBy('due_ms')
    .limit(limit)
    .execute();
  return rows.map(({ subject_id }) => subject_id);
}

/** Whatever waits is due now. */
export async function makeDue(store: Store, organisationId: string, nowMs: number): Promise<void> {
  await store
    .updateTable('restricted_subject')
    .set({ due_ms: nowMs })
    .where('organisation_id', '=', organisationId)
    .where('due_ms', '>', nowMs)
    .execute();
}

/** Takes one that is due for an attempt: nobody else takes it before `untilMs`. @returns null when it is not due any more */
export async function leaseSubject(
  { transaction, organisationId }: Scope,
  subjectId: string,
  nowMs: number,
  untilMs: number,
): Promise<{ readonly record_id: string; readonly revision: number; readonly attempts: number } | null> {
  const row = await transaction
    .updateTable('restricted_subject')
    .set((set) => ({ attempts: set('attempts', '+', 1), due_ms: untilMs }))
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .where('due_ms', '<=', nowMs)
    .returning(['record_id', 'revision', 'attempts'])
    .executeTakeFirst();
  return row ?? null;
}

export async function loadEnvelope(
  { transaction, organisationId }: Scope,
  record: { readonly recordId: string; readonly revision: number },
) {
  const { envelope: text } = await transaction
    .selectFrom('record')
    .select('envelope')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', record.recordId)
    .where('revision', '=', record.revision)
    .executeTakeFirstOrThrow();
  return text;
}

/** The clear part of a record. */
export async function loadHeader(scope: Scope, record: RecordNamed): Promise<RecordHeader> {
  return envelope.parse(JSON.parse(await loadEnvelope(scope, record))).header;
}

export async function addChange({ transaction, organisationId }: Scope, entry: RestrictionEntry): Promise<void> {
  const position = await nextNumber(transaction, organisationId, 'last_restriction');
  const row = { organisation_id: organisationId, position, entry: JSON.stringify(entry) };
  await transaction.insertInto('restriction_change').values(row).execute();
}

export async function loadChanges(
  store: Store,
  organisationId: string,
  after: number,
  limit: number,
): Promise<readonly { readonly position: number; readonly entry: RestrictionEntry }[]> {
  const rows = await store
    .selectFrom('restriction_change')
    .select(['position', 'entry'])
    .where('organisation_id', '=', organisationId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ position, entry }) => ({ position, entry: restrictionEntry.parse(JSON.parse(entry)) }));
}

/** Restricted more often than released: between two restrictions of one subject stands a release. */
export async function openSubjects(store: Store, organisationId: string, limit: number): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('restriction_event')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('kind', 'in', ['restricted', 'released'])
    .groupBy('subject_id')
    .having(({ eb, fn, val }) => eb(fn.sum(eb.case().when('kind', '=', 'restricted').then(1).else(-1).end()), '>', val(0)))
    .orderBy((eb) => eb.fn.max('at'))
    .limit(limit)
    .execute();
  return rows.map(({ subject_id }) => subject_id);
}

/** What happened to everybody who was ever restricted, each one's in the order in which it was written. */
export async function loadRestrictedEvents(
  store: Store,
  organisationId: string,
): Promise<readonly { readonly subjectId: string; readonly event: RestrictionEvent }[]> {
  const rows = await store
    .selectFrom('restriction_event as e')
    .select(['e.subject_id', 'e.event'])
    .where('e.organisation_id', '=', organisationId)
    .where('e.subject_id', 'in', (query) =>
      query
        .selectFrom('restriction_event as r')
        .select('r.subject_id')
        .where('r.organisation_id', '=', organisationId)
        .where('r.kind', '=', 'restricted'),
    )
    .orderBy('e.subject_id')
    .orderBy('e.sequence')
    .execute();
  return rows.map(({ subject_id: subjectId, event }) => ({ subjectId, event: restrictionEvent.parse(JSON.parse(event)) }));
}
