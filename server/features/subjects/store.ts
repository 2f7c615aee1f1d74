import type { Store } from '#server/kernel/store/store.ts';
import type { SubjectRecordTable } from '#server/kernel/store/tables.ts';

/** A revision that waits to be identified. */
export interface Unidentified {
  readonly record_id: string;
  readonly revision: number;
  readonly device_id: string;
  readonly envelope: string;
}

const unidentified = ['record.record_id', 'record.revision', 'record.device_id', 'record.envelope'] as const;

/** How far records were looked at, and the id of the key they are found with. */
export async function loadProgress(
  store: Store,
  organisationId: string,
): Promise<{ readonly position: number; readonly keyId: string | null }> {
  const row = await store
    .selectFrom('organisation')
    .select(['subject_position', 'index_key_id'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return { position: row.subject_position, keyId: row.index_key_id };
}

/** The next records after a position, in the order in which they were accepted. */
export async function findNext(
  store: Store,
  organisationId: string,
  after: number,
  limit: number,
): Promise<readonly (Unidentified & { readonly position: number })[]> {
  return store
    .selectFrom('record')
    .select([...unidentified, 'record.position'])
    .where('organisation_id', '=', organisationId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** Records that could not be read and are due again. */
export async function findUnread(
  store: Store,
  organisationId: string,
  nowMs: number,
  limit: number,
): Promise<readonly Unidentified[]> {
  return store
    .selectFrom('subject_record')
    .innerJoin('record', (join) =>
      join
        .onRef('record.organisation_id', '=', 'subject_record.organisation_id')
        .onRef('record.record_id', '=', 'subject_record.record_id')
        .onRef('record.revision', '=', 'subject_record.revision'),
    )
    .select(unidentified)
    .where('subject_record.organisation_id', '=', organisationId)
    .where('subject_record.due_ms', '<=', nowMs)
    .orderBy('subject_record.due_ms')
    .limit(limit)
    .execute();
}

/** Whatever could not be read is due now. */
export async function makeDue(store: Store, organisationId: string, nowMs: number): Promise<void> {
  await store
    .updateTable('subject_record')
    .set({ due_ms: nowMs })
    .where('organisation_id', '=', organisationId)
    .where('due_ms', '>', nowMs)
    .execute();
}

/** Goes on from one position to another; the row stays locked. @returns false when somebody else did so meanwhile */
export async function advance(
  transaction: Store,
  organisationId: string,
  { from, to, keyId }: { readonly from: number; readonly to: number; readonly keyId: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('organisation')
    .set({ subject_position: to, index_key_id: keyId })
    .where('organisation_id', '=', organisationId)
    .where('subject_position', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** One subject for each document, made now or long ago. @returns digest → subject id */
export async function subjectsFor(
  transaction: Store,
  organisationId: string,
  wanted: ReadonlyMap<string, string>,
  createdAt: string,
): Promise<ReadonlyMap<string, string>> {
  if (wanted.size === 0) return new Map();
  const rows = await transaction
    .insertInto('subject')
    .values(
      [...wanted].map(([digest, id]) => ({
        organisation_id: organisationId,
        subject_id: id,
        document_digest: digest,
        created_at: createdAt,
      })),
    )
    // An update that changes nothing, so that the row that is there comes back.
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'document_digest'])
        .doUpdateSet((set) => ({ document_digest: set.ref('excluded.document_digest') })),
    )
    .returning(['document_digest', 'subject_id'])
    .execute();
  return new Map(rows.map((row) => [row.document_digest, row.subject_id]));
}

/** @returns false when it was identified before: then nothing may follow from this */
export async function saveIdentified(transaction: Store, row: SubjectRecordTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('subject_record')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'record_id', 'revision'])
        .doUpdateSet({
          subject_id: row.subject_id,
          phone_digest: row.phone_digest,
          problem: row.problem,
          due_ms: row.due_ms,
          identified_at: row.identified_at,
        })
        .where('subject_record.problem', 'is not', null),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findSubject(store: Store, organisationId: string, documentDigest: string): Promise<string | null> {
  const row = await store
    .selectFrom('subject')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('document_digest', '=', documentDigest)
    .executeTakeFirst();
  return row?.subject_id ?? null;
}

export async function subjectExists(store: Store, organisationId: string, subjectId: string): Promise<boolean> {
  const row = await store
    .selectFrom('subject')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function subjectsAfter(
  store: Store,
  organisationId: string,
  subjectId: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('subject')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '>', subjectId)
    .orderBy('subject_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.subject_id);
}

/** Whom the newest revision of a record below another one is about. */
export async function subjectBelow(
  store: Store,
  organisationId: string,
  recordId: string,
  revision: number,
): Promise<string | null> {
  const row = await store
    .selectFrom('subject_record')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .where('revision', '<', revision)
    .where('problem', 'is', null)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.subject_id ?? null;
}

/** Whom exactly this revision is about; null also while nobody knows. */
export async function subjectAt(
  store: Store,
  organisationId: string,
  recordId: string,
  revision: number,
): Promise<string | null> {
  const row = await store
    .selectFrom('subject_record')
    .select('subject_id')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row?.subject_id ?? null;
}

export interface SubjectRecord {
  readonly recordId: string;
  readonly revision: number;
  readonly serviceId: string;
}

/** Records whose newest identified revision has this value in a column. */
async function newestWith(
  store: Store,
  organisationId: string,
  column: 'subject_id' | 'phone_digest',
  value: string,
): Promise<readonly (SubjectRecord & { readonly subjectId: string | null })[]> {
  const rows = await store
    .selectFrom('subject_record as one')
    .select(['record_id', 'revision', 'service_id', 'subject_id'])
    .where('organisation_id', '=', organisationId)
    .where(column, '=', value)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subject_record as later')
            .select('later.revision')
            .whereRef('later.organisation_id', '=', 'one.organisation_id')
            .whereRef('later.record_id', '=', 'one.record_id')
            .whereRef('later.revision', '>', 'one.revision')
            .where('later.problem', 'is', null),
        ),
      ),
    )
    .orderBy('record_id')
    .execute();
  return rows.map((row) => ({
    recordId: row.record_id,
    revision: row.revision,
    serviceId: row.service_id,
    subjectId: row.subject_id,
  }));
}

export async function recordsOf(store: Store, organisationId: string, subjectId: string): Promise<readonly SubjectRecord[]> {
  return newestWith(store, organisationId, 'subject_id', subjectId);
}

export async function subjectsOfPhone(store: Store, organisationId: string, digest: string): Promise<readonly string[]> {
  const rows = await newestWith(store, organisationId, 'phone_digest', digest);
  return [...new Set(rows.flatMap(({ subjectId }) => subjectId ?? []))];
}
