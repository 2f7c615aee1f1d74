// The contact of a subject over registrations in progress and saved records.
import { contactHandlers } from '#main/features/contact/handlers.ts';
import { addressedOf } from '#main/features/records/detail.ts';
import type { RecordsPorts } from '#main/features/records/ports.ts';
import type { openRegistrations } from '#main/features/registration/open-registrations.ts';

type Ports = Omit<Parameters<typeof contactHandlers>[0], 'registrations' | 'records'> & Omit<RecordsPorts, 'registrations'>;

export function wiredContact(ports: Ports, registrations: ReturnType<typeof openRegistrations>) {
  const records = { ...ports, registrations };
  return contactHandlers({
    ...ports,
    registrations,
    records: { addressed: (session, recordId) => addressedOf(records, session, recordId) },
  });
}
