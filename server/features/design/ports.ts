import type { Store } from '#server/kernel/store/store.ts';
import type { Instant } from '#src/base/instant.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** The designed part of a configuration; the rest stays as it is. */
export type Designed = Pick<Configuration, 'forms' | 'notices' | 'services'>;

/** What publishing one item needs of the configuration. */
export interface AmendableConfiguration {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
  readonly amend: (
    change: (newest: Configuration, history: readonly Configuration[]) => Designed | null,
    note: (transaction: Store, version: number, at: Instant) => Promise<void>,
  ) => Promise<{ readonly document: SignedDocument; readonly body: Configuration }>;
}
