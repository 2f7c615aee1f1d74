// Restriction after repeated failure (R3.6): counted, told to every workstation, decided about by named persons.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type RestrictionStanding, standingOf } from '#src/domain/restriction/rules.ts';
import type { RestrictionEvent } from '#src/domain/restriction/schema.ts';
import { type RestrictionSpan, spansOf } from '#src/domain/restriction/spans.ts';
import { createFailureCount, type FailureCount } from './count.ts';
import { createRestrictionDecisions, type RestrictionDecisions } from './decisions.ts';
import { createRestrictionPages, type RestrictionPages } from './pages.ts';
import type { FailingSubjects, PublishedConfigurations, TellSubject } from './ports.ts';
import { loadEvents, loadRestrictedEvents } from './store.ts';

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
  readonly subjects: FailingSubjects;
  readonly tellSubject: TellSubject;
}

export interface RestrictionService extends FailureCount, RestrictionPages, RestrictionDecisions {
  /** Where a subject stands now: what the information system asks before business goes on. */
  readonly stateOf: (transaction: Store, subjectId: string) => Promise<RestrictionStanding>;
  /** Every restriction there ever was, of nobody in particular: what is counted (R5.5). */
  readonly spans: (store: Store) => Promise<readonly RestrictionSpan[]>;
}

export function createRestrictionService(dependencies: Dependencies): RestrictionService {
  const { organisationId } = dependencies;
  return {
    ...createFailureCount(dependencies),
    ...createRestrictionPages(dependencies),
    ...createRestrictionDecisions(dependencies),
    stateOf: async (transaction, subjectId) => standingOf(await loadEvents({ transaction, organisationId }, subjectId)),
    spans: async (store) => {
      const bySubject = new Map<string, RestrictionEvent[]>();
      for (const { subjectId, event } of await loadRestrictedEvents(store, organisationId)) {
        bySubject.set(subjectId, [...(bySubject.get(subjectId) ?? []), event]);
      }
      return [...bySubject.values()].flatMap(spansOf);
    },
  };
}
