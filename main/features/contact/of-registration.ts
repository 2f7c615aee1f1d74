// What registrations need of the contact: whether it is made sure of as far as the organisation asks, and what the record says of it.

import type * as z from 'zod';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import { contactOf, keepSavedNumber } from '#main/kernel/contact/facts.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { headerContact } from '#src/domain/contact/schema.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { normalizePhone } from '#src/domain/identity/phones.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** The subject's number; null when the form asks for none, or it was left empty. */
function phoneOf(form: FormDefinition, values: FieldValues): string | null {
  const phone = normalizePhone(values[subjectField(form, 'phone')?.name ?? ''] ?? '');
  return phone === '' ? null : phone;
}

/** The contact as registrations see it. */
export function registeredContact({ configurations }: { readonly configurations: Configurations }) {
  const header = (
    store: ReadStore,
    registrationId: string,
    form: FormDefinition,
    values: FieldValues,
  ): z.infer<typeof headerContact> | null => {
    const phone = phoneOf(form, values);
    if (phone === null) return null;
    const { facts, deferred } = contactOf(store, registrationId, phone);
    const confirmed = facts.findLast(({ outcome }) => outcome === 'confirmed');
    if (confirmed !== undefined) return { state: 'confirmed', factId: confirmed.factId, reason: null };
    return deferred === null ? null : { state: 'deferred', factId: null, reason: deferred };
  };
  return {
    header,
    /** @throws Refusal `contact/not-established` */
    require: (store: ReadStore, registrationId: string, form: FormDefinition, values: FieldValues): void => {
      const isAsked = configurations.current()?.policy.contact.mode === 'required-or-deferred' && phoneOf(form, values) !== null;
      if (isAsked && header(store, registrationId, form, values) === null) throw new Refusal('contact/not-established', {});
    },
    saved: (transaction: WriteTransaction, registrationId: string, form: FormDefinition, values: FieldValues): void =>
      keepSavedNumber(transaction, registrationId, phoneOf(form, values)),
  };
}
