import type { Store } from '#server/kernel/store/store.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { VerificationFact } from '#src/domain/verification/schema.ts';

/** What verification needs of the configuration. */
export interface PublishedConfigurations {
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** Called in the transaction that writes an answer down; a transaction may run more than once. */
export type OnFact = (transaction: Store, fact: VerificationFact) => Promise<void>;
