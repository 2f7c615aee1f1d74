import type { Store } from '#server/kernel/store/store.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { VerificationFact } from '#src/domain/verification/schema.ts';

/** What restrictions need of the configuration. */
export interface PublishedConfigurations {
  readonly newest: () => Promise<{ readonly document: SignedDocument; readonly body: Configuration }>;
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** Whose records fail. */
export interface FailingSubjects {
  /** Whom exactly this revision is about; null also while nobody knows. */
  readonly subjectAt: (transaction: Store, recordId: string, revision: number) => Promise<string | null>;
  /** What authorities answered about it so far. */
  readonly factsOf: (transaction: Store, recordId: string, revision: number) => Promise<readonly VerificationFact[]>;
}

/** A message to the subject of a record, in the transaction of what it tells. */
export type TellSubject = (transaction: Store, recordId: string, what: 'restricted' | 'released') => Promise<void>;
