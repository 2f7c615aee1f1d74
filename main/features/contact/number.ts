// Which number it is about: the one on the screen, or the one a saved record has.

import type { ReadStore } from '#main/store/store.ts';
import type { Language } from '#src/base/language.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { checkPhone } from '#src/domain/identity/phones.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { ContactPorts } from './ports.ts';

export interface Target {
  readonly registrationId: string;
  readonly phone: string | null;
}

export interface ContactNumber {
  readonly recordId: string;
  /** Normalised. */
  readonly phone: string;
  readonly isMobile: boolean;
  readonly className: string;
  readonly language: Language;
}

/** Null where the form asks for none, or it is not whole. @throws Refusal `registration/…`, `records/…` */
export function numberOf(ports: ContactPorts, store: ReadStore, session: Session, target: Target): ContactNumber | null {
  const { registrationId: recordId } = target;
  const saved = target.phone === null ? ports.records.addressed(session, recordId) : null;
  const { form, language } = saved ?? ports.registrations.addressed(store, recordId, session.staffId);
  const field = subjectField(form, 'phone');
  if (field === undefined) return null;
  const checked = checkPhone(target.phone ?? saved?.values[field.name] ?? '');
  if (!checked.ok) return null;
  const { number: phone, kind } = checked.value;
  return { recordId, phone, isMobile: kind === 'mobile', className: field.class, language };
}
