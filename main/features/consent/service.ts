// The notice and the separate consents (R2.5, R2.6). Only the newest notice can be accepted, and accepting it is what creates a
// registration: without it there is nothing any later call could fill.

import { requireOfferedForms } from '#main/kernel/configuration/service-forms.ts';
import type { Language } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SignatureRefusal } from '#src/domain/attachments/schema.ts';
import type { AcceptingParty, NoticeAcceptance } from '#src/domain/consent/schema.ts';
import { asksForRepresentative } from '#src/domain/forms/parties.ts';
import { type RegistrationId, registrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { ConsentPorts } from './ports.ts';

export interface ShownNotice {
  readonly serviceId: string;
  readonly noticeId: string;
  readonly noticeVersion: number;
  readonly language: Language;
}

/** The configuration the shown notice is current in. */
function requireCurrentNotice(ports: ConsentPorts, shown: ShownNotice) {
  const configuration = ports.configurations.current();
  const { notice, form } = requireOfferedForms(configuration, shown.serviceId);
  const isCurrent = notice.id === shown.noticeId && notice.version === shown.noticeVersion;
  if (configuration === null || !isCurrent) throw new Refusal('consent/notice-outdated', {});
  return { configurationVersion: configuration.version, form, notice };
}

function noticeDetail(shown: ShownNotice): Record<string, string | number> {
  const { serviceId, noticeId, noticeVersion, language } = shown;
  return { serviceId, noticeId, noticeVersion, language };
}

/** @throws Refusal as `consent.accept` declares them */
export function acceptNotice(
  ports: ConsentPorts,
  session: Session,
  shown: ShownNotice & {
    readonly acceptedBy: AcceptingParty;
    readonly channel: NoticeAcceptance['channel'];
    readonly signature?: Uint8Array | SignatureRefusal;
    readonly renews?: RegistrationId;
  },
): { readonly registrationId: RegistrationId; readonly acceptedAt: string } {
  const { configurationVersion, form, notice: current } = requireCurrentNotice(ports, shown);
  // Nobody may act for a subject whom the form has no place to name (R1.2).
  const { acceptedBy } = shown;
  if (acceptedBy !== 'subject' && !asksForRepresentative(form)) throw new Refusal('consent/representative-not-asked', {});
  const { renews } = shown;
  // What is refused already has its place in the queue; only a new registration needs room.
  if (renews === undefined) ports.requireRoom();
  const id = renews ?? registrationId.parse(ports.random.id());
  const acceptedAt = ports.time.claimedNow();
  const { noticeId, noticeVersion, language, serviceId, channel } = shown;
  ports.store.write((transaction) => {
    const party = acceptedBy === 'subject' ? {} : { acceptedBy };
    const notice = { noticeId, noticeVersion, language, channel, ...party, acceptedAt } as const;
    if (renews === undefined) {
      ports.registrations.begin(transaction, { id, serviceId, configurationVersion, notice, begunBy: session.staffId });
    } else {
      ports.records.renew(transaction, session, { recordId: renews, serviceId, notice, configurationVersion, form });
    }
    ports.attachments.keepNoticeSignature(transaction, {
      registrationId: id,
      wanted: current.signature,
      signature: shown.signature,
      staffId: session.staffId,
      acceptedAt,
    });
    ports.trail.append(transaction, {
      // A record that goes on was begun, and counted, long ago.
      action: renews === undefined ? 'notice.accepted' : 'notice.renewed',
      actorId: session.staffId,
      subjectId: id,
      detail: { ...noticeDetail(shown), acceptedBy, channel },
    });
  });
  return { registrationId: id, acceptedAt };
}

/** Records that somebody declined, without anything about that person. */
export function declineNotice(ports: ConsentPorts, session: Session, shown: ShownNotice): { readonly declinedAt: string } {
  requireCurrentNotice(ports, shown);
  const declinedAt = ports.time.claimedNow();
  ports.store.write((transaction) => {
    ports.trail.append(transaction, {
      action: 'notice.declined',
      actorId: session.staffId,
      subjectId: null,
      detail: noticeDetail(shown),
    });
  });
  return { declinedAt };
}

/** @throws Refusal as `consent.decide` declares them; `internal/invalid-input` for a field that asks no consent */
export function decideConsent(
  ports: ConsentPorts,
  session: Session,
  answer: { readonly registrationId: RegistrationId; readonly field: string; readonly agreed: boolean },
): { readonly decidedAt: string } {
  const decidedAt = ports.time.claimedNow();
  const { registrationId: id, field, agreed } = answer;
  ports.store.write((transaction) => {
    const { form } = ports.registrations.formsOf(transaction, id, session.staffId);
    const asked = form.fields.find((candidate) => candidate.name === field);
    if (asked?.part !== 'supplementary') throw new Refusal('internal/invalid-input', {});
    ports.registrations.decide(transaction, id, { field, agreed, decidedAt });
    if (!agreed) ports.attachments.drop(transaction, id, field);
    ports.trail.append(transaction, {
      action: 'consent.decided',
      actorId: session.staffId,
      subjectId: id,
      detail: { field, agreed },
    });
  });
  if (!agreed) ports.store.checkpoint();
  return { decidedAt };
}
