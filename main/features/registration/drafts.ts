// What was typed so far, kept so that a crash, a lock or a sign-out loses at most the last moments (S2). Drafts lie in the encrypted
// store and belong to the clerk who began them (S6); they hold exactly what was typed, checked only at the review.
import { Refusal } from '#src/contract/errors.ts';
import type { FieldConsent } from '#src/domain/consent/schema.ts';
import { askedValues } from '#src/domain/forms/conditions.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { hasConsent, withoutImages } from '#src/domain/forms/rules.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { maskName } from '#src/domain/identity/names.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { checkValues, requireOpen, requireOwnForms } from './open-registrations.ts';
import type { RegistrationPorts } from './ports.ts';
import { dropReview, loadConsents, loadUnfinished, type Registration, saveDraft } from './store.ts';

/** Only what the registration's own form asks now is kept (R1.4, R2.6); images by what was captured, which lies beside the draft. */
export function draftOf(form: FormDefinition, values: FieldValues, consents: readonly FieldConsent[]): FieldValues {
  return withoutImages(
    form,
    askedValues(form, values, (name) => hasConsent(consents, name)),
  );
}

/** Of these fields, those that hold something. */
export function filledIn(values: FieldValues, names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => (values[name] ?? '') !== '');
}

/** A signature over other values is void from now on. @throws Refusal as `registration.save` declares them */
export function keepDraft(
  ports: RegistrationPorts,
  session: Session,
  typed: { readonly registrationId: RegistrationId; readonly values: FieldValues; readonly fromReader: readonly string[] },
): { savedAt: string } {
  const { registrationId: id, values, fromReader } = typed;
  const savedAt = ports.time.claimedNow();
  const isVoid = ports.store.write((transaction) => {
    const registration = requireOpen(transaction, id, session.staffId);
    const { form } = requireOwnForms(ports.configurations, registration);
    const images = ports.attachments.imageValues(transaction, id);
    const draft = draftOf(form, { ...values, ...images }, loadConsents(transaction, id));
    // What a supervisor confirmed was read on this screen: typing on afterwards needs a new review and a new confirmation.
    const isEdited = JSON.stringify(draft) !== JSON.stringify(registration.draft);
    if (isEdited && registration.secondReview !== null) dropReview(transaction, id);
    saveDraft(transaction, id, { values: draft, fromReader: filledIn(draft, fromReader) }, savedAt);
    const checked = checkValues(ports, transaction, registration, { ...draft, ...images });
    return ports.attachments.voidSignature(transaction, id, checked.ok ? checked.value.values : null);
  });
  if (isVoid) ports.store.checkpoint();
  return { savedAt };
}

function maskedNameOf(ports: RegistrationPorts, registration: Registration): string {
  const { form } = requireOwnForms(ports.configurations, registration);
  return maskName((registration.draft[subjectField(form, 'person-name')?.name ?? ''] ?? '').trim());
}

/** The caller's own unsubmitted registrations, newest first, with the name masked. */
export function listUnfinished(ports: RegistrationPorts, session: Session) {
  return loadUnfinished(ports.store, session.staffId).map((registration) => ({
    registrationId: registration.id,
    serviceName: requireOwnForms(ports.configurations, registration).service.name,
    maskedName: maskedNameOf(ports, registration),
    begunAt: registration.begunAt,
    savedAt: registration.draftSavedAt,
    isCorrection: registration.corrects !== null,
  }));
}

/** Everything the screen needs to go on where the clerk stopped. A draft of a withdrawn consent is not given back (R2.6). */
export function resumeRegistration(ports: RegistrationPorts, session: Session, id: RegistrationId) {
  return ports.store.write((transaction) => {
    const registration = requireOpen(transaction, id, session.staffId);
    const forms = requireOwnForms(ports.configurations, registration);
    if (forms.notice.version !== registration.notice.noticeVersion) throw new Refusal('registration/unknown', {});
    const consents = loadConsents(transaction, id);
    const draft = { ...registration.draft, ...ports.attachments.imageValues(transaction, id) };
    const isKept = (name: string) =>
      forms.form.fields.some((field) => field.name === name && (field.part === 'core' || hasConsent(consents, name)));
    ports.trail.append(transaction, { action: 'registration.resumed', actorId: session.staffId, subjectId: id });
    return {
      ...forms,
      registrationId: id,
      isCorrection: registration.corrects !== null,
      language: registration.language,
      acceptedBy: registration.acceptedBy,
      acceptedAt: registration.notice.acceptedAt,
      values: Object.fromEntries(Object.entries(draft).filter(([name]) => isKept(name))),
      agreed: consents.filter(({ agreed }) => agreed).map(({ field }) => field),
      fromReader: [...filledIn(draft, registration.fromReader)],
    };
  });
}
