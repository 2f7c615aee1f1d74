// What other features may do with a registration in progress. Only the clerk who began it may touch it (S6): for everyone else it
// does not exist.

import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import { requireServiceForms, type ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { Result } from '#src/base/result.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { FieldConsent } from '#src/domain/consent/schema.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { checkFormOf, formFor } from '#src/domain/forms/parties.ts';
import { type CheckedForm, hasConsent } from '#src/domain/forms/rules.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import {
  addConsent,
  dropReview,
  insertRegistration,
  loadConsents,
  loadRegistration,
  type Registration,
  type RegistrationToBegin,
  type RegistrationToReopen,
  reopenRegistration,
} from './store.ts';

/** @throws Refusal `registration/unknown`, `registration/already-submitted` */
export function requireOpen(store: ReadStore, id: string, staffId: string): Registration {
  const registration = loadRegistration(store, id);
  if (registration === null || registration.begunBy !== staffId) throw new Refusal('registration/unknown', {});
  if (registration.state === 'submitted') throw new Refusal('registration/already-submitted', {});
  return registration;
}

/**
 * Service, form and notice in the versions this registration was begun with: a newer configuration never strands it. The form holds
 * what is asked of who accepted the notice, and nothing else.
 */
export function requireOwnForms(configurations: Configurations, registration: Registration): ServiceForms {
  const forms = requireServiceForms(configurations.byVersion(registration.configurationVersion), registration.serviceId);
  return { ...forms, form: formFor(forms.form, registration.acceptedBy) };
}

/** The values as they may be kept (R1.4, R2.6, R3.1), by the registration's own form and consents. */
export function checkValues(
  ports: { readonly configurations: Configurations; readonly time: TrustedTime },
  store: ReadStore,
  registration: Registration,
  values: FieldValues,
): Result<CheckedForm, readonly FieldError[]> {
  const { form } = requireOwnForms(ports.configurations, registration);
  // Ages decide who may consent alone: a clock that anyone can set does not say how old somebody is.
  return checkFormOf(registration.acceptedBy, form, values, loadConsents(store, registration.id), ports.time.today());
}

/** @throws Refusal `registration/invalid` */
export function requireValid(checked: Result<CheckedForm, readonly FieldError[]>): CheckedForm {
  if (!checked.ok) throw new Refusal('registration/invalid', { errors: [...checked.error] });
  return checked.value;
}

export function openRegistrations(ports: { readonly configurations: Configurations; readonly time: TrustedTime }) {
  const { configurations } = ports;
  return {
    begin: (transaction: WriteTransaction, begun: RegistrationToBegin): void => insertRegistration(transaction, begun),
    formsOf: (store: ReadStore, id: string, staffId: string): ServiceForms =>
      requireOwnForms(configurations, requireOpen(store, id, staffId)),
    /** Who works on a correction of this record now; null when nobody does. @throws Refusal `registration/unknown` */
    correctedBy: (store: ReadStore, id: string): string | null => {
      const registration = loadRegistration(store, id);
      if (registration === null) throw new Refusal('registration/unknown', {});
      return registration.state === 'submitted' ? null : registration.begunBy;
    },
    reopen: (transaction: WriteTransaction, reopened: RegistrationToReopen): void => reopenRegistration(transaction, reopened),
    addressed: (store: ReadStore, id: string, staffId: string) => {
      const registration = requireOpen(store, id, staffId);
      return { form: requireOwnForms(configurations, registration).form, language: registration.language };
    },
    hasConsent: (store: ReadStore, id: string, field: string): boolean => hasConsent(loadConsents(store, id), field),
    checkedValues: (store: ReadStore, id: string, staffId: string, values: FieldValues): FieldValues =>
      requireValid(checkValues(ports, store, requireOpen(store, id, staffId), values)).values,
    contentChanged: dropReview,
    decide: (transaction: WriteTransaction, id: string, consent: FieldConsent): void => {
      addConsent(transaction, id, consent);
      dropReview(transaction, id);
    },
  };
}
