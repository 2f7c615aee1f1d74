// Registrations in progress. Values exist here only between review and submission, inside the encrypted file; deleting overwrites
// them (secure_delete), and the write-ahead log is emptied afterwards.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { language } from '#src/base/language.ts';
import { type FieldConsent, fieldConsent, noticeAcceptance } from '#src/domain/consent/schema.ts';
import {
  type Correction,
  correction,
  draftValues,
  type FieldValues,
  fieldValues,
  type Review,
  registrationId,
  review,
} from '#src/domain/registration/schema.ts';

const row = z.object({
  id: registrationId,
  state: z.enum(['draft', 'reviewed', 'submitted']),
  service_id: z.string(),
  configuration_version: z.int(),
  notice: z.string(),
  language,
  begun_by: z.string(),
  field_values: z.string().nullable(),
  review: z.string().nullable(),
  second_review: z.string().nullable(),
  begun_at: z.string(),
  draft: z.string().nullable(),
  draft_saved_at: z.string().nullable(),
  corrects: z.string().nullable(),
  from_reader: z.string().nullable(),
});

const fieldNames = z.array(z.string());

const columns =
  'id, state, service_id, configuration_version, notice, language, begun_by, begun_at, field_values, review, second_review, draft, draft_saved_at, corrects, from_reader';

export type Registration = ReturnType<typeof registrationOf>;

function registrationOf(found: z.infer<typeof row>) {
  const notice = noticeAcceptance.parse(JSON.parse(found.notice));
  return {
    id: found.id,
    state: found.state,
    serviceId: found.service_id,
    configurationVersion: found.configuration_version,
    notice,
    acceptedBy: notice.acceptedBy ?? 'subject',
    language: found.language,
    begunBy: found.begun_by,
    values: found.field_values === null ? null : fieldValues.parse(JSON.parse(found.field_values)),
    review: found.review === null ? null : review.parse(JSON.parse(found.review)),
    secondReview: found.second_review === null ? null : review.parse(JSON.parse(found.second_review)),
    /** The reviewed content exactly as it is stored. */
    reviewedText: { values: found.field_values, review: found.review, second: found.second_review },
    begunAt: found.begun_at,
    /** As typed, unchecked. */
    draft: found.draft === null ? {} : draftValues.parse(JSON.parse(found.draft)),
    draftSavedAt: found.draft_saved_at,
    /** Fields of the draft as a document reader filled them in. */
    fromReader: found.from_reader === null ? [] : fieldNames.parse(JSON.parse(found.from_reader)),
    /** The saved revision this one will replace; null for a first one. */
    corrects: found.corrects === null ? null : correction.parse(JSON.parse(found.corrects)),
  } as const;
}

export interface RegistrationToBegin {
  readonly id: string;
  readonly serviceId: string;
  readonly configurationVersion: number;
  readonly notice: z.infer<typeof noticeAcceptance>;
  readonly begunBy: string;
}

export function insertRegistration(transaction: WriteTransaction, begun: RegistrationToBegin): void {
  transaction.run(
    `INSERT INTO registration (id, state, service_id, configuration_version, notice, language, begun_by, begun_at)
       VALUES (?, 'draft', ?, ?, ?, ?, ?, ?)`,
    begun.id,
    begun.serviceId,
    begun.configurationVersion,
    JSON.stringify(begun.notice),
    begun.notice.language,
    begun.begunBy,
    begun.notice.acceptedAt,
  );
}

export function loadRegistration(store: ReadStore, id: string): Registration | null {
  const found = store.one(row, `SELECT ${columns} FROM registration WHERE id = ?`, id);
  return found === null ? null : registrationOf(found);
}

/** The registrations this person began and has not submitted, newest first. */
export function loadUnfinished(store: ReadStore, staffId: string): readonly Registration[] {
  const sql = `SELECT ${columns} FROM registration WHERE begun_by = ? AND state <> 'submitted' ORDER BY begun_at DESC`;
  return store.all(row, sql, staffId).map(registrationOf);
}

export interface Draft {
  readonly values: FieldValues;
  readonly fromReader: readonly string[];
}

export function saveDraft(transaction: WriteTransaction, id: string, { values, fromReader }: Draft, savedAt: string): void {
  transaction.run(
    'UPDATE registration SET draft = ?, from_reader = ?, draft_saved_at = ? WHERE id = ?',
    JSON.stringify(values),
    JSON.stringify(fromReader),
    savedAt,
    id,
  );
}

