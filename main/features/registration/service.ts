// From the filled form to the sealed record (R2.4, R3.1, R4.2, R4.7, S2). Everything is checked here again, whatever the screen did.
// Sealing happens before the transaction; the transaction then saves record, queue row and audit link together and removes the plain
// values. What stays readable for the policy's days is a copy under a key of its own (main/kernel/copies).

import type { ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { saveSealed } from '#main/kernel/outbox/sealed-attachments.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Attachment, DeclinedSignature } from '#src/domain/attachments/schema.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { groupByClass } from '#src/domain/forms/rules.ts';
import type { FieldInput, FormDefinition } from '#src/domain/forms/schema.ts';
import { maskDocumentNumber } from '#src/domain/identity/documents.ts';
import { maskName } from '#src/domain/identity/names.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { documentOf } from '#src/domain/records/terms.ts';
import type { FieldValues, RecordHeader, RegistrationId, Review } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { sealEnvelope } from '#src/node/crypto/sealing.ts';
import { draftOf, filledIn } from './drafts.ts';
import { requireAcknowledged } from './duplicates.ts';
import { keepReopenable, sealReopenable } from './keep-reopenable.ts';
import { checkValues, requireOpen, requireOwnForms, requireValid } from './open-registrations.ts';
import type { RegistrationPorts } from './ports.ts';
import {
  deleteRegistration,
  loadConsents,
  markReviewSubmitted,
  markSubmitted,
  type Registration,
  saveDraft,
  saveReview,
} from './store.ts';

/** @throws Refusal as `registration.review` declares them */
export function reviewRegistration(
  ports: RegistrationPorts,
  session: Session,
  input: {
    readonly registrationId: RegistrationId;
    readonly values: FieldValues;
    readonly checks: readonly string[];
    readonly acknowledged: readonly string[];
    readonly fromReader: readonly string[];
  },
): { readonly reviewedAt: string; readonly values: FieldValues; readonly leftOut: string[] } {
  const { registrationId: id } = input;
  const reviewedAt = ports.time.claimedNow();
  return ports.store.write((transaction) => {
    const registration = requireOpen(transaction, id, session.staffId);
    const forms = requireOwnForms(ports.configurations, registration);
    const { form } = forms;
    const { values, leftOut } = requireValid(checkValues(ports, transaction, registration, input.values));
    const required = form.reviewChecks.map((check) => check.id);
    const missing = required.filter((check) => !input.checks.includes(check));
    if (missing.length > 0) throw new Refusal('registration/review-incomplete', { missing });
    const asked = { id, document: documentOf(form, values), acknowledged: input.acknowledged };
    ports.restrictions.requireAllowed(transaction, asked.document);
    const sameDocument = requireAcknowledged(ports, transaction, session, asked);
    ports.attachments.require(transaction, id, forms, values);
    ports.contact.require(transaction, id, form, values);
    const draft = draftOf(form, input.values, loadConsents(transaction, id));
    const fromReader = filledIn(draft, input.fromReader);
    saveDraft(transaction, id, { values: draft, fromReader }, reviewedAt);
    saveReview(transaction, id, values, { reviewedBy: session.staffId, reviewedAt, checks: required });
    ports.trail.append(transaction, {
      action: 'registration.reviewed',
      actorId: session.staffId,
      subjectId: id,
      detail: {
        formId: form.id,
        formVersion: form.version,
        leftOut: leftOut.length,
        sameDocument,
        fromReader: fromReader.join(','),
      },
    });
    return { reviewedAt, values, leftOut: [...leftOut] };
  });
}

interface Reviewed {
  readonly registration: Registration;
  readonly values: FieldValues;
  readonly review: Review;
  /** Present exactly when there is one. */
  readonly second: { readonly secondReview?: Review };
}

function requireReviewed(registration: Registration, { service }: ServiceForms): Reviewed {
  const { values, review, secondReview } = registration;
  if (registration.state !== 'reviewed' || values === null || review === null) {
    throw new Refusal('registration/not-reviewed', {});
  }
  if (service.needsSecondReview && secondReview === null) throw new Refusal('registration/second-review-missing', {});
  return { registration, values, review, second: secondReview === null ? {} : { secondReview } };
}

/** The newest key of each class; the registration's own configuration fills in for a class that no longer exists. */
function classKeys(ports: RegistrationPorts, registration: Registration): Record<string, PublicKey> {
  const own = ports.configurations.byVersion(registration.configurationVersion)?.classes ?? [];
  const current = ports.configurations.current()?.classes ?? [];
  return Object.fromEntries([...own, ...current].map(({ name, sealTo }) => [name, sealTo]));
}

function headerOf(ports: RegistrationPorts, session: Session, reviewed: Reviewed, forms: ServiceForms): RecordHeader {
  const device = loadDevice(ports.store);
  if (device === null) throw new Error('a registration exists on a workstation that is not enrolled');
  const { registration, review, second } = reviewed;
  const contact = ports.contact.header(ports.store, registration.id, forms.form, reviewed.values) ?? null;
  return {
    organisationId: device.organisationId,
    branchId: device.branchId,
    deviceId: device.deviceId,
    recordId: registration.id,
    revision: (registration.corrects?.revision ?? 0) + 1,
    serviceId: registration.serviceId,
    form: { id: forms.form.id, version: forms.form.version },
    language: registration.language,
    notice: registration.notice,
    consents: [...loadConsents(ports.store, registration.id)],
    capturedBy: session.staffId,
    review,
    ...second,
    ...(contact === null ? {} : { contact }),
    ...(registration.corrects === null ? {} : { corrects: registration.corrects }),
    submittedAt: ports.time.claimedNow(),
  };
}

function withFurtherCheck(header: RecordHeader, furtherCheck: Review | null): RecordHeader {
  return furtherCheck === null ? header : { ...header, furtherCheck };
}

/** Members that hold nothing stay away, so that a record without images reads as it always did. */
function withAttachments(
  header: RecordHeader,
  attachments: readonly Attachment[],
  declinedSignatures: readonly DeclinedSignature[],
): RecordHeader {
  return {
    ...header,
    ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
    ...(declinedSignatures.length === 0 ? {} : { declinedSignatures: [...declinedSignatures] }),
  };
}

/** What the queue may show of a record: of the subject, masked, and empty when the form has no such field. */
function maskedValues(form: FormDefinition, values: FieldValues) {
  const firstOf = (kind: FieldInput['kind']): string => values[subjectField(form, kind)?.name ?? ''] ?? '';
  const number = firstOf('document-number');
  return {
    maskedName: maskName(firstOf('person-name')),
    maskedDocumentNumber: number === '' ? '' : maskDocumentNumber(number),
  };
}

/**
 * Seals and saves. Two calls at once make one record: the second finds the registration submitted.
 * @throws Refusal as `registration.submit` declares them
 */
export async function submitRegistration(
  ports: RegistrationPorts,
  session: Session,
  id: RegistrationId,
): Promise<{ readonly recordId: RegistrationId; readonly contentHash: string; readonly submittedAt: string }> {
  const open = requireOpen(ports.store, id, session.staffId);
  const forms = requireOwnForms(ports.configurations, open);
  const reviewed = requireReviewed(open, forms);
  ports.contact.require(ports.store, id, forms.form, reviewed.values);
  const document = documentOf(forms.form, reviewed.values);
  const furtherCheck = ports.restrictions.requireChecked(ports.store, id, document);
  const keys = classKeys(ports, reviewed.registration);
  const base = withFurtherCheck(headerOf(ports, session, reviewed, forms), furtherCheck);
  const attachments = await ports.attachments.seal(ports.store, forms, reviewed.values, base, keys);
  const header = withAttachments(
    base,
    attachments.map(({ named }) => named),
    ports.attachments.declinedSignatures(ports.store, id),
  );
  const sealed = await sealEnvelope({ header, groups: groupByClass(forms.form, reviewed.values), classKeys: keys });
  const copy = sealReopenable(ports, { header, reviewed, form: forms.form });
  const record = {
    envelope: sealed.text,
    contentHash: sealed.contentHash,
    serviceName: JSON.stringify(forms.service.name),
    ...maskedValues(forms.form, reviewed.values),
    capturedBy: session.name,
    configurationVersion: open.configurationVersion,
  };
  ports.store.write((transaction) => {
    // Sealing took time: it must still be this very review that is saved.
    if (!markReviewSubmitted(transaction, open)) {
      requireOpen(transaction, id, session.staffId);
      throw new Refusal('registration/not-reviewed', {});
    }
    // A restriction may have been heard of meanwhile.
    const isSameCheck = ports.restrictions.requireChecked(transaction, id, document)?.reviewedAt === furtherCheck?.reviewedAt;
    if (!isSameCheck) throw new Refusal('restriction/check-needed', {});
    ports.restrictions.drop(transaction, id);
    const savedMs = ports.time.decisionMs();
    const sequence = keepReopenable(ports, transaction, session, { header, record, copy, savedMs });
    saveSealed(transaction, header, attachments);
    ports.contact.saved(transaction, id, forms.form, reviewed.values);
    ports.trail.append(transaction, {
      action: 'registration.submitted',
      actorId: session.staffId,
      subjectId: id,
      // The sealed bytes are random to whoever lacks the class keys, so their hash cannot be guessed back to a person.
      detail: { sequence, contentHash: sealed.contentHash, attachments: attachments.length },
      decisionMs: savedMs,
    });
  });
  ports.store.checkpoint();
  ports.recordSaved();
  return { recordId: id, contentHash: sealed.contentHash, submittedAt: header.submittedAt };
}

/** @throws Refusal as `registration.discard` declares them */
export function discardRegistration(ports: RegistrationPorts, session: Session, id: RegistrationId): void {
  ports.store.write((transaction) => {
    const { corrects } = requireOpen(transaction, id, session.staffId);
    ports.restrictions.drop(transaction, id);
    // A dropped correction leaves the record as it was saved.
    if (corrects === null) deleteRegistration(transaction, id);
    else markSubmitted(transaction, id);
    ports.trail.append(transaction, { action: 'registration.discarded', actorId: session.staffId, subjectId: id });
  });
  ports.store.checkpoint();
}
