import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Policy } from '#src/domain/policy/schema.ts';

/** What subjects need of the configuration: everything ever published, oldest first. */
export interface PublishedConfigurations {
  readonly history: () => Promise<readonly Configuration[]>;
}

/** A revision of which it is known from now on whom it is about. */
export interface Identified {
  readonly recordId: string;
  readonly revision: number;
  readonly serviceId: string;
  /** Null: its form asks for no document. */
  readonly subjectId: string | null;
  /** Whom the revision before it was about; another one when a correction changed the document. */
  readonly previousSubjectId: string | null;
}

/** What whoever is called in a transaction writes down, and decides by. */
export interface During {
  readonly addLeaf: AddLeaf;
  readonly policy: Policy;
}

/** Called in the transaction that identifies; a transaction may run more than once. */
export type OnIdentified = (transaction: Store, identified: Identified, during: During) => Promise<void>;
