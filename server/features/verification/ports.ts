import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { CheckKind, CheckOutcome, CheckReason } from '#src/domain/verification/schema.ts';

/** What verification needs of the configuration. */
export interface PublishedConfigurations {
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** Which field holds what a source compares, and the class it is sealed under. */
export interface ComparedField {
  readonly meaning: 'name' | 'document-type' | 'document-number';
  readonly field: string;
  readonly className: string;
}

export interface Question {
  /** Goes to the source as the request's own number: asked twice, it is one request there too. */
  readonly checkId: string;
  readonly kind: CheckKind;
  readonly envelope: string;
  readonly fields: readonly ComparedField[];
}

/** Why an attempt brought no answer. All of them are tried again. */
export type AskFailure =
  | 'not-configured'
  | 'timeout'
  | 'unreachable'
  | 'refused'
  | 'answer-invalid'
  | 'signature-invalid'
  | 'paused'
  | 'quota-used'
  | 'agent-gone'
  | 'sealed-unreadable';

export type Answer =
  | {
      readonly answered: true;
      readonly source: string;
      readonly reference: string | null;
      readonly outcome: CheckOutcome;
      readonly reason: CheckReason | null;
    }
  | { readonly answered: false; readonly failure: AskFailure; readonly waitMs: number | null };

/**
 * Who opens the compared values and asks a source about them. It lives outside the process that takes records in, because that one
 * can read no value (R4.2): sealed values go to it, a fact comes back.
 */
export interface VerificationAgent {
  readonly ask: (question: Question) => Promise<Answer>;
}
