// What other features may do with a registration in progress. Only the clerk who began it may touch it (S6): for everyone else it
// does not exist.

import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import { requireServiceForms, type ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { FieldConsent } from '#src/domain/consent/schema.ts';
import { formFor } from '#src/domain/forms/parties.ts';
import {
  addConsent,
  dropReview,
  insertRegistration,
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

export function openRegistrations(configurations: Configurations) {
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
    decide: (transaction: WriteTransaction, id: string, consent: FieldConsent): void => {
      addConsent(transaction, id, consent);
      dropReview(transaction, id);
    },
  };
}
