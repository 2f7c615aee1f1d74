import type { Agent } from '#server/kernel/agent/act.ts';
import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Instant } from '#src/base/instant.ts';
import type { LocalText } from '#src/base/language.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

export interface Configurations {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** Whom records are about. */
export interface Subjects {
  /** @returns null: nobody with this document is known */
  readonly find: (agent: Agent, documentType: string, documentNumber: string) => Promise<string | null | 'agent-gone'>;
  readonly recordsOf: (store: Store, subjectId: string) => Promise<readonly string[]>;
}

/** Taking in the revision that an approved correction makes. */
export interface Corrections {
  readonly corrections: () => Promise<
    (
      transaction: Store,
      correction: {
        readonly deviceId: string;
        readonly recordId: string;
        readonly envelope: string;
        readonly receivedAt: Instant;
        readonly addLeaf: AddLeaf;
      },
    ) => Promise<string | null>
  >;
}

/** Lets a subject hear that something was decided about their request, by what the organisation sends. */
export interface Tidings {
  /** In the transaction of the decision. */
  readonly decided: (transaction: Store, recordId: string) => Promise<void>;
}

/** Whom a subject's data was given to: part of what a subject may know. */
export interface Recipients {
  readonly of: (
    store: Store,
    subjectId: string,
  ) => Promise<readonly { readonly name: LocalText; readonly purpose: LocalText; readonly at: Instant }[]>;
}
