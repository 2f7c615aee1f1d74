import type { Agent } from '#server/kernel/agent/act.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Restriction } from '#src/domain/systems/schema.ts';
import type { CheckKind, VerificationState } from '#src/domain/verification/schema.ts';

/** What the information system needs of the configuration. */
export interface PublishedConfigurations {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
  /** Everything ever published. */
  readonly history: () => Promise<readonly Configuration[]>;
}

interface Registration {
  readonly recordId: string;
  readonly revision: number;
  readonly serviceId: string;
}

/** Whom records are about. */
export interface Subjects {
  readonly find: (agent: Agent, documentType: string, documentNumber: string) => Promise<string | null | 'agent-gone'>;
  readonly exists: (store: Store, subjectId: string) => Promise<boolean>;
  readonly recordsOf: (store: Store, subjectId: string) => Promise<readonly Registration[]>;
  /** Ids after one, in their order. */
  readonly after: (store: Store, subjectId: string, limit: number) => Promise<readonly string[]>;
}

/** How revisions stand with the authorities that are required, in their order. */
export interface Verifications {
  readonly statesOf: (
    store: Store,
    revisions: readonly Registration[],
    required: readonly CheckKind[],
  ) => Promise<readonly VerificationState[]>;
}

/** How a subject stands after failures (R3.6). */
export interface Restrictions {
  readonly stateOf: (store: Store, subjectId: string) => Promise<Restriction>;
}
