import type { Store } from '#server/kernel/store/store.ts';
import type { BusinessEventTable } from '#server/kernel/store/tables.ts';
import { type BusinessEvent, businessKind } from '#src/domain/systems/schema.ts';

export async function findEvent(
  transaction: Store,
  organisationId: string,
  clientId: string,
  eventId: string,
): Promise<BusinessEventTable | null> {
  const row = await transaction
    .selectFrom('business_event')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('client_id', '=', clientId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertEvent(transaction: Store, row: BusinessEventTable): Promise<void> {
  await transaction.insertInto('business_event').values(row).execute();
}

type SubjectEvent = Pick<BusinessEvent, 'kind' | 'at' | 'serviceId'>;

/** Everything that was told of a subject's business. */
export async function loadEvents(store: Store, organisationId: string, subjectId: string): Promise<readonly SubjectEvent[]> {
  const rows = await store
    .selectFrom('business_event')
    .select(['kind', 'at', 'service_id'])
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .execute();
  return rows.map(({ kind, at, service_id }) => ({ kind: businessKind.parse(kind), at, serviceId: service_id }));
}
