// What the submit transaction keeps: the sealed record, the copy its own clerk may reopen (S2), and that it is a correction.
import { keepCopy, replaceEarlier, type SealedCopy, sealCopy } from '#main/kernel/copies/copies.ts';
import { recordOwner } from '#main/kernel/copies/listing.ts';
import { enqueueRecord, type RecordToSave, supersede } from '#main/kernel/outbox/outbox.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { withoutImages } from '#src/domain/forms/rules.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { termsOf } from '#src/domain/records/terms.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { RegistrationPorts } from './ports.ts';
import type { Registration } from './store.ts';

interface Sealing {
  readonly header: RecordHeader;
  readonly reviewed: { readonly registration: Registration; readonly values: FieldValues };
  readonly form: FormDefinition;
}

export interface Saved {
  readonly header: RecordHeader;
  /** Made before the transaction. */
  readonly record: Omit<RecordToSave, 'recordId' | 'revision' | 'submittedAt' | 'ownerId' | 'submittedBy' | 'day' | 'savedMs'>;
  readonly copy: SealedCopy | null;
  readonly savedMs: number;
}

/** Null while the policy lets nobody reopen anything. */
export function sealReopenable(ports: RegistrationPorts, { header, reviewed, form }: Sealing): SealedCopy | null {
  const { recordId, revision } = header;
  const days = ports.configurations.current()?.policy.reopenDays ?? 0;
  if (days === 0) return null;
  const values = withoutImages(form, reviewed.values);
  return sealCopy(ports.store, ports.random, { recordId, revision, values, terms: termsOf(form, reviewed.values) });
}

function noteCorrection(ports: RegistrationPorts, transaction: WriteTransaction, session: Session, header: RecordHeader): void {
  const { corrects, recordId, revision } = header;
  if (corrects === undefined) return;
  const superseded = supersede(transaction, recordId, corrects.revision);
  ports.trail.append(transaction, {
    action: 'record.corrected',
    actorId: session.staffId,
    subjectId: recordId,
    detail: { revision, reason: corrects.reason, superseded: superseded !== null },
  });
}

/** @returns its sequence number */
export function keepReopenable(ports: RegistrationPorts, transaction: WriteTransaction, session: Session, saved: Saved): number {
  const { header, copy, record, savedMs } = saved;
  const { recordId, revision, corrects } = header;
  // A correction by another person leaves the record with its clerk.
  const ownerId = (corrects === undefined ? null : recordOwner(transaction, recordId)) ?? session.staffId;
  if (revision > 1) replaceEarlier(transaction, recordId);
  const sequence = enqueueRecord(transaction, {
    ...record,
    recordId,
    revision,
    submittedAt: header.submittedAt,
    ownerId,
    submittedBy: session.staffId,
    day: ports.time.dayOf(savedMs),
    savedMs,
  });
  if (copy !== null) keepCopy(transaction, sequence, ownerId, copy);
  noteCorrection(ports, transaction, session, header);
  return sequence;
}
