// How a subject stands in each service: derived each time from registrations, facts, business and restriction, and stored nowhere.
import type { Store } from '#server/kernel/store/store.ts';
import { businessStateOf, mayBegin, standingOf } from '#src/domain/systems/rules.ts';
import type { BusinessState, SubjectStanding } from '#src/domain/systems/schema.ts';
import type { CheckKind } from '#src/domain/verification/schema.ts';
import type { Restrictions, Subjects, Verifications } from './ports.ts';
import { loadEvents } from './store.ts';

export interface StandingSources {
  readonly organisationId: string;
  readonly subjects: Subjects;
  readonly verifications: Verifications;
  readonly restrictions: Restrictions;
}

type Standing = SubjectStanding & { readonly business: BusinessState; readonly isVerified: boolean; readonly mayBegin: boolean };

function describe(subject: Parameters<typeof standingOf>[0]): Standing {
  const { registrations, business } = subject;
  return {
    ...standingOf(subject),
    business,
    isVerified: registrations.includes('verified'),
    // An end stands in nobody's way: a start opens it again.
    mayBegin: mayBegin(standingOf({ ...subject, business: 'none' })),
  };
}

export function createSubjectStandings({ organisationId, subjects, verifications, restrictions }: StandingSources) {
  /** Of every service that the subject has to do with. */
  const standings = async (
    transaction: Store,
    subjectId: string,
    required: readonly CheckKind[],
  ): Promise<ReadonlyMap<string, Standing>> => {
    const restriction = await restrictions.stateOf(transaction, subjectId);
    const records = await subjects.recordsOf(transaction, subjectId);
    const states = await verifications.statesOf(transaction, records, required);
    const events = await loadEvents(transaction, organisationId, subjectId);
    const services = new Set([...records, ...events].map(({ serviceId }) => serviceId));
    return new Map(
      [...services].map((serviceId) => {
        const registrations = states.filter((_state, index) => records[index]?.serviceId === serviceId);
        const business = businessStateOf(events.filter((event) => event.serviceId === serviceId));
        return [serviceId, describe({ restriction, registrations, business })];
      }),
    );
  };

  const standingIn = async (
    transaction: Store,
    subjectId: string,
    serviceId: string,
    required: readonly CheckKind[],
  ): Promise<Standing> => {
    const known = (await standings(transaction, subjectId, required)).get(serviceId);
    if (known !== undefined) return known;
    const restriction = await restrictions.stateOf(transaction, subjectId);
    return describe({ restriction, registrations: [], business: 'none' });
  };

  return { standings, standingIn };
}
