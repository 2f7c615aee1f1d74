import type { Agent } from '#server/kernel/agent/act.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

export interface PublishedConfigurations {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
  /** Everything ever published: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** Finds the records about a person whose document is known. */
export interface Subjects {
  readonly find: (agent: Agent, documentType: string, documentNumber: string) => Promise<string | null | 'agent-gone'>;
  readonly recordsOf: (store: Store, subjectId: string) => Promise<readonly { readonly recordId: string }[]>;
}
