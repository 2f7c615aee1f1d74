// What the submit transaction keeps beside the sealed record: the copy its own clerk may reopen (S2), and the record of a correction.
import { keepCopy, type SealedCopy, sealCopy } from '#main/kernel/copies/copies.ts';
import { recordOwner } from '#main/kernel/copies/listing.ts';
import { supersede } from '#main/kernel/outbox/outbox.ts';
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
  readonly sequence: number;
  readonly header: RecordHeader;
  readonly configurationVersion: number;
  readonly copy: SealedCopy | null;
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

export function keepReopenable(ports: RegistrationPorts, transaction: WriteTransaction, session: Session, saved: Saved): void {
  const { sequence, header, configurationVersion, copy } = saved;
  const savedMs = ports.time.decisionMs();
  keepCopy(transaction, {
    sequence,
    recordId: header.recordId,
    revision: header.revision,
    // A correction by another person leaves the record with its clerk.
    ownerId: (header.corrects === undefined ? null : recordOwner(transaction, header.recordId)) ?? session.staffId,
    day: ports.time.dayOf(savedMs),
    savedMs,
    configurationVersion,
    copy,
  });
  noteCorrection(ports, transaction, session, header);
}
