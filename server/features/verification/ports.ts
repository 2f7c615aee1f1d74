import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import type { VerificationFact } from '#src/domain/verification/schema.ts';
import type { RefusalMessage } from '#src/domain/verification/telling.ts';

/** What verification needs of the configuration. */
export interface PublishedConfigurations {
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** What verification needs of the images that came before their records. */
export interface SealedAttachments {
  /** All its sealed bytes, or null while some are still on their way. */
  readonly sealed: (store: Store, deviceId: string, contentHash: string) => Promise<Uint8Array | null>;
}

/** What workstations hear of beside authorities' answers, under the same running numbers. */
export interface RefusalMessages {
  readonly after: (
    store: Store,
    deviceId: string,
    page: { readonly after: number; readonly limit: number },
  ) => Promise<readonly { readonly position: number; readonly message: RefusalMessage }[]>;
}

/** What whoever is called in a transaction writes down, and decides by. */
interface During {
  readonly addLeaf: AddLeaf;
  readonly policy: Policy;
}

/** Called in the transaction that writes an answer down; a transaction may run more than once. */
export type OnFact = (transaction: Store, fact: VerificationFact, during: During) => Promise<void>;
