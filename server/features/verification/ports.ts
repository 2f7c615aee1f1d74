import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Answer, Question } from './agent-messages.ts';

/** What verification needs of the configuration. */
export interface PublishedConfigurations {
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/**
 * Who opens the compared values and asks a source about them. It lives outside the process that takes records in, because that one
 * can read no value (R4.2): sealed values go to it, a fact comes back.
 */
export interface VerificationAgent {
  readonly ask: (question: Question) => Promise<Answer>;
}
