// One saved record: masked by default, unmasked as a recorded act with a purpose (R1.3, R5.1), with the history of its revisions.
import * as z from 'zod';
import { savedContact } from '#main/kernel/contact/facts.ts';
import { closeDueCopies } from '#main/kernel/copies/closing.ts';
import { readCopy } from '#main/kernel/copies/copies.ts';
import { findByRecordId, type ListedRecord } from '#main/kernel/copies/listing.ts';
import { factsOf, statusOf } from '#main/kernel/verification/facts.ts';
import { messageOf, tellingsOf } from '#main/kernel/verification/tellings.ts';
import type { ReadStore } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import { type Envelope, envelope } from '#src/crypto/envelope.ts';
import { auditEvent } from '#src/domain/audit/events.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { maskValue } from '#src/domain/records/mask.ts';
import type { viewPurposes } from '#src/domain/records/reopening.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { outboxState } from '#src/domain/sync/states.ts';
import type { RecordsPorts } from './ports.ts';
import { listItem, requiredChecks, scopeOf } from './search.ts';

const lastError = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });
const revisionRow = z.object({
  revision: z.int(),
  envelope: z.string(),
  content_hash: z.string(),
  captured_by: z.string(),
  submitted_at: z.string(),
  state: outboxState,
  last_error: z.string().nullable(),
  receipt_position: z.int().nullable(),
  received_at: z.string().nullable(),
  stage: z.enum(['held', 'open', 'closed']),
  configuration_version: z.int(),
});
type RevisionRow = z.infer<typeof revisionRow>;
const eventRow = z.object({ event: z.string() });

/** The clear part of a saved revision. */
export function headerIn(text: string): RecordHeader {
  const parsed: Envelope = envelope.parse(JSON.parse(text));
  return parsed.header;
}

/** The newest revision as lists show it. Another clerk's record does not exist for this one. @throws Refusal `records/unknown` */
export function requireListed(store: ReadStore, session: Session, recordId: string): ListedRecord {
  const [row] = findByRecordId(store, recordId, { staffId: scopeOf(session), day: null, before: null, limit: 1 });
  if (row === undefined) throw new Refusal('records/unknown', {});
  return row;
}

/** All revisions, newest first. */
export function loadRevisions(store: ReadStore, recordId: string): readonly RevisionRow[] {
  return store.all(
    revisionRow,
    `SELECT record.revision, envelope, content_hash, captured_by, submitted_at, outbox.state, last_error, receipt_position,
            received_at, stage, configuration_version
       FROM record JOIN outbox USING (record_id, revision)
      WHERE record.record_id = ? ORDER BY record.revision DESC`,
    recordId,
  );
}

function formOf(ports: RecordsPorts, row: RevisionRow): FormDefinition | null {
  const { form } = headerIn(row.envelope);
  const forms = ports.configurations.byVersion(row.configuration_version)?.forms ?? [];
  return forms.find(({ id, version }) => id === form.id && version === form.version) ?? null;
}

function maskedFields(ports: RecordsPorts, recordId: string, row: RevisionRow): RecordDetail['fields'] {
  const values = readCopy(ports.store, recordId, row.revision);
  const form = formOf(ports, row);
  if (values === null || form === null) return [];
  return form.fields.flatMap((field) => {
    const value = values[field.name];
    return value === undefined ? [] : [{ field, masked: maskValue(field.input.kind, value) }];
  });
}

function loadEvents(ports: RecordsPorts, recordId: string): RecordDetail['events'] {
  const staff = ports.configurations.current()?.staff ?? [];
  const rows = ports.store.all(
    eventRow,
    "SELECT event FROM audit WHERE json_extract(event, '$.subjectId') = ? ORDER BY sequence DESC LIMIT 200",
    recordId,
  );
  return rows.map((row) => {
    const { sequence, at, action, actorId, detail } = auditEvent.parse(JSON.parse(row.event));
    return { sequence, at, action, actorName: staff.find(({ id }) => id === actorId)?.name ?? actorId, detail };
  });
}

function correctionOf(ports: RecordsPorts, session: Session, recordId: string): RecordDetail['correction'] {
  const by = ports.registrations.correctedBy(ports.store, recordId);
  if (by === null) return null;
  const name = ports.configurations.current()?.staff.find(({ id }) => id === by)?.name ?? by;
  return { byName: name, isOwn: by === session.staffId };
}

