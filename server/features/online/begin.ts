// How a registration begins (R2.5): what is offered, and the acceptance of the notice with everything it asks for.
import type { Language } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { PageRequest } from '#src/contract/online/index.ts';
import type { AcceptingParty, FieldConsent, NoticeAcceptance, NoticeDefinition } from '#src/domain/consent/schema.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { onlineForm, onlineObstacle, onlineParties } from '#src/domain/online/offer.ts';
import type { Configuration, PublicKey } from '#src/domain/organisation/schema.ts';
import type { NoticeSigned } from './attached.ts';
import type { PhoneProof, PhoneState } from './phone-proof.ts';

/** What the server remembers of a registration in progress: answers to notice and consents, never a value. */
export interface Begun {
  readonly serviceId: string;
  readonly form: FormDefinition;
  readonly acceptedBy: AcceptingParty;
  /** Null: the notice asks for no signature. */
  readonly signed: NoticeSigned | null;
  readonly language: Language;
  readonly notice: NoticeAcceptance;
  readonly consents: readonly FieldConsent[];
  /** The class keys of its own configuration, for a class that no longer exists in the newest. */
  readonly classKeys: ClassKeys;
  readonly phone: PhoneState | null;
}

type ClassKeys = Readonly<Record<string, PublicKey>>;

export function classKeysOf(configuration: Configuration): ClassKeys {
  return Object.fromEntries(configuration.classes.map(({ name, sealTo }) => [name, sealTo]));
}

function newestOf<T extends { readonly id: string; readonly version: number }>(all: readonly T[], id: string | undefined) {
  return all.filter((one) => one.id === id).toSorted((a, b) => b.version - a.version)[0];
}

export function offeredOf(configuration: Configuration, serviceId: string) {
  const service = configuration.services.find(({ id, isWithdrawn }) => id === serviceId && isWithdrawn === undefined);
  const form = newestOf(configuration.forms, service?.formId);
  const notice = newestOf(configuration.notices, service?.noticeId);
  if (service === undefined || form === undefined || notice === undefined) return null;
  return { service, form, notice };
}

export function requireOffered(configuration: Configuration, serviceId: string) {
  const offered = offeredOf(configuration, serviceId);
  if (offered === null) throw new Refusal('forms/service-unknown', { serviceId });
  if (onlineObstacle(offered) !== null) throw new Refusal('online/not-offered', {});
  return offered;
}

/** The notice is accepted with the hand it asks for (R2.5). @throws Refusal registration/signature-missing, internal/invalid-input */
function requireSigned(
  { signature: wanted }: NoticeDefinition,
  given: PageRequest<'accept'>['signature'],
  declinedAt: string,
): NoticeSigned | null {
  if (wanted === undefined) return null;
  const isOpen = given === null || 'declined' in given;
  if (wanted.need === 'required' && isOpen) throw new Refusal('registration/signature-missing', { place: 'notice' });
  if (given === null) throw new Refusal('internal/invalid-input', {});
  if (!isOpen) return { wanted, given };
  return { wanted, given: { declined: { place: 'notice', reason: given.declined, declinedAt } } };
}

/** @throws Refusal forms/service-unknown, online/not-offered, consent/notice-outdated, registration/signature-missing */
export function begin(
  body: Configuration,
  { serviceId, noticeId, noticeVersion, language, acceptedBy, signature }: PageRequest<'accept'>,
  phone: Pick<PhoneProof, 'begin'>,
  acceptedAt: string,
): Begun {
  const { form: whole, notice } = requireOffered(body, serviceId);
  if (!onlineParties(whole).includes(acceptedBy)) throw new Refusal('internal/invalid-input', {});
  if (notice.id !== noticeId || notice.version !== noticeVersion) throw new Refusal('consent/notice-outdated', {});
  const form = onlineForm(whole, acceptedBy);
  const classKeys = classKeysOf(body);
  const party = acceptedBy === 'subject' ? {} : { acceptedBy };
  return {
    serviceId,
    form,
    acceptedBy,
    signed: requireSigned(notice, signature, acceptedAt),
    language,
    notice: { noticeId, noticeVersion, language, channel: 'screen', ...party, acceptedAt },
    consents: [],
    classKeys,
    phone: phone.begin(form, body.policy.contact.mode, classKeys),
  };
}