export function saveReview(transaction: WriteTransaction, id: string, values: FieldValues, reviewed: Review): void {
  transaction.run(
    "UPDATE registration SET state = 'reviewed', field_values = ?, review = ?, second_review = NULL WHERE id = ?",
    JSON.stringify(values),
    JSON.stringify(reviewed),
    id,
  );
}

export function saveSecondReview(transaction: WriteTransaction, id: string, confirmed: Review): void {
  transaction.run('UPDATE registration SET second_review = ? WHERE id = ?', JSON.stringify(confirmed), id);
}

/** Back to a draft without values: what was reviewed no longer holds. */
export function dropReview(transaction: WriteTransaction, id: string): void {
  transaction.run(
    "UPDATE registration SET state = 'draft', field_values = NULL, review = NULL, second_review = NULL WHERE id = ?",
    id,
  );
}

/** Keeps the row, so that a second submission is recognised; drops everything a subject said (consents and images by a trigger). */
const submitted =
  "UPDATE registration SET state = 'submitted', field_values = NULL, draft = NULL, from_reader = NULL, corrects = NULL";

/** Drops a correction: the record stays as it was saved. */
export function markSubmitted(transaction: WriteTransaction, id: string): void {
  transaction.run(`${submitted} WHERE id = ?`, id);
}

/** Submits what was reviewed. @returns false when it is no longer this very review that is stored */
export function markReviewSubmitted(transaction: WriteTransaction, { id, begunBy, reviewedText }: Registration): boolean {
  const changed = transaction.run(
    `${submitted} WHERE id = :id AND begun_by = :begunBy AND state = 'reviewed' AND field_values = :values AND review = :review
       AND second_review IS :second`,
    { id, begunBy, ...reviewedText },
  );
  return changed === 1;
}

export interface RegistrationToReopen {
  readonly id: string;
  readonly configurationVersion: number;
  /** Whose draft it is from now on. */
  readonly begunBy: string;
  readonly values: FieldValues;
  readonly consents: readonly FieldConsent[];
  readonly corrects: Correction;
  /** Under which it goes on: the record's own, or one given anew. A renewal that was discarded leaves none of its own behind. */
  readonly notice: z.infer<typeof noticeAcceptance>;
  readonly at: string;
}

/** A submitted registration becomes a draft again, with what its record said. */
export function reopenRegistration(transaction: WriteTransaction, reopened: RegistrationToReopen): void {
  transaction.run(
    `UPDATE registration SET state = 'draft', begun_by = ?, configuration_version = ?, draft = ?, draft_saved_at = ?, corrects = ?,
       notice = ?, language = ?, review = NULL, second_review = NULL WHERE id = ? AND state = 'submitted'`,
    reopened.begunBy,
    reopened.configurationVersion,
    JSON.stringify(reopened.values),
    reopened.at,
    JSON.stringify(reopened.corrects),
    JSON.stringify(reopened.notice),
    reopened.notice.language,
    reopened.id,
  );
  for (const consent of reopened.consents) addConsent(transaction, reopened.id, consent);
}

export function deleteRegistration(transaction: WriteTransaction, id: string): void {
  transaction.run('DELETE FROM registration WHERE id = ?', id);
}

export function addConsent(transaction: WriteTransaction, id: string, consent: FieldConsent): void {
  transaction.run(
    'INSERT INTO field_consent (registration_id, field, agreed, decided_at) VALUES (?, ?, ?, ?)',
    id,
    consent.field,
    consent.agreed ? 1 : 0,
    consent.decidedAt,
  );
}

const consentRow = z.object({ field: z.string(), agreed: z.int(), decided_at: z.string() });

/** The last answer to each field, in the order the fields were first asked. */
export function loadConsents(store: ReadStore, id: string): readonly FieldConsent[] {
  const last = new Map<string, FieldConsent>();
  const rows = store.all(
    consentRow,
    'SELECT field, agreed, decided_at FROM field_consent WHERE registration_id = ? ORDER BY sequence',
    id,
  );
  for (const { field, agreed, decided_at: decidedAt } of rows) {
    last.set(field, fieldConsent.parse({ field, agreed: agreed === 1, decidedAt }));
  }
  return [...last.values()];
}