function verificationOf(
  ports: RecordsPorts,
  recordId: string,
  revision: number,
): RecordDetail['revisions'][number]['verification'] {
  const answers = factsOf(ports.store, recordId, revision);
  const status = statusOf(ports.store, requiredChecks(ports), { recordId, revision });
  const staff = ports.configurations.current()?.staff ?? [];
  const tellings = tellingsOf(ports.store, recordId, revision).map(({ way, told_by: by, told_at: at }) => ({
    way,
    byName: staff.find(({ id }) => id === by)?.name ?? by,
    at,
  }));
  const waitingFor = status.state === 'pending' ? [...status.waitingFor] : [];
  return {
    state: status.state,
    waitingFor,
    answers: [...answers],
    tellings,
    message: messageOf(ports.store, recordId, revision),
  };
}

function contactSummaryOf(ports: RecordsPorts, recordId: string): RecordDetail['contact'] {
  const { state, at, deferred, facts } = savedContact(ports.store, recordId);
  const staff = ports.configurations.current()?.staff ?? [];
  const attempts = facts.map(({ recordId: _, by, ...fact }) => ({
    ...fact,
    byName: staff.find(({ id }) => id === by)?.name ?? by,
  }));
  return { state, at, deferred, attempts };
}

/** Whom a message about a record goes to. @throws Refusal `records/unknown`, `records/closed` */
export function addressedOf(ports: RecordsPorts, session: Session, recordId: string) {
  closeDueCopies(ports);
  const { revision } = requireListed(ports.store, session, recordId);
  const [newest] = loadRevisions(ports.store, recordId);
  const values = readCopy(ports.store, recordId, revision);
  const form = newest === undefined ? null : formOf(ports, newest);
  if (newest === undefined || values === null || form === null) throw new Refusal('records/closed', {});
  return { form, values, language: headerIn(newest.envelope).language };
}

/** @throws Refusal as `records.open` declares them */
export function openRecord(ports: RecordsPorts, session: Session, recordId: string): RecordDetail {
  closeDueCopies(ports);
  const listed = requireListed(ports.store, session, recordId);
  const revisions = loadRevisions(ports.store, recordId);
  const [newest] = revisions;
  const header = newest === undefined ? null : headerIn(newest.envelope);
  return {
    item: listItem(ports, session, listed),
    serviceId: header?.serviceId ?? '',
    noticeLanguage: header?.language ?? 'zh-CN',
    hasImages: (header?.attachments ?? []).length > 0,
    fields: newest === undefined ? [] : maskedFields(ports, recordId, newest),
    revisions: revisions.map((row) => ({
      revision: row.revision,
      state: row.state,
      submittedAt: row.submitted_at,
      capturedBy: row.captured_by,
      contentHash: row.content_hash,
      receipt:
        row.receipt_position === null || row.received_at === null
          ? null
          : { position: row.receipt_position, receivedAt: row.received_at },
      lastError: row.last_error === null ? null : lastError.parse(JSON.parse(row.last_error)),
      reason: headerIn(row.envelope).corrects?.reason ?? null,
      isClosed: row.stage === 'closed',
      verification: verificationOf(ports, recordId, row.revision),
    })),
    events: loadEvents(ports, recordId),
    contact: contactSummaryOf(ports, recordId),
    correction: correctionOf(ports, session, recordId),
  };
}

/** Whoever holds a workstation that was taken out of service may be a stranger: the policy says whether values are shown there. */
function requireReadable({ standings, configurations }: RecordsPorts): void {
  if (standings.isEnded() && configurations.current()?.policy.isReadableAfterRevocation !== true) standings.requireWorking();
}

/** Recorded first, given out afterwards. @throws Refusal as `records.unmask` declares them */
export function unmaskRecord(
  ports: RecordsPorts,
  session: Session,
  asked: { readonly recordId: string; readonly field: string | null; readonly purpose: (typeof viewPurposes)[number] },
): FieldValues {
  closeDueCopies(ports);
  requireReadable(ports);
  const { recordId, field, purpose } = asked;
  const { revision } = requireListed(ports.store, session, recordId);
  const values = readCopy(ports.store, recordId, revision);
  if (values === null) throw new Refusal('records/closed', {});
  // Only a name that the record has is written into the trail: anything else might be what somebody typed.
  if (field !== null && values[field] === undefined) throw new Refusal('internal/invalid-input', {});
  const shown = Object.fromEntries(Object.entries(values).filter(([name]) => field === null || name === field));
  ports.store.write((transaction) => {
    ports.trail.append(transaction, {
      action: 'record.unmasked',
      actorId: session.staffId,
      subjectId: recordId,
      detail: { revision, field: field ?? '*', shown: Object.keys(shown).length, purpose },
    });
  });
  return shown;
}
