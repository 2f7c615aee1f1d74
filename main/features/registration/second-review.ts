// Four eyes (R2.4): where the service asks for it, a supervisor confirms at the counter what the clerk has reviewed, or sends it back.
// Both are acts of a second person, verified beside the clerk's session. Whatever changes the reviewed values voids the confirmation.
import { Refusal } from '#src/contract/errors.ts';
import type { RegistrationId, SendBackReason } from '#src/domain/registration/schema.ts';
import type { Credentials, Session } from '#src/domain/staff/schema.ts';
import { requireOpen, requireOwnForms } from './open-registrations.ts';
import type { RegistrationPorts } from './ports.ts';
import { dropReview, saveSecondReview } from './store.ts';

interface Asked {
  readonly registrationId: RegistrationId;
  readonly supervisor: Credentials;
}

/** @throws Refusal `registration/unknown`, `registration/already-submitted`, `registration/not-reviewed` and those of the confirmation */
async function bySupervisor(ports: RegistrationPorts, session: Session, { registrationId: id, supervisor }: Asked) {
  const asked = requireOpen(ports.store, id, session.staffId);
  if (asked.review === null) throw new Refusal('registration/not-reviewed', {});
  const person = await ports.stepUp.confirm(supervisor, { session, who: 'other', permission: 'registration:confirm' });
  return { person, asked };
}

/** @throws Refusal as `registration.confirm` declares them */
export async function confirmReview(
  ports: RegistrationPorts,
  session: Session,
  input: Asked & { readonly checks: readonly string[] },
): Promise<{ readonly reviewedAt: string; readonly reviewedBy: string }> {
  const { registrationId: id } = input;
  const { form } = requireOwnForms(ports.configurations, requireOpen(ports.store, id, session.staffId));
  const required = form.reviewChecks.map((check) => check.id);
  const missing = required.filter((check) => !input.checks.includes(check));
  if (missing.length > 0) throw new Refusal('registration/review-incomplete', { missing });
  const { person, asked } = await bySupervisor(ports, session, input);
  const reviewedAt = ports.time.claimedNow();
  ports.store.write((transaction) => {
    // Verifying took time: it must still be the review that the supervisor saw.
    const now = requireOpen(transaction, id, session.staffId);
    const isSame = JSON.stringify([now.values, now.review]) === JSON.stringify([asked.values, asked.review]);
    if (!isSame) throw new Refusal('registration/not-reviewed', {});
    saveSecondReview(transaction, id, { reviewedBy: person.staffId, reviewedAt, checks: required });
    ports.trail.append(transaction, { action: 'registration.confirmed', actorId: person.staffId, subjectId: id });
  });
  return { reviewedAt, reviewedBy: person.name };
}

/** The draft stays with the clerk; the review is void. @throws Refusal as `registration.sendBack` declares them */
export async function sendBackReview(
  ports: RegistrationPorts,
  session: Session,
  input: Asked & { readonly reason: SendBackReason },
): Promise<{ readonly sentBackBy: string }> {
  const { registrationId: id, reason } = input;
  const { person } = await bySupervisor(ports, session, input);
  ports.store.write((transaction) => {
    requireOpen(transaction, id, session.staffId);
    dropReview(transaction, id);
    ports.trail.append(transaction, {
      action: 'registration.sent-back',
      actorId: person.staffId,
      subjectId: id,
      detail: { reason },
    });
  });
  return { sentBackBy: person.name };
}
