import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { PersonAtServer } from '#main/kernel/server/person-at-server.ts';
import type { PullingPorts } from '#main/kernel/server/pull-pages.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { ReadStore, Store } from '#main/store/store.ts';

/** What restrictions need of registrations in progress. */
interface OpenRegistrations {
  /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
  formsOf(store: ReadStore, id: string, staffId: string): unknown;
}

export type RestrictionPorts = PullingPorts & {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
  readonly configurations: Configurations;
  readonly stepUp: StepUp;
  readonly serverKeys: ServerKeys;
  readonly registrations: OpenRegistrations;
};

export type SupervisorPorts = RestrictionPorts & { readonly person: Pick<PersonAtServer, 'ask'> };
