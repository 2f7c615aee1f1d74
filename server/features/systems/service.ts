// The information system (R3.4, R4.3): answers the organisation's own systems whether business may go on with a subject, and keeps what
// they tell of its start and end. No answer holds personal data, and each call is a leaf of the audit log in its own transaction.
import type * as z from 'zod';
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type AskedSubject, systemRoutes } from '#src/contract/systems/index.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import { businessStateOf, clockToleranceMs } from '#src/domain/systems/rules.ts';
import type { BusinessEvent } from '#src/domain/systems/schema.ts';
import type { CheckKind } from '#src/domain/verification/schema.ts';
import type { SystemClient } from './clients.ts';
import type { PublishedConfigurations } from './ports.ts';
import { createSubjectStandings, type StandingSources } from './standings.ts';
import { findEvent, insertEvent, loadEvents } from './store.ts';

type Routes = typeof systemRoutes;
type Call<R extends keyof Routes> = (
  client: SystemClient,
  input: z.output<Routes[R]['request']>,
) => Promise<z.input<Routes[R]['response']>>;

export interface SystemsService {
  /** @throws Refusal systems/service-unknown, agent/gone */
  readonly may: Call<'systemsMay'>;
  /** @throws Refusal systems/service-unknown, systems/subject-unknown, systems/start-refused, systems/event-conflict, systems/event-in-future, agent/gone */
  readonly business: Call<'systemsBusiness'>;
  readonly subjects: Call<'systemsSubjects'>;
  /** Writes down that a client's call was refused. */
  readonly noteRefused: (client: SystemClient, path: string, refusal: Refusal) => Promise<void>;
}

interface Dependencies extends StandingSources {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly agent: Agent;
  readonly configuration: PublishedConfigurations;
}

/** Looked at for one page. */
const subjectsInPage = 100;
const beforeAll = '';

type Called = Omit<Extract<AuditAct, { action: 'system.called' }>, 'action' | 'clientId'>;

export function createSystemsService(dependencies: Dependencies): SystemsService {
  const { store, clock, audit, organisationId, agent, configuration, subjects } = dependencies;
  const { standings, standingIn } = createSubjectStandings(dependencies);
  const now = () => instantFromMs(clock.nowMs());

  const note = (transaction: Store, { clientId }: SystemClient, called: Called): Promise<void> =>
    audit.append(transaction, now(), { action: 'system.called', clientId, ...called });

  const resolve = async (asked: AskedSubject): Promise<string | null> => {
    if ('id' in asked) return (await subjects.exists(store, asked.id)) ? asked.id : null;
    const found = await subjects.find(agent, asked.documentType, asked.documentNumber);
    if (found === 'agent-gone') throw new Refusal('agent/gone', {});
    return found;
  };

  const requiredNow = async (): Promise<readonly CheckKind[]> => (await configuration.newest()).body.policy.requiredChecks;

  const requireService = async (serviceId: string): Promise<void> => {
    // Business in a service goes on, and has to be ended, after the service is offered no more.
    const published = await configuration.history();
    if (!published.some(({ services }) => services.some(({ id }) => id === serviceId))) {
      throw new Refusal('systems/service-unknown', {});
    }
  };

  /** The same event again is no second one. Null: business may not begin. @throws Refusal systems/event-conflict */
  const take = async (
    transaction: Store,
    { clientId }: SystemClient,
    subjectId: string,
    event: BusinessEvent,
    mayBegin: boolean,
  ) => {
    const { eventId, kind, serviceId, at } = event;
    const there = await findEvent(transaction, organisationId, clientId, eventId);
    if (there === null) {
      if (kind === 'start' && !mayBegin) return null;
      const recordedAt = now();
      await insertEvent(transaction, {
        organisation_id: organisationId,
        client_id: clientId,
        event_id: eventId,
        kind,
        subject_id: subjectId,
        service_id: serviceId,
        at,
        recorded_at: recordedAt,
      });
      return { outcome: 'recorded', recordedAt } as const;
    }
    const isSame = there.kind === kind && there.subject_id === subjectId && there.service_id === serviceId && there.at === at;
    if (!isSame) throw new Refusal('systems/event-conflict', {});
    return { outcome: 'duplicate', recordedAt: there.recorded_at } as const;
  };

  return {
    may: async (client, { subject, serviceId }) => {
      await requireService(serviceId);
      const [required, subjectId] = [await requiredNow(), await resolve(subject)];
      return store.transaction().execute(async (transaction) => {
        const nobody = { answer: 'unknown', reason: 'no-subject', business: 'none' } as const;
        const standing = subjectId === null ? nobody : await standingIn(transaction, subjectId, serviceId, required);
        await note(transaction, client, { kind: systemRoutes.systemsMay.path, subjectId, serviceId, outcome: standing.answer });
        return { subjectId, ...standing };
      });
    },

    business: async (client, { subject, event }) => {
      const { serviceId, kind } = event;
      await requireService(serviceId);
      if (Date.parse(event.at) > clock.nowMs() + clockToleranceMs) throw new Refusal('systems/event-in-future', {});
      const subjectId = await resolve(subject);
      if (subjectId === null) throw new Refusal('systems/subject-unknown', {});
      const required = await requiredNow();
      const about = { kind: `${systemRoutes.systemsBusiness.path}#${kind}`, subjectId, serviceId };
      const said = await store.transaction().execute(async (transaction) => {
        const standing = await standingIn(transaction, subjectId, serviceId, required);
        const taken = await take(transaction, client, subjectId, event, standing.mayBegin);
        if (taken === null) {
          await note(transaction, client, { ...about, outcome: 'systems/start-refused' });
          return standing;
        }
        const events = await loadEvents(transaction, organisationId, subjectId);
        await note(transaction, client, { ...about, outcome: taken.outcome });
        const business = businessStateOf(events.filter((one) => one.serviceId === serviceId));
        return { ...taken, subjectId, business };
      });
      if ('outcome' in said) return said;
      throw new Refusal('systems/start-refused', { answer: said.answer, reason: said.reason ?? '' });
    },

    subjects: async (client, { after }) => {
      const required = await requiredNow();
      return store.transaction().execute(async (transaction) => {
        const ids = await subjects.after(transaction, after ?? beforeAll, subjectsInPage);
        const listed = [];
        for (const subjectId of ids) {
          const verified = [...(await standings(transaction, subjectId, required))].filter(([, { isVerified }]) => isVerified);
          const services = verified.map(([serviceId, { answer, business }]) => ({ serviceId, answer, business }));
          if (services.length > 0) listed.push({ subjectId, services });
        }
        await note(transaction, client, {
          kind: systemRoutes.systemsSubjects.path,
          subjectId: null,
          serviceId: null,
          outcome: 'listed',
        });
        return { subjects: listed, next: ids.length < subjectsInPage ? null : (ids.at(-1) ?? null) };
      });
    },

    noteRefused: async (client, path, { wire }) => {
      // Written down with whom it is about.
      if (wire.code === 'systems/start-refused') return;
      const called = { kind: path, subjectId: null, serviceId: null, outcome: wire.code };
      await store.transaction().execute((transaction) => note(transaction, client, called));
    },
  };
}
