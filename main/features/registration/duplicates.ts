// The same document once more (R1.2), or another that carries the same citizen's number: looked for by blind index among the records of
// this workstation, whoever captured them, and among the caller's own drafts. Never a block: the clerk says that it is the same person with another matter, and the review records it.
import { digestsOf } from '#main/kernel/copies/blind-index.ts';
import { closeDueCopies } from '#main/kernel/copies/closing.ts';
import { findByDigest } from '#main/kernel/copies/listing.ts';
import type { ReadStore } from '#main/store/store.ts';
import { localText } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SameDocument } from '#src/contract/ipc/registration.ts';
import { maskDocumentNumber } from '#src/domain/identity/documents.ts';
import { maskName } from '#src/domain/identity/names.ts';
import { type DocumentNamed, documentOf, documentTerm, subjectValue } from '#src/domain/records/terms.ts';
import { type RegistrationId, registrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { documentKey, kindsAlike } from '#src/domain/subjects/document-key.ts';
import { requireOpen, requireOwnForms } from './open-registrations.ts';
import type { RegistrationPorts } from './ports.ts';
import { loadUnfinished } from './store.ts';

/** The newest ones are enough to see who it is. */
const shownAtMost = 20;

function savedWith(store: ReadStore, session: Session, document: DocumentNamed): SameDocument[] {
  const page = { staffId: null, day: null, before: null, limit: shownAtMost };
  const { number } = document;
  const digests = digestsOf(
    store,
    kindsAlike(document.type).map((type) => documentTerm({ type, number })),
  );
  return digests
    .flatMap((digest) => findByDigest(store, digest, page))
    .map((row) => ({
      registrationId: registrationId.parse(row.record_id),
      state: row.state,
      serviceName: localText.parse(JSON.parse(row.service_name)),
      maskedName: row.masked_name,
      maskedDocumentNumber: row.masked_document_number,
      at: row.submitted_at,
      byName: row.captured_by,
      isOwn: row.staff_id === session.staffId,
    }));
}

function draftsWith(ports: RegistrationPorts, store: ReadStore, session: Session, document: DocumentNamed): SameDocument[] {
  const wanted = documentKey(document.type, document.number);
  return loadUnfinished(store, session.staffId).flatMap((registration) => {
    const { form, service } = requireOwnForms(ports.configurations, registration);
    const named = documentOf(form, registration.draft);
    if (named === null || documentKey(named.type, named.number) !== wanted) return [];
    return {
      registrationId: registration.id,
      state: 'draft' as const,
      serviceName: service.name,
      maskedName: maskName(subjectValue(form, registration.draft, 'person-name').trim()),
      maskedDocumentNumber: maskDocumentNumber(named.number),
      at: registration.draftSavedAt ?? registration.begunAt,
      byName: session.name,
      isOwn: true,
    };
  });
}

/** Everything else here that carries this document, drafts first. */
function withSameDocument(
  ports: RegistrationPorts,
  store: ReadStore,
  session: Session,
  asked: { readonly id: RegistrationId; readonly document: DocumentNamed },
): SameDocument[] {
  const all = [...draftsWith(ports, store, session, asked.document), ...savedWith(store, session, asked.document)];
  const once = new Map(all.toReversed().map((one) => [one.registrationId, one]));
  once.delete(asked.id);
  return [...once.values()].toReversed();
}

/** What is found is shown masked, and that it was shown is recorded. @throws Refusal as `registration.sameDocument` declares them */
export function findSameDocument(
  ports: RegistrationPorts,
  session: Session,
  input: { readonly registrationId: RegistrationId } & DocumentNamed,
): SameDocument[] {
  closeDueCopies(ports);
  const { registrationId: id, type, number } = input;
  requireOpen(ports.store, id, session.staffId);
  const found = withSameDocument(ports, ports.store, session, { id, document: { type, number } });
  if (found.length > 0) {
    ports.store.write((transaction) => {
      ports.trail.append(transaction, {
        action: 'registration.duplicate-shown',
        actorId: session.staffId,
        subjectId: id,
        detail: { found: found.length },
      });
    });
  }
  return found;
}

/**
 * At the review: whatever carries the same document must have been seen.
 * @returns how many there are
 * @throws Refusal `registration/duplicate-unacknowledged`
 */
export function requireAcknowledged(
  ports: RegistrationPorts,
  store: ReadStore,
  session: Session,
  asked: { readonly id: RegistrationId; readonly document: DocumentNamed | null; readonly acknowledged: readonly string[] },
): number {
  const { id, document, acknowledged } = asked;
  if (document === null) return 0;
  const found = withSameDocument(ports, store, session, { id, document });
  const unseen = found.filter((one) => !acknowledged.includes(one.registrationId));
  if (unseen.length > 0) throw new Refusal('registration/duplicate-unacknowledged', { count: unseen.length });
  return found.length;
}
